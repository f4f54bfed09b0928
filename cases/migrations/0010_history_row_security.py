"""A line of an old ledger follows its case: seen while it is seen, moved with it."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

BELONGS = """
ALTER TABLE cases_ledgerline ADD CONSTRAINT ledgerline_belongs_to_its_cases_unit
    FOREIGN KEY (case_id, unit_code) REFERENCES cases_case (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""
RIGHTS = """
GRANT INSERT ON cases_ledgerlineevent TO portal_mover;
GRANT USAGE ON SEQUENCE cases_ledgerlineevent_pgh_id_seq TO portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_history")]

    operations = [
        SecureTable("cases_ledgerline", Owned(("cases_case", "case_id"))),
        SecureTable("cases_ledgerlineevent", History("cases_ledgerline")),
        migrations.RunSQL(
            BELONGS,
            "ALTER TABLE cases_ledgerline DROP CONSTRAINT ledgerline_belongs_to_its_cases_unit;",
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
