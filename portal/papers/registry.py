"""What packages above bring: kinds of papers, and which of their records an actor sees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from portal.access import Actor, Permission
from portal.papers.document import Paper


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One thing the writer may change before the paper is made; `rows` > 1 is a text area."""

    name: str
    label: str
    rows: int = 1
    longest: int = 60
    help: str = ""
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class About:
    """The record a paper is about: `type` as in `app.model`, `label` its number, never a name."""

    type: str = ""
    id: int | None = None
    label: str = ""
    url: str = ""


class Build(Protocol):
    """Make the paper. Raises Refused in its own words."""

    def __call__(
        self, *, actor: Actor, record: Any, values: Mapping[str, str], day: date
    ) -> Paper: ...


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A template. `name` stands in addresses, `label` is the 文种.

    `find(actor, key)` gives the record visible to her or None; `initial(actor, record, day)` the
    first words of the fields; `refusal(record, actor)` why not now; `issued(...)` tells the record
    that a paper was made. `mark` is the usual 机关代字; "" is a paper without a number.
    """

    name: str
    label: str
    permission: Permission
    build: Build
    fields: tuple[TemplateField, ...] = ()
    mark: str = ""
    note: str = ""
    is_blank: bool = False  # about no record: offered on the register's page
    find: Callable[[Actor, str], Any] = lambda actor, key: None
    about: Callable[[Any], About] = lambda record: About()
    initial: Callable[[Actor, Any, date], Mapping[str, str]] = lambda actor, record, day: {}
    refusal: Callable[[Any, Actor], str | None] = lambda record, actor: None
    issued: Callable[[Actor, datetime, Any, str], None] = lambda actor, at, record, text: None

    @property
    def is_numbered(self) -> bool:
        return bool(self.mark)


Visible = Callable[[Actor], Any]

_kinds: dict[str, PaperKind] = {}
_records: dict[str, Visible] = {}
_followers: list[Callable[[Any], None]] = []


def register_kind(kind: PaperKind) -> None:
    """From `AppConfig.ready()`. A second kind of one name replaces the first."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> PaperKind | None:
    return _kinds.get(name)


def kinds() -> list[PaperKind]:
    return list(_kinds.values())


def register_record(type_: str, visible: Visible) -> None:
    """`visible(actor)` gives a subquery of the keys she may see. Unregistered types stay hidden."""
    _records[type_] = visible


def records() -> dict[str, Visible]:
    return dict(_records)


def register_follower(follower: Callable[[Any], None]) -> None:
    """`follower(paper)` is told of each paper issued, in the same transaction."""
    _followers.append(follower)


def tell_followers(paper: Any) -> None:
    for follower in _followers:
        follower(paper)
