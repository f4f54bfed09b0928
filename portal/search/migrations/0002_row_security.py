"""The web has no right on the entries. One function answers with keys, one writes, one follows.

portal_reader and portal_mover own them and may read and write the table by a policy of their own;
each function asks the caller's range itself. Text operators are not leakproof, so under a policy no
GIN index would be used: here the policy says `true` and the range stands in the query.
"""

from django.db import migrations

from portal.access.row_security import Closed, SecureTable

READER = "FOR SELECT TO portal_reader USING (true)"
MOVER = "TO portal_mover USING (true) WITH CHECK (true)"


def definer(name: str, arguments: str, kinds: str, rest: str, owner: str, body: str, *, web=True):
    grant = f"GRANT EXECUTE ON FUNCTION {name}({kinds}) TO portal_app;" if web else ""
    return migrations.RunSQL(
        f"""
CREATE FUNCTION {name}({arguments}) {rest}
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public AS $f$ {body} $f$;
GRANT CREATE ON SCHEMA public TO {owner};
ALTER FUNCTION {name}({kinds}) OWNER TO {owner};
REVOKE CREATE ON SCHEMA public FROM {owner};
REVOKE ALL ON FUNCTION {name}({kinds}) FROM PUBLIC;
{grant}
""",
        f"DROP FUNCTION {name}({kinds});",
    )


# The token of a unit, and those of it and all that stand over it below the city, which is over
# everything: of 410402001 {41040, 410402, 4104020, 41040200, 410402001}. Every length, so that no
# shape of code is forgotten. "" is everybody's and has a token of its own.
UNITS = """
CREATE FUNCTION search_unit(code text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ('x' || left(md5('unit:' || code), 8))::bit(32)::integer;
CREATE FUNCTION search_units(code text) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN code = '' THEN ARRAY[search_unit('')] ELSE ARRAY(
        SELECT search_unit(left(code, n)) FROM generate_series(5, length(code)) AS n ORDER BY n
    ) END;
REVOKE ALL ON FUNCTION search_unit(text), search_units(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_unit(text), search_units(text) TO portal_reader, portal_mover;
"""
NO_UNITS = "DROP FUNCTION search_units(text); DROP FUNCTION search_unit(text);"

RANGE = """
    start_ text COLLATE "C" := NULLIF(current_setting('app.scope', true), '');
    end_ text COLLATE "C" := NULLIF(current_setting('app.upto', true), '');
"""

PUT = f"""DECLARE {RANGE}
BEGIN
    IF code <> '' AND (start_ IS NULL OR code < start_ OR code >= end_) THEN
        RAISE insufficient_privilege USING MESSAGE = 'search_put: outside the range';
    END IF;
    INSERT INTO search_entry AS e (kind, object_id, unit_code, at, tokens)
    VALUES (kind_, object_, code, moment, search_units(code) || words)
    ON CONFLICT (kind, object_id) DO UPDATE
       SET unit_code = EXCLUDED.unit_code, at = EXCLUDED.at, tokens = EXCLUDED.tokens
     WHERE e.unit_code = '' OR (e.unit_code >= start_ AND e.unit_code < end_);
END"""

# A row that changes hands takes its entry along, whoever moves it.
FOLLOW = """BEGIN
    UPDATE search_entry AS e
       SET unit_code = NEW.unit_code,
           tokens = search_units(NEW.unit_code)
                    || e.tokens[cardinality(search_units(e.unit_code)) + 1 :]
     WHERE e.kind = TG_ARGV[0] AND e.object_id = NEW.id;
    RETURN NULL;
END"""

# Few hits are all taken and sorted by match and recency. Of many, first those that are called so
# (whole, then in part), then the newest, found by walking back in time: sorting a hundred thousand
# takes longer. Common is what one in 33 of the newest entries has, or what more than 5,000 have.
# `IS TRUE` keeps every other index out: hits come by the token index, the walk by time, and seqscan
# stays off, for the planner cannot know how common a word is. What is everybody's is never much.
OWN = "(e.kind = kind_) IS TRUE AND e.unit_code >= start_ AND e.unit_code < end_"
RANK = """e.tokens @> ARRAY[whole] DESC, cardinality(heads) > 0 AND e.tokens @> heads DESC,
                 e.at DESC, e.object_id DESC"""
HITS = f"""ARRAY(SELECT e.ctid FROM search_entry AS e
            WHERE e.tokens @> (words || unit_ || tier) AND {OWN} LIMIT 5001)"""


PROBE = f"""
    SELECT count(*) FILTER (WHERE e.tokens @> words), count(*) INTO got, near_
      FROM (SELECT * FROM search_entry ORDER BY at DESC LIMIT 1000) AS e WHERE {OWN};"""
WALK = f"""
            RETURN QUERY SELECT e.object_id FROM search_entry AS e
                WHERE {OWN} AND (e.tokens @> (words || tier)) IS TRUE
                  AND (step = 1 OR NOT e.tokens @> ARRAY[whole])
                  AND (step < 3 OR has_heads IS NOT TRUE OR NOT e.tokens @> heads)
                ORDER BY e.at DESC, e.object_id DESC LIMIT free;"""
FIND = f"""DECLARE {RANGE}
    unit_ integer[] := '{{}}';
    tier integer[] := '{{}}';
    found tid[];
    has_heads boolean := cardinality(heads) > 0;
    free integer := LEAST(most, 5000);
    got integer;
    near_ integer;
BEGIN
    IF COALESCE(cardinality(words), 0) = 0
       OR (start_ IS NULL AND NULLIF(current_setting('app.account', true), '') IS NULL) THEN
        RETURN;
    END IF;
    IF open_ THEN
        RETURN QUERY SELECT e.object_id FROM search_entry AS e
            WHERE e.tokens @> (words || search_unit('')) AND (e.kind = kind_) IS TRUE
              AND e.unit_code = '' ORDER BY {RANK} LIMIT free;
        RETURN;
    END IF;
    IF length(start_) > 4 THEN
        unit_ := ARRAY[search_unit(start_)];
    END IF;
    {PROBE}
    IF got < 5 OR got * 33 < near_ THEN
        found := {HITS};
        IF cardinality(found) <= 5000 THEN
            RETURN QUERY SELECT e.object_id FROM search_entry AS e WHERE e.ctid = ANY (found)
                ORDER BY {RANK} LIMIT free;
            RETURN;
        END IF;
    END IF;
    FOR step IN 1..3 LOOP
        CONTINUE WHEN step = 2 AND has_heads IS NOT TRUE;
        tier := CASE step WHEN 1 THEN ARRAY[whole] WHEN 2 THEN heads ELSE '{{}}' END;
        found := CASE WHEN step < 3 THEN {HITS} END;
        IF cardinality(found) <= 5000 THEN
            RETURN QUERY SELECT e.object_id FROM search_entry AS e WHERE e.ctid = ANY (found)
                AND (step = 1 OR NOT e.tokens @> ARRAY[whole])
                ORDER BY e.at DESC, e.object_id DESC LIMIT free;
            GET DIAGNOSTICS got = ROW_COUNT;
        ELSE
            {WALK}
            GET DIAGNOSTICS got = ROW_COUNT;
        END IF;
        free := free - got;
        EXIT WHEN free <= 0;
    END LOOP;
END"""
FIND_ARGUMENTS = (
    "kind_ text, open_ boolean, words integer[], heads integer[], whole integer, most integer"
)
PUT_ARGUMENTS = "kind_ text, object_ bigint, code text, moment timestamptz, words integer[]"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        SecureTable("search_entry", Closed(), {"reader": READER, "mover": MOVER}),
        migrations.RunSQL(
            """
GRANT SELECT ON search_entry TO portal_reader;
GRANT SELECT, INSERT, UPDATE ON search_entry TO portal_mover;
""",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(UNITS, NO_UNITS),
        definer(
            "search_ids",
            FIND_ARGUMENTS,
            "text, boolean, integer[], integer[], integer, integer",
            "RETURNS TABLE (object_id bigint) STABLE ROWS 1000 SET enable_seqscan = off"
            " SET max_parallel_workers_per_gather = 0",
            "portal_reader",
            FIND,
        ),
        definer(
            "search_put",
            PUT_ARGUMENTS,
            "text, bigint, text, timestamptz, integer[]",
            "RETURNS void",
            "portal_mover",
            PUT,
        ),
        definer("search_follow", "", "", "RETURNS trigger", "portal_mover", FOLLOW, web=False),
    ]
