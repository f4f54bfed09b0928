"""Jobs whose worker died end in words; old ones go. Whoever they belong to: by two functions.

A running task holds an advisory lock keyed by its job. jobs_fail_lost() takes that lock only where
nobody holds it, so it never ends a job that is at work; nor one whose task still waits for a worker.
"""

from django.db import migrations

FUNCTIONS = """
GRANT SELECT, UPDATE, DELETE ON jobs_job TO portal_mover;
GRANT SELECT ON django_tasks_database_dbtaskresult TO portal_mover;
CREATE POLICY prune ON jobs_job TO portal_mover USING (true) WITH CHECK (true);

CREATE FUNCTION jobs_fail_lost(at timestamptz)
    RETURNS TABLE (id uuid, account_id bigint, title varchar)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH suspect AS MATERIALIZED (
             SELECT j.id FROM jobs_job j
              WHERE j.state = 'running'
                 OR j.state = 'waiting' AND j.started_at < at - interval '2 minutes'
                    AND NOT EXISTS (
                        SELECT 1 FROM django_tasks_database_dbtaskresult t
                         WHERE t.status = 'READY' AND t.args_kwargs->'kwargs'->>'job' = j.id::text)
         ),
         lost AS MATERIALIZED (
             SELECT s.id FROM suspect s
              WHERE pg_try_advisory_xact_lock(hashtextextended(s.id::text, 0))
         )
    UPDATE jobs_job j SET state = 'failed', finished_at = at,
           message = '处理中断，没有留下半份结果，请重新发起。'
      FROM lost WHERE j.id = lost.id AND j.state IN ('waiting', 'running')
    RETURNING j.id, j.account_id, j.title
$f$;
CREATE FUNCTION jobs_prune(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH old AS (
        DELETE FROM jobs_job
         WHERE finished_at < least(before, now() - interval '30 days') RETURNING 1
    )
    SELECT count(*) FROM old
$f$;
REVOKE ALL ON FUNCTION jobs_fail_lost(timestamptz), jobs_prune(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs_fail_lost(timestamptz), jobs_prune(timestamptz) TO portal_app;
GRANT CREATE ON SCHEMA public TO portal_mover;
ALTER FUNCTION jobs_fail_lost(timestamptz) OWNER TO portal_mover;
ALTER FUNCTION jobs_prune(timestamptz) OWNER TO portal_mover;
REVOKE CREATE ON SCHEMA public FROM portal_mover;
"""
NO_FUNCTIONS = """
DROP FUNCTION jobs_fail_lost(timestamptz);
DROP FUNCTION jobs_prune(timestamptz);
DROP POLICY prune ON jobs_job;
REVOKE ALL ON jobs_job, django_tasks_database_dbtaskresult FROM portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_row_security"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS)]
