"""The sheets there are. Packages above bring their own in `ready()`."""

from collections.abc import Callable

from portal.access import Actor
from portal.sheets.declaration import Sheet

Maker = Callable[[Actor, str], Sheet | None]
_sheets: dict[str, Sheet] = {}
_makers: dict[str, Maker] = {}


def register(sheet: Sheet) -> None:
    _sheets[sheet.name] = sheet


def register_maker(prefix: str, make: Maker) -> None:
    """Sheets of which there is one for each record: `figures-12` is make(actor, "12"), whose name
    is `figures-12`. None where this actor does not see the record. They are on no list: the
    record's page links to sheets:sheet."""
    _makers[prefix] = make


def sheets_for(actor: Actor) -> list[Sheet]:
    return [sheet for sheet in _sheets.values() if actor.can(sheet.permission)]


def sheet_for(actor: Actor, name: str) -> Sheet | None:
    """The sheet of this name, if this actor may import it."""
    sheet = _sheets.get(name) or _made(actor, name)
    return sheet if sheet and actor.can(sheet.permission) else None


def _made(actor: Actor, name: str) -> Sheet | None:
    prefix, _, key = name.partition("-")
    make = _makers.get(prefix)
    return make(actor, key) if make and key else None
