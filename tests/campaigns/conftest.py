"""A published campaign of the city and the people around it."""

import pytest

from tests.factories.campaigns import make_campaign
from tests.factories.people import enter, key_ring, people
from tests.factories.scene import scene

__all__ = ["enter", "key_ring", "people", "scene"]


@pytest.fixture
def asked(request):
    """新华区妇联 owes one thing by 11 March; `people.coordinator` planned it."""
    return make_campaign(planner=request.getfixturevalue("people").coordinator)
