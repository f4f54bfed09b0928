"""Cases to be found, and a way to type into the box as somebody."""

import pytest
from django.db import transaction

from portal.access import scope
from portal.search import actions, finding, kinds
from tests.factories.cases import CaseFactory
from tests.factories.people import key_ring
from tests.factories.scene import client_of, scene

__all__ = ["key_ring", "scene"]


@pytest.fixture
def known_units(key_ring, db):
    """Every unit of the city has its entry, whatever an earlier test emptied."""
    with transaction.atomic():
        return actions.index(kind="unit", keys=kinds.keys_of(""))


@pytest.fixture
def case(scene):
    """新华区, 张桂兰, 10000020912, a story nobody else tells."""
    return CaseFactory(
        actor=scene.cast["clerk"],
        call__caller_name="张桂兰",
        call__phone="10000020912",
        call__story="离婚三年，前夫两年没有付抚养费，孩子上小学。",
    )


@pytest.fixture
def type_in(scene):
    """type_in("clerk", "张桂") -> the numbers of the cases she finds."""

    def typed(who, text):
        actor = scene.cast[who]
        with transaction.atomic(), scope(actor):
            found = finding.search(actor, text, shown=50)
        return [hit.number for one in found if one.kind.name == "case" for hit in one.hits]

    return typed


@pytest.fixture
def box(scene):
    """box("clerk", "张桂") -> the answer of the page to what she typed."""

    def posted(who, text, **headers):
        return client_of(scene.cast[who]).post("/search/", {"q": text}, **headers)

    return posted
