"""表五: legal aid, judicial and social relief among what is counted of a case."""

from importlib import import_module

from django.db import migrations, models

figures = import_module("cases.migrations.0015_figures")

TABLES = ("cases_safetyact", "cases_referralreport")
READS = "; ".join(
    [f"CREATE POLICY figures ON {table} FOR SELECT TO portal_reader USING (true)" for table in TABLES]
    + [f"GRANT SELECT ON {table} TO portal_reader" for table in TABLES]
)
NO_READS = "; ".join(f"DROP POLICY figures ON {table}" for table in TABLES)
ACT = "EXISTS (SELECT 1 FROM cases_safetyact s WHERE s.case_id = k.id AND s.kind IN ({}))"
# M10 is the bureau of justice, in the city and in each county.
AID = f"""
       'legal_aid' = ANY (k.ways) OR {ACT.format("'aid_applied', 'aid_granted', 'aid_assigned'")}
           AS is_legal_aid,
       {ACT.format("'aid_granted', 'aid_assigned'")}
           OR ('legal_aid' = ANY (k.ways)
               AND EXISTS (SELECT 1 FROM cases_referral f
                             JOIN cases_referralreport t ON t.referral_id = f.id
                            WHERE f.case_id = k.id AND f.to_code LIKE '%M10'
                              AND f.status <> 'revoked'
                              AND t.acceptance IN ('accepted', 'already')))
           AS is_legal_aid_accepted,
       'judicial_aid' = ANY (k.ways) AS is_judicial_aid,
       'social_aid' = ANY (k.ways) AS is_social_aid
  FROM cases_case k"""
CASES = figures.CASES.replace("AS satisfaction\n  FROM cases_case k", f"AS satisfaction,{AID}")
DROP = "DROP VIEW cases_case_fact;"


def view(sql):
    return DROP + sql + ";" + figures.owned("cases_case_fact")


class Migration(migrations.Migration):
    dependencies = [("cases", "0024_urging")]

    operations = [
        *(
            migrations.AddField("casefact", name, models.BooleanField())
            for name in ("is_legal_aid", "is_legal_aid_accepted", "is_judicial_aid", "is_social_aid")
        ),
        migrations.RunSQL(READS, NO_READS),
        migrations.RunSQL(view(CASES), view(figures.CASES)),
    ]
