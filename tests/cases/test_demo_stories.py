"""The stories of the demo city are told by a command of the machine: nobody opened a transaction
for them, and each step is one of its own."""

import pytest
from django.db import transaction
from django.test import override_settings

from cases.demo import referrals, seed_first_calls
from cases.models import Case
from portal import clock
from portal.access import scope
from portal.demo import actions as accounts
from tests.conftest import ROOT
from tests.factories.people import key_ring

__all__ = ["key_ring"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_they_are_told_once_with_no_transaction_around_them(key_ring, tmp_path):
    with override_settings(PORTAL_DEMO=True, VAR=tmp_path, MEDIA_ROOT=tmp_path / "media"):
        accounts.seed_accounts(at=clock.now())
        actors = accounts.registrars()
        for tell in (seed_first_calls, referrals.seed):
            assert tell(actors=actors, progress=accounts.quiet) > 0
            assert tell(actors=actors, progress=accounts.quiet) == 0

    with transaction.atomic(), scope(ROOT):
        assert Case.objects.filter(registered_at__gt=clock.now()).count() == 0
        assert Case.objects.count() > 20
