from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from portal.access import Actor, Permission, Role
from portal.ui import menu
from portal.ui.context import Shell
from portal.ui.middleware import OldBrowserMiddleware

CLERK = Actor(1, "李知微", 1, "410402", "新华区妇联", frozenset({Role.COUNTY_CLERK}))


def page(request):
    return HttpResponse("page")


urlpatterns = [
    path("", page, name="desk"),
    path("cases/", page, name="cases"),
    path("cases/register/", page, name="register"),
    path("accounts/", page, name="accounts"),
    path("search/", page, name="search"),
    path("notices/", page, name="notices"),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def empty_menu(monkeypatch):
    monkeypatch.setattr(menu, "_items", {})
    monkeypatch.setattr(menu, "_entrances", {})
    monkeypatch.setattr(menu, "_shared", {})


@pytest.fixture
def shell(rf):
    def make(address="/", actor=CLERK, **headers):
        request = rf.get(address, headers=headers)
        request.actor = actor
        return Shell(request)

    return make


def item(name, order=1, permission=None, **kwargs):
    return menu.MenuItem(name, name, permission, order, "list", **kwargs)


def test_the_menu_is_short_and_in_order(shell):
    menu.register(item("cases", 2, Permission.CASE_VIEW))
    menu.register(item("desk", 1))
    menu.register(item("accounts", 3, Permission.ACCOUNT_MANAGE))

    assert [entry.label for entry in shell().menu] == ["desk", "cases"]
    assert shell(actor=None).menu == []


@pytest.mark.parametrize(
    ("address", "active"),
    [
        ("/", "desk"),
        ("/cases/", "cases"),
        ("/cases/410402-2026-1/", "cases"),
        ("/cases/register/", "register"),
        ("/elsewhere/", None),
    ],
)
def test_one_entry_is_active(shell, address, active):
    for name in ("desk", "cases", "register"):
        menu.register(item(name))

    found = [entry.label for entry in shell(address).menu if entry.is_active]

    assert found == ([active] if active else [])


def test_at_most_three_entries_carry_a_number():
    for name in ("desk", "cases", "register"):
        menu.register(item(name, badge=lambda actor: 1))
    menu.register(item("desk", badge=lambda actor: 2))

    with pytest.raises(ImproperlyConfigured, match="at most 3"):
        menu.register(item("accounts", badge=lambda actor: 1))


def test_there_is_no_search_box_until_somebody_can_search(shell):
    assert shell().search_url == ""
    assert shell().notices is None

    menu.register_search("search", Permission.CASE_VIEW)
    menu.register_notices("notices", lambda actor: 3)

    assert shell().search_url == "/search/"
    assert shell().notices == {"url": "/notices/", "count": 3}


def test_a_phone_shows_four_and_more(shell):
    names = ("desk", "cases", "register", "accounts", "search", "notices")
    for order, name in enumerate(names):
        menu.register(item(name, order))

    assert [entry.label for entry in shell().phone_menu] == list(names[:4])
    assert [entry.label for entry in shell().phone_more] == list(names[4:])


def test_pages_that_share_an_entry_are_tabs_of_it(shell):
    for order, name in enumerate(("desk", "cases", "search")):
        menu.register(item(name, order))
    menu.share("search", first="cases", label="both")

    found = shell("/search/")

    assert [(entry.label, entry.is_active) for entry in found.menu] == [
        ("desk", False), ("both", True),
    ]  # fmt: skip
    assert [(tab.label, tab.is_active) for tab in found.tabs] == [
        ("cases", False), ("search", True),
    ]  # fmt: skip
    assert shell("/").tabs == ()


def test_who_may_open_only_the_second_has_it_for_herself(shell):
    menu.register(item("cases", 1, Permission.ACCOUNT_MANAGE))
    menu.register(item("search", 2))
    menu.share("search", first="cases", label="both")

    assert [entry.label for entry in shell("/search/").menu] == ["search"]


def test_who_only_leads_finds_daily_work_under_more(shell):
    for order, name in enumerate(("desk", "cases", "search")):
        menu.register(item(name, order, seldom_for_leaders=name == "cases"))
    leader = Actor(1, "何映秋", 1, "410402", "新华区妇联", frozenset({Role.COUNTY_LEADER}))
    both = replace(leader, roles=leader.roles | {Role.COUNTY_CLERK})

    assert [entry.label for entry in shell(actor=leader).phone_menu] == ["desk", "search"]
    assert [entry.label for entry in shell(actor=leader).phone_more] == ["cases"]
    assert not shell(actor=both).has_seldom


def test_the_watermark_says_who_and_when(shell):
    assert shell().watermark.startswith("新华区妇联　李知微　20")
    assert shell(actor=None).watermark == ""


def test_a_name_in_the_watermark_is_text(shell):
    tile = engines["django"].from_string("{% watermark %}")
    actor = Actor(1, "<script>", 1, "410402", "新华区妇联")

    assert "&lt;script&gt;" in tile.render({"shell": shell(actor=actor)})


def test_wechat_is_told_how_to_download(shell):
    hint = engines["django"].from_string("{% wechat_hint %}")
    agent = {"User-Agent": "Mozilla/5.0 MicroMessenger/8.0"}

    assert "在浏览器打开" in hint.render({"shell": shell(**agent)})
    assert hint.render({"shell": shell()}).strip() == ""


@pytest.mark.parametrize(
    "agent", ["Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0)", "Mozilla/4.0 (MSIE 8.0)"]
)
def test_trident_gets_one_page_and_its_picture(rf, agent):
    site = OldBrowserMiddleware(page)

    answer = site(rf.get("/cases/", headers={"User-Agent": agent}))
    picture = site(rf.get("/static/img/fast_mode.png", headers={"User-Agent": agent}))

    assert "极速模式" in answer.text
    assert picture.text == "page"


def test_other_browsers_pass(rf):
    chrome = {"User-Agent": "Mozilla/5.0 Chrome/86.0"}

    assert OldBrowserMiddleware(page)(rf.get("/", headers=chrome)).text == "page"
