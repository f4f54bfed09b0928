"""Many entries in one statement, under the same range as one: an import writes 20,000."""

from django.db import migrations

NAME = "search_put_many"
KINDS = "text, bigint[], text[], timestamptz[], text[]"
BODY = """DECLARE
    start_ text COLLATE "C" := NULLIF(current_setting('app.scope', true), '');
    end_ text COLLATE "C" := NULLIF(current_setting('app.upto', true), '');
BEGIN
    IF EXISTS (SELECT FROM unnest(codes) AS u(code) WHERE u.code COLLATE "C" <> ''
                AND (start_ IS NULL OR u.code COLLATE "C" < start_ OR u.code COLLATE "C" >= end_))
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'search_put_many: outside the range';
    END IF;
    -- Materialized, or the tokens of its units would be made for each row anew.
    WITH units AS MATERIALIZED (
        SELECT each_.code, search_units(each_.code) AS tokens
          FROM (SELECT DISTINCT unnest(codes) AS code) AS each_
    )
    INSERT INTO search_entry AS e (kind, object_id, unit_code, at, tokens)
    SELECT kind_, d.object_, d.code, d.moment, u.tokens || d.words::integer[]
      FROM unnest(objects, codes, moments, words) AS d(object_, code, moment, words)
      JOIN units AS u USING (code)
    ON CONFLICT (kind, object_id) DO UPDATE
       SET unit_code = EXCLUDED.unit_code, at = EXCLUDED.at, tokens = EXCLUDED.tokens
     WHERE e.unit_code = '' OR (e.unit_code >= start_ AND e.unit_code < end_);
END"""
SQL = f"""
CREATE FUNCTION {NAME}(kind_ text, objects bigint[], codes text[], moments timestamptz[],
                       words text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
    SET work_mem = '64MB' AS $f$ {BODY} $f$;
GRANT CREATE ON SCHEMA public TO portal_mover;
ALTER FUNCTION {NAME}({KINDS}) OWNER TO portal_mover;
REVOKE CREATE ON SCHEMA public FROM portal_mover;
REVOKE ALL ON FUNCTION {NAME}({KINDS}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {NAME}({KINDS}) TO portal_app;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0002_row_security")]

    operations = [migrations.RunSQL(SQL, f"DROP FUNCTION {NAME}({KINDS})")]
