"""What packages above put into the shell: menu items, the search box, the notices bell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ImproperlyConfigured

from portal.access import Actor, Permission
from portal.access.permissions import LEADERS

MOST_BADGES = 3  # 我的待办、转入事项、报送: more numbers would only be noise

Count = Callable[[Actor], int]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry. `permission=None` shows it to everyone signed in; `badge(actor)` counts work.

    `place`: "side" is the menu, "account" the list under one's own name.
    `method="post"` makes it a button (signing out changes something).
    `seldom_for_leaders`: who only leads finds it under 更多 (users.md b14).
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
    seldom_for_leaders: bool = False

    def is_for(self, actor: Actor) -> bool:
        return self.permission is None or actor.can(self.permission)

    def is_seldom_for(self, actor: Actor) -> bool:
        only_leads = actor.can(Permission.CASE_LEAD) and actor.roles <= LEADERS
        return self.seldom_for_leaders and only_leads


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the menu: mostly one entry, or several pages that share it as tabs."""

    label: str
    items: tuple[MenuItem, ...]


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
_shared: dict[str, tuple[str, str]] = {}  # {url name: (url name of the first, label of both)}
_entrances: dict[str, Entrance] = {}
_help: list[Help] = []


def register(item: MenuItem) -> None:
    """Call from `AppConfig.ready()`. A second item of the same URL name replaces the first."""
    others = [other for name, other in _items.items() if name != item.url_name]
    if item.badge and sum(1 for other in others if other.badge) >= MOST_BADGES:
        raise ImproperlyConfigured(f"at most {MOST_BADGES} menu items carry a number")
    _items[item.url_name] = item


def share(url_name: str, *, first: str, label: str) -> None:
    """Who may open both finds `url_name` as a tab of `first`, under one entry called `label`."""
    _shared[url_name] = (first, label)


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


def groups_for(actor: Actor, place: str = "side") -> list[Group]:
    """The lines of the menu, what is seldom needed last; pages that share a line are one."""
    items = items_for(actor, place)
    names = {item.url_name for item in items}
    tabs: dict[str, list[MenuItem]] = {}
    for item in items:
        first, _ = _shared.get(item.url_name, ("", ""))
        if first in names:
            tabs.setdefault(first, []).append(item)
    hosts = [item for item in items if _shared.get(item.url_name, ("",))[0] not in names]
    hosts.sort(key=lambda item: item.is_seldom_for(actor))
    return [_group(item, tabs.get(item.url_name, [])) for item in hosts]


def _group(item: MenuItem, tabs: list[MenuItem]) -> Group:
    label = _shared[tabs[0].url_name][1] if tabs else item.label
    return Group(label, (item, *tabs))


def entrance_for(actor: Actor, name: str) -> Entrance | None:
    """`name` is "search" or "notices"."""
    entrance = _entrances.get(name)
    return entrance if entrance and entrance.is_for(actor) else None
