from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from portal.access import Role, SystemActor, scope
from portal.audit.models import LogEntry
from tests.factories.accounts import account_of, actor_for, sign_in
from tests.factories.people import key_ring

__all__ = ["key_ring"]


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False


@pytest.fixture
def managers(db):
    """Who administers accounts, each as an Actor."""
    return SimpleNamespace(
        xinhua=actor_for("410402", Role.UNIT_ADMINISTRATOR, name="罗一帆"),
        weidong=actor_for("410403", Role.UNIT_ADMINISTRATOR, name="简言"),
        police=actor_for("4104M07", Role.UNIT_ADMINISTRATOR, name="闻叙白"),
        system=actor_for("4104", Role.SYSTEM_ADMINISTRATOR, name="郑平川"),
        security=actor_for("4104", Role.SECURITY_ADMINISTRATOR, name="沈以度"),
    )


@pytest.fixture
def enter():
    """`enter(actor)`: a browser in which she has come through the door."""

    def signed_in(actor):
        client = Client()
        assert sign_in(client, account_of(actor)).status_code == 302
        return client

    return signed_in


@pytest.fixture
def log(db):
    """`log("sign_in")`: the entries of this act, oldest first."""

    def entries(action):
        with transaction.atomic(), scope(SystemActor("测试", scope="4104")):
            return list(LogEntry.objects.filter(action=action).order_by("at", "id"))

    return entries
