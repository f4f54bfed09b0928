"""The six kinds of table and the policies of each: the first question asked a second time.

Each model says its kind (`row_security = Owned()`), a migration writes it (`SecureTable`), and the
start-up check compares the two with the database (checks.py). The sub-SELECTs are evaluated once
per statement and the range form can use an index; without NULLIF a used connection, whose setting
is '' and not NULL, would compare with the empty string.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation


def setting(name: str) -> str:
    return f"(SELECT NULLIF(current_setting('app.{name}', true), ''))"


def within(column: str = "unit_code", start: str = "scope", end: str = "upto") -> str:
    """SQL: the row's unit code lies in the actor's range."""
    return f"({column} >= {setting(start)} AND {column} < {setting(end)})"


def within_half() -> str:
    """The same, said so that the planner takes it for half of the table. It takes a range it does
    not know for 0.5 %, and then sorts a whole city's rows instead of walking them in order; the
    literal range of `visible_to` tells it the truth, and is what an index serves."""
    return f"(CASE WHEN {within()} THEN true ELSE false END)"


def own_account(column: str) -> str:
    return f"({column} = {setting('account')}::bigint)"


def following(table: str, parent: str, column: str) -> str:
    """The rest of a restrictive policy: the row exists only while its parent does."""
    exists = (
        f"({column} IS NULL OR EXISTS (SELECT 1 FROM {parent} AS parent"
        f" WHERE parent.id = {table}.{column}))"
    )
    return f"AS RESTRICTIVE TO portal_app USING {exists} WITH CHECK {exists}"


ABOVE = (
    "unit_code = ANY ((SELECT string_to_array(NULLIF(current_setting('app.above', true), ''), ','))"
    "::text[])"
)


@dataclass(frozen=True)
class Kind:
    """What a table holds, and so who reads and who writes it.

    `also` names restrictive policies that its migration adds (labels, recusal): the start-up check
    asks for them as well.
    """

    also: tuple[str, ...] = field(default=(), kw_only=True)

    def policies(self, table: str) -> dict[str, str]:
        """{policy name: the rest of CREATE POLICY name ON table}."""
        raise NotImplementedError

    @property
    def forced(self) -> bool:
        return True


@dataclass(frozen=True)
class Owned(Kind):
    """Rows of one unit: read and written within the own range.

    `follows` names (parent table, column): the row then exists only while its parent does, so that
    labels and recusal on the parent hold for every child as well. `is_walked`: its lists are read
    in order of time.
    """

    follows: tuple[str, str] | None = None
    is_walked: bool = False

    def policies(self, table: str) -> dict[str, str]:
        using = within_half() if self.is_walked else within()
        made = {"scope": f"USING {using} WITH CHECK {within()}"}
        if self.follows:
            made["follow"] = following(table, *self.follows)
        return made


@dataclass(frozen=True)
class TwoSided(Kind):
    """Between two units: both read, the sender makes, either changes.

    `follows` as of Owned: a child exists while its parent does, and either side adds one.
    """

    follows: tuple[str, str] | None = None

    def policies(self, table: str) -> dict[str, str]:
        either = f"({within('from_code')} OR {within('to_code')})"
        made = {
            "read": f"FOR SELECT USING {either}",
            "send": f"FOR INSERT WITH CHECK {either if self.follows else within('from_code')}",
            "change": f"FOR UPDATE USING {either} WITH CHECK {either}",
        }
        if self.follows:
            made["follow"] = following(table, *self.follows)
        return made


@dataclass(frozen=True)
class Published(Kind):
    """Read by the own range and by all units below the owner; written by the owner's range."""

    def policies(self, table: str) -> dict[str, str]:
        return {
            "read": f"FOR SELECT USING ({within()} OR {ABOVE})",
            "make": f"FOR INSERT WITH CHECK {within()}",
            "change": f"FOR UPDATE USING {within()} WITH CHECK {within()}",
            "drop": f"FOR DELETE USING {within()}",
        }


@dataclass(frozen=True)
class Log(Kind):
    """Anyone adds, nobody changes; the auditor reads her range, a leader her own unit."""

    def policies(self, table: str) -> dict[str, str]:
        return {
            "append": "FOR INSERT WITH CHECK (true)",
            "read": f"FOR SELECT USING {within(start='log_scope', end='log_upto')}",
        }


@dataclass(frozen=True)
class History(Kind):
    """Versions of a row, written by triggers; they are seen by whoever sees the row."""

    parent: str = ""
    open_parent: bool = False

    def policies(self, table: str) -> dict[str, str]:
        follow = f"EXISTS (SELECT 1 FROM {self.parent} AS parent WHERE parent.id = pgh_obj_id)"
        return {
            "append": "FOR INSERT WITH CHECK (true)",
            "follow": f"FOR SELECT USING ({'true' if self.open_parent else follow})",
        }


@dataclass(frozen=True)
class Personal(Kind):
    """Of one account: drafts, notices, progress. Others may put one there, only she reads it."""

    column: str = "account_id"

    def policies(self, table: str) -> dict[str, str]:
        own = own_account(self.column)
        return {
            "append": "FOR INSERT WITH CHECK (true)",
            "read": f"FOR SELECT USING {own}",
            "change": f"FOR UPDATE USING {own} WITH CHECK {own}",
            "drop": f"FOR DELETE USING {own}",
        }


@dataclass(frozen=True)
class Open(Kind):
    """No content in it: read by all, guarded by permission and actions. Says why."""

    why: str = ""

    def policies(self, table: str) -> dict[str, str]:
        return {}

    @property
    def forced(self) -> bool:
        return False


@dataclass(frozen=True)
class Closed(Kind):
    """Nobody's: the web has no right on it (roles.py); definer functions read and write it by
    policies of their own."""

    def policies(self, table: str) -> dict[str, str]:
        return {}


def kind_of(model: type[models.Model]) -> Kind | None:
    return getattr(model, "row_security", None)


class SecureTable(Operation):
    """Migration operation: write the policies of one table's kind, dropping earlier ones.

    `extra` adds named policies (for instance restrictive ones for labels and recusal).
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, kind: Kind, extra: dict[str, str] | None = None) -> None:
        self.table, self.kind, self.extra = table, kind, extra or {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self.drop_policies(schema_editor)
        schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY")
        for name, rest in (self.kind.policies(self.table) | self.extra).items():
            schema_editor.execute(f"CREATE POLICY {name} ON {self.table} {rest}")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self.drop_policies(schema_editor)
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def drop_policies(self, schema_editor: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT policyname FROM pg_policies WHERE tablename = %s", [self.table])
            for (name,) in cursor.fetchall():
                schema_editor.execute(f'DROP POLICY "{name}" ON {self.table}')

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.table, self.kind, self.extra], {}

    def describe(self) -> str:
        return f"Row security on {self.table}: {type(self.kind).__name__}"
