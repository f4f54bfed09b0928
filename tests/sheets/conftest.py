import pytest
from django.db import transaction

from portal.access import Role, scope
from portal.sheets import registry
from tests.conftest import ROOT
from tests.factories.people import Person, enter, key_ring, make_person, people

__all__ = ["enter", "key_ring", "people"]


@pytest.fixture
def administrator(people):
    """Who may import units and accounts of the whole city."""
    return people.system_administrator


@pytest.fixture
def unit_admin(people):
    """Who administers the accounts of 新华区 and below, of no other county."""
    with transaction.atomic(), scope(ROOT):
        return make_person(Person("uadmin", "罗一帆", "410402", Role.UNIT_ADMINISTRATOR))


@pytest.fixture
def units_sheet(administrator):
    return registry.sheet_for(administrator, "units")


@pytest.fixture
def accounts_sheet(administrator):
    return registry.sheet_for(administrator, "accounts")
