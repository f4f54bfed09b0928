"""One declaration per sheet; template, dry run, import and marked copy are all read from it.

    TOWNS = Sheet(
        name="units", title="乡镇（街道）、村（社区）妇联", permission=Permission.UNIT_MANAGE,
        columns=(Column("code", "单位代码", kind=Kind.CODE, required=True, unique=True), …),
        key=("code",), existing=…, check=…, write=…,
    )

Pure data: no database, no file.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from portal.access import Actor, Permission

MOST_ROWS, MOST_COLUMNS = 20_000, 60  # security.md §5
SHOWN = 100  # bad cells a page lists; the marked copy has all of them

Cell = str | int | float | bool | date | datetime | None  # as a file holds it
Value = str | int | date | None  # as an import gets it
Options = tuple[tuple[str, str], ...]  # (value, what stands in the cell)


class Kind(StrEnum):
    """What a column holds. Everything but INTEGER and DATE is kept as text, also 18 digits."""

    TEXT = "text"
    LONG = "long"
    INTEGER = "integer"
    DATE = "date"
    CODE = "code"
    PHONE = "phone"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` are (value, label) pairs or a function of who fills the sheet in;
    either the label or the value may stand in the cell. `pattern` binds a CODE (full match)."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    unique: bool = False
    max_length: int = 100
    choices: Options | Callable[[Actor], Options] = ()
    pattern: str = ""
    wrong: str = ""  # the sentence for a value that is not of this kind
    width: int = 16  # characters
    help: str = ""

    def options(self, actor: Actor) -> Options:
        return self.choices(actor) if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number as the spreadsheet shows it, from 1, and its values."""

    number: int
    values: dict[str, Value]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]


@dataclass(frozen=True, slots=True, order=True)
class Bad:
    """One bad cell, and how to put it right. `key` "" is the row as a whole."""

    row: int
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """What an import made. `secrets` is what may be shown once (codes of new accounts), `words`
    what else follows from it."""

    made: int
    secrets: list[dict[str, str]] = field(default_factory=list, repr=False)
    words: str = ""


Progress = Callable[[int, int, str], None]
Existing = Callable[[Actor, set[tuple[Value, ...]]], set[tuple[Value, ...]]]
Check = Callable[[Actor, list[Row], date], Iterable[Bad]]
Write = Callable[..., Written]


@dataclass(frozen=True)
class Sheet:
    """A sheet people fill in.

    `key`: columns that tell one row from another; `existing(actor, keys)` says which of them are
    in the portal already, so that a re-run makes no doubles. `check(actor, rows, today)` names
    what single cells cannot say. `write(rows=, actor=, at=, progress=)` calls actions and gives
    Written; above `at_once` rows it runs in the background.
    """

    name: str
    title: str
    permission: Permission
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    existing: Existing
    write: Write
    check: Check = lambda actor, rows, today: ()
    note: str = ""
    leans_on: tuple[str, str] | None = None  # (parent's column, key column): rows within the file
    lands_on: tuple[str, str, str] | None = None  # (words, URL name, query): the rows once in
    is_whole: bool = False  # the good rows alone would be wrong: all or none
    at_once: int = 200
    most: int = MOST_ROWS

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def key_of(self, row: Row) -> tuple[Value, ...]:
        return tuple(row.values[name] for name in self.key)


@dataclass(frozen=True)
class Checked:
    """What a dry run found. `places` maps a column's key to its column in the file, from 0."""

    total: int
    good: list[Row]
    known: list[Row]  # in the portal already: not imported a second time
    bad: list[Bad]
    ignored: tuple[str, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    header: int = 1  # its row number

    @property
    def bad_rows(self) -> int:
        return len({one.row for one in self.bad})
