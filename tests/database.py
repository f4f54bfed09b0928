"""One migrated template database, cloned for each test process and entered as the web's own role.

The template is kept between runs under a name made of what it is made of, so only a changed
migration, grant or reference file costs a migration.
"""

import hashlib
import io
import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import dj_database_url
import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from filelock import FileLock

PATIENCE = 30  # seconds
ATTEMPTS = 5
ADMIN = "DATABASE_ADMIN_URL"  # a superuser's; without one the slower way is taken
SWEPT_AT_MOST = 4_000_000  # bytes in one table
SIZES = "SELECT max(pg_relation_size(format('%%I', name)::regclass)) FROM unnest(%s) AS name"
# The sequences of these tables: those of the reference data go on from where they are.
THEIRS = """
FROM pg_class seq JOIN pg_depend ON pg_depend.objid = seq.oid AND pg_depend.deptype IN ('a', 'i')
JOIN pg_sequences ON format('%%I', sequencename)::regclass = seq.oid
WHERE seq.relkind = 'S' AND pg_depend.refobjid IN (
  SELECT format('%%I', name)::regclass FROM unnest(%s) AS name
)
"""
BEGIN_AGAIN = "SELECT count(setval(seq.oid, 1, false))" + THEIRS
SEQUENCES = (
    """
SELECT string_agg(format('SELECT setval(%%L, %%s)', seq.oid::regclass, last_value), ';')
"""
    + THEIRS
    + " AND last_value IS NOT NULL"
)
EMPTY = 21  # bytes of a binary copy without a row
MADE_OF = (
    "**/migrations/*.py",
    "**/data/*.csv",
    "families/data/*.json",
    "portal/access/*.py",
    "portal/settings.py",
    "requirements*.txt",
)
# What a flush leaves standing: the city itself, and Django's own lists.
REFERENCE = {
    "django_migrations", "django_content_type", "auth_permission", "units_region", "units_unit",
    "units_unitname", "units_regionevent", "units_unitevent", "units_unitnameevent",
    "deadlines_holidaynotice", "deadlines_holidaynoticeevent", "deadlines_holiday",
    "deadlines_clockrule", "deadlines_clockruleevent", "cases_category", "cases_categoryevent",
    "cases_channel", "cases_relation", "cases_procedure", "cases_handlingway", "cases_phrase",
    "campaigns_indicatorset", "campaigns_indicator", "campaigns_indicatorowner",
    "campaigns_indicatorsetevent", "campaigns_indicatorevent", "campaigns_indicatorownerevent",
}  # fmt: skip


def owner_settings() -> dict:
    return dj_database_url.parse(settings.DATABASE_OWNER_URL)


def digest() -> str:
    total = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            if ".venv" not in path.parts and "var" not in path.parts:
                total.update(path.read_bytes())
    return total.hexdigest()[:12]


@contextmanager
def maintenance() -> Iterator:
    """A connection of the owner's to the server, outside any database of ours."""
    server = owner_settings()
    link = psycopg2.connect(
        host=server["HOST"] or None,
        port=server["PORT"] or None,
        user=server["USER"],
        password=server["PASSWORD"] or None,
        dbname="template1",
    )
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            yield cursor
    finally:
        link.close()


def create(name: str, template: str) -> None:
    drop(name)
    with maintenance() as cursor:
        cursor.execute(
            f"CREATE DATABASE \"{name}\" TEMPLATE {template} ENCODING 'UTF8' "
            "LC_COLLATE 'C' LC_CTYPE 'C'"
        )


def drop(name: str) -> None:
    """Waits for the server's own cleaner (autovacuum) inside, which is not ours to end."""
    for patience in range(PATIENCE, -1, -1):
        try:
            with maintenance() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        except psycopg2.errors.InsufficientPrivilege:
            if not patience:
                raise
            time.sleep(1)


def enter(name: str, *, user: str | None = None) -> None:
    """Point Django's connection at a database, as the owner unless `user` says otherwise."""
    connections["default"].close()
    server = owner_settings()
    target = connections["default"].settings_dict
    target.update(
        NAME=name,
        USER=user or server["USER"],
        PASSWORD="" if user else server["PASSWORD"],
        HOST=server["HOST"],
        PORT=server["PORT"],
        CONN_MAX_AGE=0,
    )
    if user:
        app = dj_database_url.parse(os.environ["DATABASE_URL"])
        target.update(USER=app["USER"], PASSWORD=app["PASSWORD"])


def template() -> str:
    """The name of the migrated template; made once, by whichever process comes first."""
    name = f"portal_template_{digest()}"
    lock = Path(settings.VAR)
    lock.mkdir(parents=True, exist_ok=True)
    with FileLock(lock / "test-template.lock"):
        with maintenance() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'portal_template_%'")
            known = {row[0] for row in cursor.fetchall()}
        if name not in known:
            for old in known:
                drop(old)
            building = f"{name}_building"
            create(building, "template0")
            enter(building)
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
            call_command("grant_rights", verbosity=0, skip_checks=True)
            call_command("load_reference", verbosity=0, skip_checks=True)
            connections["default"].close()
            with maintenance() as cursor:
                cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


@contextmanager
def as_owner() -> Iterator[None]:
    """Run as the owner of the tables: to flush, never to test."""
    link = connections["default"]
    link.close()
    before = dict(link.settings_dict)
    server = owner_settings()
    link.settings_dict.update(USER=server["USER"], PASSWORD=server["PASSWORD"])
    try:
        yield
    finally:
        link.close()
        link.settings_dict.update(USER=before["USER"], PASSWORD=before["PASSWORD"])


def flush() -> None:
    """Empty every table but the reference data; the shipped standards come back as they were."""
    from families.actions import load_standards
    from portal import clock

    with as_owner(), connection.cursor() as cursor:
        if not swept():
            emptied(cursor)
        load_standards(at=clock.now())  # they name their maker, so they went with the accounts


def swept() -> bool:
    """Empty the tables row by row: new files for two hundred tables take ten times as long.

    Only a superuser may, and only where little was written: dead rows lie in the way.
    """
    if not os.environ.get(ADMIN):
        return False
    with unbound() as cursor:
        tables = filled(cursor)
        cursor.execute(SIZES, [tables])
        if cursor.fetchone()[0] > SWEPT_AT_MOST:
            return False
        wipe(cursor, tables)
        cursor.execute(BEGIN_AGAIN, [tables])
    return True


def emptied(cursor) -> None:
    """A request a closed window left behind may still hold a table: then once more."""
    tables = ", ".join(filled(cursor))
    for attempt in range(ATTEMPTS):
        try:
            cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY")
        except OperationalError:
            if attempt + 1 == ATTEMPTS:
                raise
        else:
            return


def filled(cursor) -> list[str]:
    """The tables that tests write into."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return sorted({name for (name,) in cursor.fetchall()} - REFERENCE)


def wipe(cursor, tables: list[str]) -> None:
    cursor.execute("".join(f'DELETE FROM "{table}";' for table in tables))  # noqa: S608 - our own


@contextmanager
def unbound() -> Iterator:
    """A cursor of the superuser's in the present database: one transaction without keys, triggers
    and row security."""
    name = connections["default"].settings_dict["NAME"]
    with (
        closing(psycopg2.connect(os.environ[ADMIN], dbname=name)) as link,
        link,
        link.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor


@dataclass(frozen=True)
class Rows:
    """What stands in a database beyond the reference data; poured into another, it stands there."""

    tables: dict[str, bytes]
    sequences: str  # the statements that set them

    @classmethod
    def read(cls) -> Self:
        with unbound() as cursor:
            tables = {}
            for table in filled(cursor):
                cursor.copy_expert(f'COPY "{table}" TO STDOUT BINARY', rows := io.BytesIO())
                tables[table] = rows.getvalue()
            cursor.execute(SEQUENCES, [list(tables)])
            return cls(tables, cursor.fetchone()[0])

    def pour(self) -> None:
        with unbound() as cursor:
            wipe(cursor, list(self.tables))
            for table, rows in self.tables.items():
                if len(rows) > EMPTY:
                    cursor.copy_expert(f'COPY "{table}" FROM STDIN BINARY', io.BytesIO(rows))
            cursor.execute(self.sequences)
