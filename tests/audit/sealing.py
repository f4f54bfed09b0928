"""Writing entries, sealing them, and changing them as only the owner could."""

import time

from django.db import connection, transaction

from portal import clock
from portal.access import SystemActor, scope
from portal.audit import actions, seal
from portal.audit.models import Seal
from portal.audit.verification import verify
from tests.conftest import ROOT
from tests.database import as_owner

PATIENCE = 60  # seconds


def write(*names):
    for name in names:
        with transaction.atomic():
            actions.record(actor=SystemActor(name), action="test.done", at=clock.now())


def sealed():
    """Seal all that is written. The horizon is the whole server's: tests that run beside this one,
    each in a transaction of its own database, are waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        now = cursor.fetchone()[0]
    until = time.monotonic() + PATIENCE
    while seal.horizon() <= now and time.monotonic() < until:
        time.sleep(0.05)
    return actions.seal_log(at=clock.now())


def report(heads=None):
    with transaction.atomic(), scope(ROOT):
        return verify(heads)


def as_thief(sql, *values):
    """What only the owner of the tables can do: no role of the portal may."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_logentry NO FORCE ROW LEVEL SECURITY")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE audit_logentry FORCE ROW LEVEL SECURITY")


def heads():
    return dict(Seal.objects.values_list("number", "digest"))
