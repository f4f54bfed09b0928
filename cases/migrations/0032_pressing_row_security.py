"""What was pressed follows its case: seen while it is seen, moved with it."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

CHILD = """
ALTER TABLE cases_casepress ADD CONSTRAINT casepress_belongs_to_its_cases_unit
    FOREIGN KEY (case_id, unit_code) REFERENCES cases_case (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
NO_CHILD = "ALTER TABLE cases_casepress DROP CONSTRAINT casepress_belongs_to_its_cases_unit;"
RIGHTS = """
GRANT INSERT ON cases_casepressevent TO portal_mover;
GRANT USAGE ON SEQUENCE cases_casepressevent_pgh_id_seq TO portal_mover;"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_pressing")]

    operations = [
        SecureTable("cases_casepress", Owned(("cases_case", "case_id"))),
        SecureTable("cases_casepressevent", History("cases_casepress")),
        migrations.RunSQL(CHILD, NO_CHILD),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
