"""What somebody was told of a thing that is now shut to her goes: by account and place alone."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION desk_take_back(people bigint[], places text[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
    WITH gone AS (
        DELETE FROM desk_notice
         WHERE account_id = ANY (people)
           AND EXISTS (SELECT 1 FROM unnest(places) AS place
                        WHERE length(place) > 1 AND starts_with(url, place))
        RETURNING 1
    )
    SELECT count(*) FROM gone
$f$;
REVOKE ALL ON FUNCTION desk_take_back(bigint[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_take_back(bigint[], text[]) TO portal_app;
GRANT CREATE ON SCHEMA public TO portal_mover;
ALTER FUNCTION desk_take_back(bigint[], text[]) OWNER TO portal_mover;
REVOKE CREATE ON SCHEMA public FROM portal_mover;
"""
NO_FUNCTION = "DROP FUNCTION desk_take_back(bigint[], text[]);"


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_pruning")]

    operations = [migrations.RunSQL(FUNCTION, NO_FUNCTION)]
