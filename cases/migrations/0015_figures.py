"""Views that figures are counted from: no name, no number, no story in them.

They belong to portal_reader, whose own policy reads every row, so a count is whole also for who may
not see each case; the range of the person who asks stands in the view itself. `security_barrier`
keeps a condition from looking at a row the range leaves out.
"""

from django.db import migrations, models

from portal.access.row_security import within

TABLES = ("cases_case", "cases_contact", "cases_party", "cases_registration", "cases_casedeadline",
          "cases_followup")  # fmt: skip
OPEN_TABLES = ("cases_category", "deadlines_clockrule")
DAY = "(CASE WHEN k.kind = 'history' THEN k.received_at ELSE {} END AT TIME ZONE 'Asia/Shanghai')::date"

CONTACTS = f"""
CREATE VIEW cases_contact_fact WITH (security_barrier = true) AS
SELECT c.id, c.registered_code AS code, c.case_id, {DAY.format("c.registered_at")} AS day,
       c.outcome, c.channel_id AS channel,
       COALESCE(k.repeat_state = 'repeat', false) OR NOT first.is_first AS is_repeat,
       COALESCE(r.is_collective, false) AND first.is_first AS is_collective,
       CASE WHEN first.is_first THEN COALESCE(r.head_count, 1) ELSE 1 END::integer AS head_count,
       COALESCE(g.code, '') AS category,
       COALESCE(k.involves_minor, false) OR COALESCE('MIN' = ANY (g.flags), false) AS is_minor,
       COALESCE('DV' = ANY (g.flags), false) AS is_violence,
       EXISTS (SELECT 1 FROM cases_party p
                WHERE p.case_id = c.case_id AND p.role = 'concerned' AND p.sex = 'male') AS is_male
  FROM cases_contact c
  LEFT JOIN cases_case k ON k.id = c.case_id
  LEFT JOIN cases_registration r ON r.case_id = c.case_id
  LEFT JOIN cases_category g ON g.id = COALESCE(k.category_id, c.category_id)
 CROSS JOIN LATERAL (
       SELECT NOT EXISTS (SELECT 1 FROM cases_contact e
                           WHERE e.case_id = c.case_id AND e.id < c.id AND e.withdrawn_at IS NULL)
              AS is_first) AS first
 WHERE c.withdrawn_at IS NULL AND (k.id IS NULL OR k.status <> 'void')
   AND {within("c.registered_code")}
"""
CASES = f"""
CREATE VIEW cases_case_fact WITH (security_barrier = true) AS
SELECT k.id, k.registered_code AS code, k.id AS case_id, {DAY.format("k.registered_at")} AS day,
       k.status, k.closed_at IS NOT NULL AS is_closed,
       EXISTS (SELECT 1 FROM cases_contact c
                WHERE c.case_id = k.id AND c.first_step = 'answer' AND c.withdrawn_at IS NULL)
           AS is_on_the_spot,
       k.is_referred, ended.closed, ended.closed - {DAY.format("k.registered_at")} AS days,
       clock.due, COALESCE(clock.is_extended, false) AS is_extended,
       k.is_answered_in_writing AS is_written, k.result, k.settlement, k.assistance,
       k.closed_at IS NOT NULL AND k.kind <> 'history'
           AND EXISTS (SELECT 1 FROM cases_contact c
                        WHERE c.case_id = k.id AND NOT c.is_anonymous) AS needs_follow_up,
       EXISTS (SELECT 1 FROM cases_followup f WHERE f.case_id = k.id AND f.is_reached)
           AS is_followed,
       COALESCE((SELECT NULLIF(f.satisfaction, 'none') FROM cases_followup f
                  WHERE f.case_id = k.id AND f.is_reached ORDER BY f.at DESC, f.id DESC LIMIT 1),
                '') AS satisfaction
  FROM cases_case k
 CROSS JOIN LATERAL (
       SELECT (k.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed) AS ended
  LEFT JOIN LATERAL (
       SELECT max(d.strict_on) AS due, bool_or(d.extension > 0) AS is_extended
         FROM cases_casedeadline d JOIN deadlines_clockrule u ON u.id = d.rule_id
        WHERE d.case_id = k.id AND d.status <> 'dropped'
          AND u.code IN ('settle', 'simple-settle')) AS clock ON true
 WHERE k.status <> 'void' AND {within("k.registered_code")}
"""


def owned(view: str) -> str:
    return f"""
GRANT CREATE ON SCHEMA public TO portal_reader;
ALTER VIEW {view} OWNER TO portal_reader;
REVOKE CREATE ON SCHEMA public FROM portal_reader;
GRANT SELECT ON {view} TO portal_app, portal_owner;
"""


def views(name: str, sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql + ";" + owned(name), f"DROP VIEW {name}")


READS = "; ".join(
    [f"CREATE POLICY figures ON {table} FOR SELECT TO portal_reader USING (true)" for table in TABLES]
    + [f"GRANT SELECT ON {table} TO portal_reader" for table in (*TABLES, *OPEN_TABLES)]
)
NO_READS = "; ".join(f"DROP POLICY figures ON {table}" for table in TABLES)
class Migration(migrations.Migration):
    dependencies = [("cases", "0014_way_row_security")]

    operations = [
        migrations.CreateModel(
            name='CaseFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_collation='C', max_length=20)),
                ('day', models.DateField()),
                ('case_id', models.BigIntegerField(null=True)),
                ('status', models.CharField(max_length=12)),
                ('is_closed', models.BooleanField()),
                ('is_on_the_spot', models.BooleanField()),
                ('is_referred', models.BooleanField()),
                ('closed', models.DateField(null=True)),
                ('days', models.IntegerField(null=True)),
                ('due', models.DateField(null=True)),
                ('is_extended', models.BooleanField()),
                ('is_written', models.BooleanField()),
                ('result', models.CharField(max_length=14)),
                ('settlement', models.CharField(max_length=10)),
                ('assistance', models.CharField(max_length=8)),
                ('needs_follow_up', models.BooleanField()),
                ('is_followed', models.BooleanField()),
                ('satisfaction', models.CharField(max_length=8)),
            ],
            options={
                'db_table': 'cases_case_fact',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='ContactFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_collation='C', max_length=20)),
                ('day', models.DateField()),
                ('case_id', models.BigIntegerField(null=True)),
                ('outcome', models.CharField(max_length=8)),
                ('channel', models.CharField(max_length=20)),
                ('is_repeat', models.BooleanField()),
                ('is_collective', models.BooleanField()),
                ('head_count', models.IntegerField()),
                ('category', models.CharField(max_length=8)),
                ('is_minor', models.BooleanField()),
                ('is_violence', models.BooleanField()),
                ('is_male', models.BooleanField()),
            ],
            options={
                'db_table': 'cases_contact_fact',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.RunSQL(READS, NO_READS),
        views("cases_contact_fact", CONTACTS),
        views("cases_case_fact", CASES),
    ]
