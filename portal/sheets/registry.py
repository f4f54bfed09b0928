"""The sheets there are. Packages above bring their own in `ready()`."""

from portal.access import Actor
from portal.sheets.declaration import Sheet

_sheets: dict[str, Sheet] = {}


def register(sheet: Sheet) -> None:
    _sheets[sheet.name] = sheet


def sheets_for(actor: Actor) -> list[Sheet]:
    return [sheet for sheet in _sheets.values() if actor.can(sheet.permission)]


def sheet_for(actor: Actor, name: str) -> Sheet | None:
    """The sheet of this name, if this actor may import it."""
    sheet = _sheets.get(name)
    return sheet if sheet and actor.can(sheet.permission) else None
