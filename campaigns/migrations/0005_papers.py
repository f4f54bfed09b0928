"""A paper about a campaign exists only for who may see the campaign. One policy for each kind of
record, and none for a kind nobody registered: a new kind comes with its policy and its name here."""

from django.db import migrations

ABOUT_CASE = """
DROP POLICY about_record ON papers_issuedpaper;
CREATE POLICY about_record ON papers_issuedpaper AS RESTRICTIVE TO portal_app
    USING (about_type <> 'cases.case' OR EXISTS (
        SELECT 1 FROM cases_case AS about WHERE about.id = papers_issuedpaper.about_id))
    WITH CHECK (true);
CREATE POLICY about_campaign ON papers_issuedpaper AS RESTRICTIVE TO portal_app
    USING (about_type IN ('', 'cases.case') OR (about_type = 'campaigns.campaign' AND EXISTS (
        SELECT 1 FROM campaigns_campaign AS about WHERE about.id = papers_issuedpaper.about_id)));
"""
BEFORE = """
DROP POLICY about_campaign ON papers_issuedpaper;
DROP POLICY about_record ON papers_issuedpaper;
CREATE POLICY about_record ON papers_issuedpaper AS RESTRICTIVE TO portal_app
    USING (about_type = '' OR (about_type = 'cases.case' AND EXISTS (
        SELECT 1 FROM cases_case AS about WHERE about.id = papers_issuedpaper.about_id)))
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_materials_row_security"),
        ("cases", "0006_papers"),
    ]

    operations = [migrations.RunSQL(ABOUT_CASE, BEFORE)]
