"""Files of a case are seen with their case, stand under its unit and follow it when it moves."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

KEY = """
ALTER TABLE cases_casefile ADD CONSTRAINT casefile_belongs_to_its_cases_unit
    FOREIGN KEY (case_id, unit_code) REFERENCES cases_case (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""
NO_KEY = "ALTER TABLE cases_casefile DROP CONSTRAINT casefile_belongs_to_its_cases_unit;"
# Files follow a case by the foreign key; what follows writes its own history.
RIGHTS = """
GRANT INSERT ON cases_casefileevent TO portal_mover;
GRANT USAGE ON SEQUENCE cases_casefileevent_pgh_id_seq TO portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_files")]

    operations = [
        SecureTable("cases_casefile", Owned(("cases_case", "case_id"))),
        SecureTable("cases_casefileevent", History("cases_casefile")),
        migrations.RunSQL(KEY, NO_KEY),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
