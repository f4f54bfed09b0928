"""Old entries go by the owner's command alone, never before their time."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from portal import clock
from portal.access import scope
from portal.audit import actions, seal
from portal.audit.models import Seal
from tests.audit.sealing import as_thief, report, sealed, write
from tests.conftest import ROOT
from tests.database import as_owner

pytestmark = pytest.mark.django_db(transaction=True)


def long_ago(days):
    """Entries and their link as they would be this many days later."""
    as_thief("UPDATE audit_logentry SET at = at - make_interval(days => %s)", days)
    as_thief("UPDATE audit_seal SET at = at - make_interval(days => %s)", days)
    link = Seal.objects.get(number=1)
    with transaction.atomic(), scope(ROOT):
        stored = seal.joined(row.leaf for row in seal.rows_between(link.epoch, 0, link.upto_xid))
    digest = seal.digest_of(
        before=seal.GENESIS, number=1, epoch=link.epoch, upto=link.upto_xid, at=link.at,
        leaves=stored,
    )  # fmt: skip
    as_thief("UPDATE audit_seal SET leaves = %s, digest = %s WHERE number = 1", stored, digest)


def prune():
    with as_owner():
        return actions.prune_log(at=clock.now())


def test_entries_past_their_time_are_dropped_and_the_chain_still_verifies(settings):
    write("旧")
    sealed()
    long_ago(days=1200)
    write("新")
    sealed()

    dropped = prune()

    assert dropped == (1, 1)
    assert report().is_whole
    assert report().rows == 1


def test_no_setting_drops_an_entry_before_190_days(settings):
    settings.AUDIT_KEPT = timedelta(days=1)
    write("旧")
    sealed()
    long_ago(days=189)

    assert prune() == (1, 0)
    assert report().is_whole


def test_old_entries_removed_without_saying_so_are_found():
    write("旧")
    sealed()
    long_ago(days=1200)

    as_thief("DELETE FROM audit_logentry")

    assert "已被删除" in report().problems[0]


def test_the_webs_role_cannot_prune():
    write("旧")
    sealed()
    long_ago(days=1200)

    with pytest.raises(ProgrammingError, match="permission denied"):
        actions.prune_log(at=clock.now())
