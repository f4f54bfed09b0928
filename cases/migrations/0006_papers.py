"""A paper about a case exists only for who may see the case: label and recusal hold for it too."""

from django.db import migrations

POLICY = """
CREATE POLICY about_record ON papers_issuedpaper AS RESTRICTIVE TO portal_app
    USING (about_type = '' OR (about_type = 'cases.case' AND EXISTS (
        SELECT 1 FROM cases_case AS about WHERE about.id = papers_issuedpaper.about_id)))
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_search"), ("papers", "0002_row_security")]

    operations = [
        migrations.RunSQL(POLICY, "DROP POLICY about_record ON papers_issuedpaper;"),
    ]
