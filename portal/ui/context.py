"""What the shell of every page needs, found out only when a template asks for it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.urls import reverse

from portal import clock
from portal.access import Actor
from portal.ui import menu, words
from portal.ui.menu import Group, MenuItem

BANNER = "本系统为非涉密信息系统，严禁录入、存储、处理国家秘密。"
DEMO = "演示数据：人物、事件、数字、村（社区）名均为虚构，仅用于演示。"
MENU_COOKIE = "menu"
LETTERS_COOKIE = "big_letters"
PHONE_PLACES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu item as this person sees it on this page."""

    key: str
    label: str
    url: str
    icon: str
    is_active: bool
    has_badge: bool
    count: int
    method: str
    is_seldom: bool = False
    tabs: tuple["Entry", ...] = ()


class Shell:
    """Asked lazily: a page that prints no menu counts no badges."""

    banner = BANNER

    def __init__(self, request: WSGIRequest) -> None:
        self._request = request

    @property
    def name(self) -> str:
        return settings.PORTAL_NAME

    @property
    def desk_name(self) -> str:
        """Whom to ask: the words and the telephone that stand under a refusal."""
        return f"{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}"

    @property
    def actor(self) -> Actor | None:
        return getattr(self._request, "actor", None) or None

    @property
    def demo(self) -> str:
        return DEMO if settings.PORTAL_DEMO else ""

    @property
    def is_big(self) -> bool:
        return bool(self._request.COOKIES.get(LETTERS_COOKIE))

    @property
    def menu_state(self) -> str:
        """ "folded", "open", or "" where the width of the window decides."""
        state = self._request.COOKIES.get(MENU_COOKIE, "")
        return state if state in {"folded", "open"} else ""

    @property
    def is_wechat(self) -> bool:
        return "MicroMessenger" in self._request.headers.get("User-Agent", "")

    @property
    def csrf_cookie(self) -> str:
        return settings.CSRF_COOKIE_NAME

    @property
    def sign_in_url(self) -> str:
        return reverse(settings.LOGIN_URL)

    @property
    def watermark(self) -> str:
        """单位　姓名　minute: who looked at, printed or photographed this page."""
        actor = self.actor
        if actor is None:
            return ""
        return f"{actor.unit_name}　{actor.name}　{words.minute(clock.now())}"

    @cached_property
    def menu(self) -> list[Entry]:
        return self._entries("side")

    @property
    def phone_menu(self) -> list[Entry]:
        """What fits into the bar at the bottom of a phone; the rest goes under 更多."""
        usual = [entry for entry in self.menu if not entry.is_seldom]
        if len(self.menu) <= PHONE_PLACES and usual == self.menu:
            return usual
        return usual[: PHONE_PLACES - 1]

    @property
    def phone_more(self) -> list[Entry]:
        return self.menu[len(self.phone_menu) :]

    @property
    def has_seldom(self) -> bool:
        """Whether 更多 stands in the menu of a wide window, too."""
        return any(entry.is_seldom for entry in self.menu)

    @property
    def is_more_open(self) -> bool:
        return any(entry.is_active and entry.is_seldom for entry in self.menu)

    @property
    def tabs(self) -> tuple[Entry, ...]:
        """The pages that share the entry of this one; () where it has the entry for itself."""
        return next((entry.tabs for entry in self.menu if entry.is_active), ())

    @cached_property
    def account_menu(self) -> list[Entry]:
        return self._entries("account")

    @property
    def help_url(self) -> str:
        """The page of the handbook that explains this one, or ""."""
        match = self._request.resolver_match
        return (match and menu.help_for(match.view_name)) or ""

    @cached_property
    def search_url(self) -> str:
        entrance = self.actor and menu.entrance_for(self.actor, "search")
        return reverse(entrance.url_name) if entrance else ""

    @cached_property
    def notices(self) -> dict[str, Any] | None:
        """{"url", "count"} or None where there is no page of notices."""
        actor = self.actor
        entrance = menu.entrance_for(actor, "notices") if actor else None
        if actor is None or entrance is None or entrance.count is None:
            return None
        return {"url": reverse(entrance.url_name), "count": entrance.count(actor)}

    def _entries(self, place: str) -> list[Entry]:
        actor = self.actor
        if actor is None:
            return []
        groups = menu.groups_for(actor, place)
        active = self._active([reverse(i.url_name) for group in groups for i in group.items])
        return [self._line(group, actor, active) for group in groups]

    def _line(self, group: Group, actor: Actor, active: str) -> Entry:
        """The entry of a group; its pages as tabs where there are several."""
        tabs = tuple(self._entry(item, actor, active) for item in group.items)
        is_active = any(tab.is_active for tab in tabs)
        shared = tabs if len(tabs) > 1 else ()
        return replace(tabs[0], label=group.label, is_active=is_active, tabs=shared)

    def _entry(self, item: MenuItem, actor: Actor, active: str) -> Entry:
        url = reverse(item.url_name)
        return Entry(
            key=item.url_name.replace(":", "-"),
            label=item.label,
            url=url,
            icon=item.icon,
            is_active=url == active,
            has_badge=item.badge is not None,
            count=item.badge(actor) if item.badge else 0,
            method=item.method,
            is_seldom=item.is_seldom_for(actor),
        )

    def _active(self, urls: list[str]) -> str:
        """The longest entry this address lies under; the desk "/" only when it is the address."""
        path = self._request.path
        under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
        return max(under, key=len, default="")


def shell(request: WSGIRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
