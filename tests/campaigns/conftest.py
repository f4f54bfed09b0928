"""A published campaign of the city and the people around it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from portal.access import scope
from tests.factories.campaigns import make_campaign
from tests.factories.people import enter, key_ring, people
from tests.factories.scene import scene

__all__ = ["enter", "key_ring", "people", "scene"]


@pytest.fixture
def asked(request):
    """新华区妇联 owes one thing by 11 March; `people.coordinator` planned it."""
    return make_campaign(planner=request.getfixturevalue("people").coordinator)


AT = datetime(2026, 2, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def do(people):
    """do(actor, action, …) within her own scope, at 10:00 on 24 February 2026."""

    def run(actor, action, at=AT, **values):
        with transaction.atomic(), scope(actor):
            return action(actor=actor, at=at, **values)

    return run
