"""Database roles and rights: made once per server, applied again after each migrate.

Roles cannot live in migrations: they belong to the server, not to the database.
"""

from django.db import connection

ROLES = {
    "portal_owner": "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS",  # migrations, test databases
    "portal_app": "LOGIN NOSUPERUSER NOBYPASSRLS",  # web and workers
    "portal_reader": "NOLOGIN NOSUPERUSER NOBYPASSRLS",  # owns definer functions that answer
    "portal_mover": "NOLOGIN NOSUPERUSER NOBYPASSRLS",  # owns definer functions that move
    "portal_backup": "LOGIN NOSUPERUSER BYPASSRLS",  # pg_dump: less would be silently empty
}


def role_statements(passwords: dict[str, str | None]) -> list[str]:
    """SQL that makes or repairs the roles; run by a superuser, safe to repeat."""
    statements = []
    for name, attributes in ROLES.items():
        statements.append(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{name}')"
            f" THEN CREATE ROLE {name}; END IF; END $$"
        )
        password = passwords.get(name)
        quoted = password.replace("'", "''") if password else None
        statements.append(
            f"ALTER ROLE {name} {attributes}" + (f" PASSWORD '{quoted}'" if quoted else "")
        )
    return [
        *statements,
        "GRANT pg_read_all_data TO portal_backup",
        "GRANT portal_app, portal_reader, portal_mover TO portal_owner",
    ]


# Tables to which the web may only add. Each declares itself by its kind; history tables too.
APPEND_ONLY_KINDS = ("Log", "History")
# What belongs to Django and to libraries and is never written by the web.
READ_ONLY_TABLES = ("django_migrations", "django_content_type", "auth_permission", "auth_group",
                    "auth_group_permissions")  # fmt: skip
NO_RIGHT_TABLES = ("pghistory_context", "search_entry")


def grant_statements(append_only: list[str], existing: set[str]) -> list[str]:
    """The one list of rights of the web role."""
    statements = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO portal_app, portal_reader, portal_mover",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_app",
        "REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM portal_app",
    ]
    revokes = [
        (append_only, "UPDATE, DELETE"),
        (READ_ONLY_TABLES, "INSERT, UPDATE, DELETE"),
        (NO_RIGHT_TABLES, "ALL"),
    ]
    for tables, rights in revokes:
        statements += [f"REVOKE {rights} ON {t} FROM portal_app" for t in tables if t in existing]
    return statements


def apply_grants(append_only: list[str]) -> None:
    """Give the web role exactly its rights. Must run as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        existing = {name for (name,) in cursor.fetchall()}
        for statement in grant_statements(append_only, existing):
            cursor.execute(statement)
