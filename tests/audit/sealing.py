"""Writing entries, sealing them, and changing them as only the owner could."""

from unittest.mock import patch

from django.db import connection, transaction

from portal import clock
from portal.access import SystemActor, scope
from portal.audit import actions, seal
from portal.audit.models import Seal
from portal.audit.verification import verify
from tests.conftest import ROOT
from tests.database import as_owner, maintenance

OPEN_HERE = """
SELECT coalesce(min(backend_xid::text::bigint),
                pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
  FROM pg_stat_activity WHERE datname = %s
"""


def write(*names):
    for name in names:
        with transaction.atomic():
            actions.record(actor=SystemActor(name), action="test.done", at=clock.now())


def sealed():
    """Seal all that is written. The horizon is the whole server's, and a module that runs beside
    this one may hold its transaction for minutes: here those of this database alone count."""
    with patch.object(seal, "horizon", horizon_of_this_database):
        return actions.seal_log(at=clock.now())


def horizon_of_this_database():
    with maintenance() as cursor:
        cursor.execute(OPEN_HERE, [connection.settings_dict["NAME"]])
        return cursor.fetchone()[0]


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
