"""What the desk says about households: to whom, how many, and what the button does."""

import pytest
from django.db import transaction

from families import desk
from families.choices import EntryState, Stage
from families.models import Entry
from portal.access import scope
from tests.conftest import ROOT
from tests.factories.scene import scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def said(scene):
    """said("village") -> [(state, next act)], and that the menu counts the same."""

    def run(who):
        actor = scene.cast[who]
        with transaction.atomic(), scope(actor):
            lines = desk.todos(actor, 10)
            assert sum(len(rows) for rows in desk.lines(actor)) == len(lines)
        return [(line.state, line.next_act) for line in lines]

    return run


@pytest.mark.parametrize(
    ("stage", "state", "who", "act"),
    [
        (Stage.VILLAGE, EntryState.TAKING_PART, "village", "评分"),
        (Stage.TOWN, EntryState.TAKING_PART, "town", "审核"),
        (Stage.COUNTY, EntryState.TAKING_PART, "clerk", "评定"),
        (Stage.CITY, EntryState.TAKING_PART, "coordinator", "复核"),
        (Stage.VILLAGE, EntryState.REPORTED, "clerk", "核实"),
    ],
)
def test_a_household_waits_with_one_unit_only(scene, said, stage, state, who, act):
    with transaction.atomic(), scope(ROOT):
        assert Entry.objects.update(stage=stage, state=state)

    found = {one: said(one) for one in ("village", "town", "clerk", "coordinator", "stranger")}

    assert [next_act for _, next_act in found.pop(who)] == [act]
    assert not any(found.values())
