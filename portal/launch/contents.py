"""What a database holds, as digests: equal before a backup and after its restore.

Rows table by table, and beside them what a dump must not lose: row security and its policies,
grants, owners, functions, triggers, sequences.
"""

import json
from hashlib import sha256

import psycopg2
from psycopg2 import extensions, sql

# One text for one value, whatever the server's or the role's own settings; and an error, not an
# empty table, should the role be subject to row security.
SETTINGS = """
SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
SET bytea_output = 'hex'; SET extra_float_digits = 3; SET row_security = off;
SET search_path = pg_catalog
"""
TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)' ORDER BY 1, 2
"""
# The owner's own rights differ between versions of PostgreSQL and say nothing: left out.
RIGHTS = """
SELECT {kind}, {name}, COALESCE(r.rolname, 'PUBLIC'), a.privilege_type
  FROM {catalog} c JOIN pg_namespace n ON n.oid = c.{namespace}, aclexplode(c.{acl}) a
  LEFT JOIN pg_roles r ON r.oid = a.grantee
 WHERE n.nspname !~ '^(pg_|information_schema)' AND a.grantee <> c.{owner}
"""
# PostgreSQL does not write an expression back as it read it: casts and brackets wander at the first
# restore. What is left without them is the same.
PLAIN = r"regexp_replace({}, '::(character varying|text)(\(\d+\))?(\[\])?|[()\s]', '', 'g')"
POLICIES = """
SELECT schemaname, tablename, policyname, permissive, roles::text, cmd, {}, {} FROM pg_policies
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, {}
  FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
 WHERE n.nspname !~ '^(pg_|information_schema)' AND contype IN ('c', 'f', 'p', 'u')
"""
WALLS = {
    "row_security": """
SELECT n.nspname, c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname !~ '^(pg_|information_schema)'
""",
    "policies": POLICIES.format(PLAIN.format("qual"), PLAIN.format("with_check")),
    "rights": RIGHTS.format(
        kind="c.relkind::text", name="c.relname", catalog="pg_class", namespace="relnamespace",
        acl="relacl", owner="relowner",
    )
    + " UNION ALL "
    + RIGHTS.format(
        kind="'function'", name="c.oid::regprocedure::text", catalog="pg_proc",
        namespace="pronamespace", acl="proacl", owner="proowner",
    )
    + " UNION ALL "
    + RIGHTS.format(
        kind="'schema'", name="c.nspname", catalog="pg_namespace", namespace="oid",
        acl="nspacl", owner="nspowner",
    ),
    "functions": """
SELECT p.oid::regprocedure::text, pg_get_userbyid(p.proowner), pg_get_functiondef(p.oid)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname !~ '^(pg_|information_schema)' AND p.prokind IN ('f', 'p')
""",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid)"
    " FROM pg_trigger WHERE NOT tgisinternal",
    "constraints": CONSTRAINTS.format(PLAIN.format("pg_get_constraintdef(c.oid)")),
    "sequences": "SELECT schemaname, sequencename, last_value FROM pg_sequences",
}  # fmt: skip


class Digest:
    """A file to write to, of which only the number of lines and the SHA-256 remain."""

    def __init__(self) -> None:
        self.sum, self.rows = sha256(), 0

    def write(self, data: bytes) -> int:
        self.sum.update(data)
        self.rows += data.count(b"\n")
        return len(data)


def open_reader(url: str) -> extensions.connection:
    """A read-only connection with one unchanging view."""
    connection = psycopg2.connect(url)
    connection.set_session("REPEATABLE READ", readonly=True)
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
    return connection


def contents(connection: extensions.connection) -> dict[str, dict[str, object]]:
    """{"tables": {"public.case": {"rows": n, "sha256": hex}, …}, "walls": {"policies": hex, …}}"""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = {f"{schema}.{name}": (schema, name) for schema, name in cursor.fetchall()}
        return {
            "tables": {label: rows_of(cursor, *table) for label, table in tables.items()},
            "walls": {name: wall(cursor, query) for name, query in WALLS.items()},
        }


def rows_of(cursor: extensions.cursor, schema: str, name: str) -> dict[str, object]:
    query = sql.SQL(
        'COPY (SELECT t::text FROM {} t ORDER BY t::text COLLATE "C") TO STDOUT'
    ).format(sql.Identifier(schema, name))
    digest = Digest()
    cursor.copy_expert(query, digest)
    return {"rows": digest.rows, "sha256": digest.sum.hexdigest()}


def wall(cursor: extensions.cursor, query: str) -> str:
    cursor.execute(query)
    lines = sorted(json.dumps(row, default=str, ensure_ascii=False) for row in cursor.fetchall())
    return sha256("\n".join(lines).encode()).hexdigest()


def differences(before: dict[str, dict], after: dict[str, dict]) -> list[str]:
    """Names of tables and walls that are not the same on both sides."""
    return sorted(
        name
        for part in ("tables", "walls")
        for name in before[part].keys() | after[part].keys()
        if before[part].get(name) != after[part].get(name)
    )
