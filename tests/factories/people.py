"""The people most tests need: a clerk, her leader, a stranger of another county, an auditor.

Fixtures; a package's conftest imports what it uses: `from tests.factories.people import people`.
"""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from portal import clock
from portal.access import Actor, Role, scope
from portal.access.actor import SystemActor
from portal.accounts.models import Account, Posting
from portal.crypto.keys import make_keys
from portal.units.models import Unit

ROOT = SystemActor("测试", scope="4104")


@dataclass(frozen=True)
class Person:
    """Where somebody works and as what."""

    username: str
    name: str
    unit: str
    role: Role


PEOPLE = {
    "clerk": Person("clerk", "李知微", "410402", Role.COUNTY_CLERK),
    "leader": Person("leader", "沈静姝", "410402", Role.COUNTY_LEADER),
    "stranger": Person("stranger", "何映秋", "410403", Role.COUNTY_CLERK),
    "coordinator": Person("coordinator", "程书宁", "4104", Role.CITY_COORDINATOR),
    "liaison": Person("liaison", "陆守正", "410402M07", Role.MEMBER_LIAISON),
    "auditor": Person("auditor", "贺明察", "4104", Role.AUDITOR),
    "system_administrator": Person("sysadmin", "管为民", "4104", Role.SYSTEM_ADMINISTRATOR),
}


def make_person(person: Person) -> Actor:
    """An account with its posting; gives who it lets one be."""
    at = clock.now()
    account = Account.objects.create(username=person.username, name=person.name, made_at=at)
    posting = Posting.objects.create(
        account=account,
        unit=Unit.objects.get(code=person.unit),
        roles=[person.role],
        valid_from=at,
    )
    return posting.actor()


@pytest.fixture
def key_ring(tmp_path, settings):
    """Keys of this test's own."""
    settings.PORTAL_KEYS = tmp_path / "keys"
    make_keys(settings.PORTAL_KEYS)


@pytest.fixture
def people(request, key_ring):
    """Everybody of PEOPLE as an Actor: `people.clerk`. Inside one transaction unless the test's
    own database is transactional, so that a scope may be opened."""
    mark = request.node.get_closest_marker("django_db")
    is_transactional = bool(mark and mark.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if is_transactional else "db")
    with transaction.atomic(), scope(ROOT):
        return SimpleNamespace(**{key: make_person(who) for key, who in PEOPLE.items()})


@pytest.fixture
def enter(settings):
    """`enter(actor)` gives a browser in which this person is signed in."""
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(
            Account.objects.get(pk=actor.account_id), "portal.accounts.backends.AccountBackend"
        )
        return client

    return signed_in
