"""Old drafts and used keys go, whoever they belong to: by a function that can do nothing else.

The floor of 30 days stands in the function itself, so no caller can empty a fresh draft.
"""

from django.db import migrations

FUNCTION = """
GRANT SELECT, DELETE ON drafts_draft, drafts_submission TO portal_mover;
CREATE POLICY prune ON drafts_draft TO portal_mover USING (true);
CREATE POLICY prune ON drafts_submission TO portal_mover USING (true);

CREATE FUNCTION drafts_prune(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH old AS (SELECT least(before, now() - interval '30 days') AS at),
         drafts AS (DELETE FROM drafts_draft USING old WHERE saved_at < old.at RETURNING 1),
         sent AS (DELETE FROM drafts_submission s USING old WHERE s.at < old.at RETURNING 1)
    SELECT (SELECT count(*) FROM drafts) + (SELECT count(*) FROM sent)
$f$;
REVOKE ALL ON FUNCTION drafts_prune(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drafts_prune(timestamptz) TO portal_app;
GRANT CREATE ON SCHEMA public TO portal_mover;
ALTER FUNCTION drafts_prune(timestamptz) OWNER TO portal_mover;
REVOKE CREATE ON SCHEMA public FROM portal_mover;
"""
NO_FUNCTION = """
DROP FUNCTION drafts_prune(timestamptz);
DROP POLICY prune ON drafts_draft;
DROP POLICY prune ON drafts_submission;
REVOKE ALL ON drafts_draft, drafts_submission FROM portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("drafts", "0002_row_security")]

    operations = [migrations.RunSQL(FUNCTION, NO_FUNCTION)]
