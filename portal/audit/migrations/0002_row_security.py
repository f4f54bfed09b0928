"""The log's policies, the two columns the seal reads, and a history without a context table.

`_pgh_attach_context` normally upserts into pghistory_context, which needs UPDATE there for every
audited write; the context travels in the row instead.
"""

from django.db import migrations

from portal.access.row_security import Log, SecureTable

COLUMNS = """
ALTER TABLE audit_logentry
    ADD COLUMN epoch text NOT NULL DEFAULT (pg_control_system()).system_identifier::text,
    ADD COLUMN xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX log_by_transaction ON audit_logentry (epoch, xid, id);
"""
NO_COLUMNS = "ALTER TABLE audit_logentry DROP COLUMN epoch, DROP COLUMN xid;"
NO_CONTEXT_TABLE = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql
    AS $f$ SELECT NULL::uuid $f$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        SecureTable("audit_logentry", Log()),
        migrations.RunSQL(COLUMNS, NO_COLUMNS),
        migrations.RunSQL(NO_CONTEXT_TABLE, migrations.RunSQL.noop),
    ]
