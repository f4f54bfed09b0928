"""What packages above put into the shell: menu items, the search box, the notices bell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ImproperlyConfigured

from portal.access import Actor, Permission

MOST_BADGES = 3  # 我的待办、转入事项、报送: more numbers would only be noise

Count = Callable[[Actor], int]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry. `permission=None` shows it to everyone signed in; `badge(actor)` counts work.

    `place`: "side" is the menu, "account" the list under one's own name.
    `method="post"` makes it a button (signing out changes something).
    `icon` is the id of a symbol in static/img/icons.svg.
    """

    label: str
    url_name: str
    permission: Permission | None
    order: int
    icon: str
    badge: Count | None = None
    place: Literal["side", "account"] = "side"
    method: Literal["get", "post"] = "get"

    def is_for(self, actor: Actor) -> bool:
        return self.permission is None or actor.can(self.permission)


@dataclass(frozen=True, slots=True)
class Entrance:
    """A page the top bar leads to: search (no count) or notices (with the number unread)."""

    url_name: str
    permission: Permission | None = None
    count: Count | None = None

    def is_for(self, actor: Actor) -> bool:
        return self.permission is None or actor.can(self.permission)


Help = Callable[[str], str | None]

_items: dict[str, MenuItem] = {}
_entrances: dict[str, Entrance] = {}
_help: list[Help] = []


def register(item: MenuItem) -> None:
    """Call from `AppConfig.ready()`. A second item of the same URL name replaces the first."""
    others = [other for name, other in _items.items() if name != item.url_name]
    if item.badge and sum(1 for other in others if other.badge) >= MOST_BADGES:
        raise ImproperlyConfigured(f"at most {MOST_BADGES} menu items carry a number")
    _items[item.url_name] = item


def register_search(url_name: str, permission: Permission | None = None) -> None:
    """The page that answers a POST of `q`: a name stands in no address and no log.

    Until somebody registers one there is no search box.
    """
    _entrances["search"] = Entrance(url_name, permission)


def register_notices(url_name: str, count: Count, permission: Permission | None = None) -> None:
    """The page of notices and `count(actor)`, the number unread."""
    _entrances["notices"] = Entrance(url_name, permission, count)


def register_help(find: Help) -> None:
    """`find("cases:call")` is the address of the page that explains that page, or None."""
    _help[:] = [find]


def help_for(url_name: str) -> str | None:
    """Where the page of this URL name is explained, or None."""
    return _help[0](url_name) if _help else None


def items_for(actor: Actor, place: str = "side") -> list[MenuItem]:
    """The entries this actor may open, in order."""
    chosen = [item for item in _items.values() if item.place == place and item.is_for(actor)]
    return sorted(chosen, key=lambda item: (item.order, item.url_name))


def entrance_for(actor: Actor, name: str) -> Entrance | None:
    """`name` is "search" or "notices"."""
    entrance = _entrances.get(name)
    return entrance if entrance and entrance.is_for(actor) else None
