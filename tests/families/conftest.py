"""The cast of the city, without the case that stands on the scene: families know of none."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from portal.access import scope
from tests.factories.cast import CAST
from tests.factories.people import ROOT, key_ring, make_person

__all__ = ["key_ring"]


@pytest.fixture
def cast(db, key_ring, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    with transaction.atomic(), scope(ROOT):
        return SimpleNamespace(**{name: make_person(person) for name, person in CAST.items()})
