"""复查 and 复核 follow their case: seen while it is seen, moved with it."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

CHILD = """
ALTER TABLE cases_casereview ADD CONSTRAINT casereview_belongs_to_its_cases_unit
    FOREIGN KEY (case_id, unit_code) REFERENCES cases_case (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
NO_CHILD = "ALTER TABLE cases_casereview DROP CONSTRAINT casereview_belongs_to_its_cases_unit;"
RIGHTS = """
GRANT INSERT ON cases_casereviewevent TO portal_mover;
GRANT USAGE ON SEQUENCE cases_casereviewevent_pgh_id_seq TO portal_mover;"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0029_reviews")]

    operations = [
        SecureTable("cases_casereview", Owned(("cases_case", "case_id"))),
        SecureTable("cases_casereviewevent", History("cases_casereview")),
        migrations.RunSQL(CHILD, NO_CHILD),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
