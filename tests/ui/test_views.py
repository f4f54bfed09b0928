import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse

from portal.access import Actor, Permission, Role
from portal.ui import menu, views

CLERK = Actor(1, "李知微", 1, "410402", "新华区妇联", frozenset({Role.COUNTY_CLERK}))
NOBODY = Actor(2, "无岗位", 1, "410402", "新华区妇联")
HTMX = {"HX-Request": "true"}


class Page(views.PortalView):
    permission = Permission.DESK

    def get(self, request):
        return HttpResponse("page")


class Memory(BaseStorage):
    """Messages of one request."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


@pytest.fixture
def ask(rf):
    def make(path="/cases/", *, actor=CLERK, method="get", **kwargs):
        request = getattr(rf, method)(path, **kwargs)
        request.actor = actor
        request._messages = Memory(request)
        return request

    return make


@pytest.fixture
def templates(monkeypatch):
    """Names of the templates rendered, instead of their text."""
    monkeypatch.setattr(views, "render_to_string", lambda name, context, request: f"[{name}]")


def test_a_view_without_a_permission_cannot_be_routed():
    class Open(views.PortalView):
        pass

    with pytest.raises(ImproperlyConfigured, match="Open names no permission"):
        Open.as_view()


def test_a_page_is_not_kept_by_the_browser(ask):
    response = Page.as_view()(ask())

    assert response.content == b"page"
    assert response["Cache-Control"] == "private, no-store"


def test_who_may_not_is_refused(ask):
    with pytest.raises(PermissionDenied):
        Page.as_view()(ask(actor=NOBODY))


def test_who_is_not_signed_in_is_led_there_and_back(ask):
    response = Page.as_view()(ask("/cases/?q=%E5%BC%A0", actor=None))

    assert response.status_code == 302
    assert response.url == "/sign-in/?next=%2Fcases%2F%3Fq%3D%25E5%25BC%25A0"


def test_a_form_sent_without_a_session_leads_back_to_its_page(ask):
    there = {"Referer": "http://testserver/cases/register/"}
    elsewhere = {"Referer": "http://evil.example/cases/"}

    response = Page.as_view()(ask("/x/", actor=None, method="post", headers=there))
    stranger = Page.as_view()(ask("/x/", actor=None, method="post", headers=elsewhere))

    assert response.url == "/sign-in/?next=%2Fcases%2Fregister%2F"
    assert stranger.url == "/sign-in/?next=%2F"


def test_a_script_without_a_session_is_told_so_and_not_redirected(ask):
    response = Page.as_view()(ask(actor=None, headers=HTMX))

    assert response.status_code == 401
    assert response["HX-Trigger"] == "signInNeeded"


def test_a_page_is_whole_without_htmx(ask, templates):
    response = views.render(ask(), "cases/list.html", {}, {"results": "rows"})

    assert response.content == b"[cases/list.html]"
    assert response["Vary"] == "HX-Request, HX-Target"


def test_the_target_decides_the_part_and_messages_ride_along(ask, templates):
    request = ask(headers=HTMX | {"HX-Target": "results"})

    response = views.render(request, "cases/list.html", {}, {"results": "rows"}, status=422)

    assert response.content == b"[cases/list.html#rows][components/ride_along.html]"
    assert response.status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Target": "somewhere"},
        {"HX-Target": "results", "HX-Boosted": "true"},
        {"HX-Target": "results", "HX-History-Restore-Request": "true"},
    ],
)
def test_an_unknown_target_gets_the_page(ask, templates, headers):
    request = ask(headers=HTMX | headers)

    response = views.render(request, "cases/list.html", {}, {"results": "rows"})

    assert response.content == b"[cases/list.html]"


def test_messages_and_words_for_screen_readers_ride_along(ask, monkeypatch):
    monkeypatch.setattr(menu, "_items", {})
    monkeypatch.setattr(menu, "_entrances", {})
    request = ask()
    views.say(request, "已登记：新华·0131。", undo="/cases/1/undo/")

    aside = views.render_to_string(
        "components/ride_along.html", {"announce": "找到3件", "changed": True}, request
    )

    assert '<div id="live" hx-swap-oob="innerHTML">找到3件</div>' in aside
    assert 'action="/cases/1/undo/"' in aside


def test_sending_on_suits_the_sender(ask):
    assert views.redirect_to(ask(), "/cases/").url == "/cases/"
    assert views.redirect_to(ask(headers=HTMX), "/cases/")["HX-Redirect"] == "/cases/"


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "/\t/evil.example",
        "/cases/\r\nSet-Cookie: a=b",
        "cases/",
        "",
        "\x00",
    ],
)
def test_next_leads_nowhere_else(ask, wanted):
    assert views.safe_next(ask(method="post", data={"next": wanted}), "/desk/") == "/desk/"


def test_next_leads_to_a_page_of_this_site(ask):
    request = ask("/sign-in/?next=/cases/%3Fq%3D张")

    assert views.safe_next(request, "/") == "/cases/?q=张"


def test_large_letters_are_switched_on_and_off_again(ask):
    on = views.Letters.as_view()(ask(method="post", data={"next": "/cases/"}))
    request = ask(method="post")
    request.COOKIES["big_letters"] = "1"

    off = views.Letters.as_view()(request)

    assert on.url == "/cases/"
    assert on.cookies["big_letters"]["httponly"]
    assert off.cookies["big_letters"].value == ""
