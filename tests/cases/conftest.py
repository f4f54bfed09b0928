"""A call as a clerk writes it down, and the people around it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from cases import actions
from cases.choices import Outcome, Safety
from cases.models import Category, Channel, Relation
from portal.access import scope
from tests.factories.people import enter, key_ring, people  # noqa: F401 - fixtures
from tests.factories.scene import scene  # noqa: F401 - fixture

AT = datetime(2026, 3, 3, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def call(db):
    """call(category="0101", safety=…) -> actions.Call, herself on the line."""

    def build(category="0104", **changes):
        values = {
            "channel": Channel.objects.get(pk="call_12338"),
            "received_at": AT,
            "phone": "10000000912",
            "caller_name": "张桂兰",
            "relation": Relation.objects.get(pk="self"),
            "category": Category.objects.get(code=category) if category else None,
            "story": "来电人说离婚后对方一直不给孩子抚养费。",
            "safety": Safety.SAFE,
            "first_step": "own",
        }
        return actions.Call(**values | changes)

    return build


@pytest.fixture
def register(call):
    """register(actor, **call) -> Case, within the actor's own scope."""

    def build(actor, at=AT, **changes):
        with transaction.atomic(), scope(actor):
            contact = actions.register_contact(
                call=call(**changes), outcome=Outcome.CASE, actor=actor, at=at
            )
        return contact.case

    return build
