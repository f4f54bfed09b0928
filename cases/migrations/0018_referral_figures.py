"""The view that referrals are counted from; as 0015, for whoever registered the case."""

from importlib import import_module

from django.db import migrations, models

from portal.access.row_security import within

views = import_module("cases.migrations.0015_figures").views

TABLES = ("cases_referral", "cases_referraldeadline", "cases_chase")
READS = "; ".join(
    [f"CREATE POLICY figures ON {table} FOR SELECT TO portal_reader USING (true)" for table in TABLES]
    + [f"GRANT SELECT ON {table} TO portal_reader" for table in TABLES]
)
NO_READS = "; ".join(f"DROP POLICY figures ON {table}" for table in TABLES)
# `kind` is the duty, the same in city and county: M07 of 4104M07 市公安局 and 410402M07.
REFERRALS = f"""
CREATE VIEW cases_referral_fact WITH (security_barrier = true) AS
SELECT f.id, k.registered_code AS code, f.case_id,
       (f.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
       COALESCE(substring(f.to_code FROM 'M[0-9]+$'), '') AS kind,
       f.received_at IS NOT NULL AS is_received, f.status = 'returned' AS is_returned,
       f.status = 'done' AS is_closed, ended.closed,
       ended.closed - (f.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS days,
       clock.due, COALESCE(clock.is_extended, false) AS is_extended,
       (SELECT count(*) FROM cases_chase c WHERE c.referral_id = f.id)::integer AS chases
  FROM cases_referral f
  JOIN cases_case k ON k.id = f.case_id
 CROSS JOIN LATERAL (
       SELECT (CASE WHEN f.status = 'done' THEN f.ended_at END AT TIME ZONE 'Asia/Shanghai')::date
              AS closed) AS ended
  LEFT JOIN LATERAL (
       SELECT max(d.strict_on) AS due, bool_or(d.extension > 0) AS is_extended
         FROM cases_referraldeadline d JOIN deadlines_clockrule u ON u.id = d.rule_id
        WHERE d.referral_id = f.id AND d.status <> 'dropped'
          AND u.code IN ('referral-report', 'referral-co-report')) AS clock ON true
 WHERE k.status <> 'void' AND f.status <> 'revoked' AND {within("k.registered_code")}
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_referral_row_security")]

    operations = [
        migrations.CreateModel(
            name="ReferralFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=20)),
                ("day", models.DateField()),
                ("case_id", models.BigIntegerField(null=True)),
                ("kind", models.CharField(max_length=8)),
                ("is_received", models.BooleanField()),
                ("is_returned", models.BooleanField()),
                ("is_closed", models.BooleanField()),
                ("closed", models.DateField(null=True)),
                ("days", models.IntegerField(null=True)),
                ("due", models.DateField(null=True)),
                ("is_extended", models.BooleanField()),
                ("chases", models.IntegerField()),
            ],
            options={"db_table": "cases_referral_fact", "abstract": False, "managed": False},
        ),
        migrations.RunSQL(READS, NO_READS),
        views("cases_referral_fact", REFERRALS),
    ]
