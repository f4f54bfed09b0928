"""Notices of half a year ago go, whoever they belong to; the floor stands in the function."""

from django.db import migrations

FUNCTION = """
GRANT SELECT, DELETE ON desk_notice TO portal_mover;
CREATE POLICY prune ON desk_notice TO portal_mover USING (true);

CREATE FUNCTION desk_prune(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH old AS (
        DELETE FROM desk_notice WHERE at < least(before, now() - interval '180 days') RETURNING 1
    )
    SELECT count(*) FROM old
$f$;
REVOKE ALL ON FUNCTION desk_prune(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_prune(timestamptz) TO portal_app;
GRANT CREATE ON SCHEMA public TO portal_mover;
ALTER FUNCTION desk_prune(timestamptz) OWNER TO portal_mover;
REVOKE CREATE ON SCHEMA public FROM portal_mover;
"""
NO_FUNCTION = """
DROP FUNCTION desk_prune(timestamptz);
DROP POLICY prune ON desk_notice;
REVOKE ALL ON desk_notice FROM portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_row_security")]

    operations = [migrations.RunSQL(FUNCTION, NO_FUNCTION)]
