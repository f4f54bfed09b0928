"""Only the account itself reads a file she uploaded; columns belong to the unit. Old files go by a
function that can do nothing else, and whose floor of a day stands in it."""

from django.db import migrations

from portal.access.row_security import History, Owned, Personal, SecureTable

FUNCTION = """
GRANT SELECT, DELETE ON sheets_upload TO portal_mover;
CREATE POLICY prune ON sheets_upload TO portal_mover USING (true);

CREATE FUNCTION sheets_prune(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH old AS (SELECT least(before, now() - interval '1 day') AS at),
         gone AS (DELETE FROM sheets_upload USING old WHERE uploaded_at < old.at RETURNING 1)
    SELECT count(*) FROM gone
$f$;
REVOKE ALL ON FUNCTION sheets_prune(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sheets_prune(timestamptz) TO portal_app;
GRANT CREATE ON SCHEMA public TO portal_mover;
ALTER FUNCTION sheets_prune(timestamptz) OWNER TO portal_mover;
REVOKE CREATE ON SCHEMA public FROM portal_mover;
"""
NO_FUNCTION = """
DROP FUNCTION sheets_prune(timestamptz);
DROP POLICY prune ON sheets_upload;
REVOKE ALL ON sheets_upload FROM portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("sheets", "0001_initial")]

    operations = [
        SecureTable("sheets_upload", Personal()),
        SecureTable("sheets_columnset", Owned()),
        SecureTable("sheets_columnsetevent", History(parent="sheets_columnset")),
        migrations.RunSQL(FUNCTION, NO_FUNCTION),
    ]
