"""Jobs whose worker died end in words; old ones go. Whoever they belong to: by two functions.

A running task holds an advisory lock keyed by its job. jobs_fail_lost() takes that lock only where
nobody holds it, so it never ends a job that is at work.
"""

from django.db import migrations

FUNCTIONS = """
GRANT SELECT, UPDATE, DELETE ON jobs_job TO portal_mover;
CREATE POLICY prune ON jobs_job TO portal_mover USING (true) WITH CHECK (true);

CREATE FUNCTION jobs_fail_lost() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH running AS MATERIALIZED (SELECT id FROM jobs_job WHERE state = 'running'),
         free AS MATERIALIZED (
             SELECT id FROM running WHERE pg_try_advisory_xact_lock(hashtextextended(id::text, 0))
         ),
         lost AS (
             UPDATE jobs_job SET state = 'failed', finished_at = now(),
                 message = '处理中断，没有留下半份结果，请重新发起。'
              WHERE id IN (SELECT id FROM free) AND state = 'running' RETURNING 1
         )
    SELECT count(*) FROM lost
$f$;
CREATE FUNCTION jobs_prune(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH old AS (
        DELETE FROM jobs_job
         WHERE finished_at < least(before, now() - interval '30 days') RETURNING 1
    )
    SELECT count(*) FROM old
$f$;
REVOKE ALL ON FUNCTION jobs_fail_lost(), jobs_prune(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs_fail_lost(), jobs_prune(timestamptz) TO portal_app;
GRANT CREATE ON SCHEMA public TO portal_mover;
ALTER FUNCTION jobs_fail_lost() OWNER TO portal_mover;
ALTER FUNCTION jobs_prune(timestamptz) OWNER TO portal_mover;
REVOKE CREATE ON SCHEMA public FROM portal_mover;
"""
NO_FUNCTIONS = """
DROP FUNCTION jobs_fail_lost();
DROP FUNCTION jobs_prune(timestamptz);
DROP POLICY prune ON jobs_job;
REVOKE ALL ON jobs_job FROM portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_row_security")]

    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS)]
