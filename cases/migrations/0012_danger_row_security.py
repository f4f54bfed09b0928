"""Screenings, safety acts, warnings and orders follow their case, and so does their history."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

FOLLOWING = (
    "riskscreening", "safetyact", "minorreport", "warningletter", "protectionorder",
    "protectioncheck", "evidencelist", "safetyplan",
)
CHILDREN = "".join(
    f"""
ALTER TABLE cases_{child} ADD CONSTRAINT {child}_belongs_to_its_cases_unit
    FOREIGN KEY (case_id, unit_code) REFERENCES cases_case (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
    for child in FOLLOWING
)
NO_CHILDREN = "".join(
    f"ALTER TABLE cases_{child} DROP CONSTRAINT {child}_belongs_to_its_cases_unit;"
    for child in FOLLOWING
)
RIGHTS = "".join(
    f"""
GRANT INSERT ON cases_{child}event TO portal_mover;
GRANT USAGE ON SEQUENCE cases_{child}event_pgh_id_seq TO portal_mover;"""
    for child in FOLLOWING
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_danger")]

    operations = [
        *(SecureTable(f"cases_{child}", Owned(("cases_case", "case_id"))) for child in FOLLOWING),
        *(
            SecureTable(f"cases_{child}event", History(f"cases_{child}"))
            for child in FOLLOWING
        ),
        migrations.RunSQL(CHILDREN, NO_CHILDREN),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
