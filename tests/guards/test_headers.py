"""What errors and cookies say to the browser (every address: tests/access/test_matrix.py), and that
no POST goes through without the page's token."""

import pytest
from django.test import Client

from portal.accounts.models import Account
from tests.factories.cast import CAST
from tests.factories.stage import ANONYMOUS, stage, undone
from tests.guards.headers import check_headers
from tests.guards.routes import ours

__all__ = ["stage"]
WHO = ("clerk", "sysadmin", ANONYMOUS)
PAGE_IS_OLD = "页面已过期"


def test_errors_carry_them_too(stage):
    for url in ("/no-such-page/", "/cases/410402-2026-99999/", "/cases/410402-2026-1/no-step/"):
        for who in WHO:
            answer = stage.ask(who, "GET", url)

            assert answer.status_code in {302, 403, 404}, url
            check_headers(answer)


def test_the_sign_in_page_is_not_kept_by_the_browser(stage):
    assert "no-store" in stage.ask(ANONYMOUS, "GET", "/sign-in/").headers["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(stage):
    with stage.unblock(), undone():
        account = Account.objects.get(username=CAST["clerk"].username)
        account.set_password("Xinhua-2026-338")
        account.save(update_fields=["password"])
        typed = {"username": account.username, "password": "Xinhua-2026-338"}
        cookies = stage.ask(ANONYMOUS, "POST", "/sign-in/", typed).cookies

    assert {"sessionid", "csrftoken"} <= set(cookies)
    assert {cookie["samesite"] for cookie in cookies.values()} == {"Lax"}
    assert {key for key, cookie in cookies.items() if not cookie["httponly"]} == {"csrftoken"}


@pytest.mark.parametrize("route", ours(), ids=[route.name for route in ours()])
def test_no_post_goes_through_without_the_token_of_the_page(stage, route):
    url = stage.address(route)
    for who in WHO:
        careful = Client(enforce_csrf_checks=True, raise_request_exception=False)
        careful.cookies.load(stage.cookies[who])

        with stage.unblock():
            answer = careful.post(url)

        assert answer.status_code == 403, who
        assert PAGE_IS_OLD in answer.content.decode(), who


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example", "/\\x.example"]
)
def test_no_redirect_leads_out_of_the_house(stage, where):
    for who, url in (
        ("clerk", "/sign-in/"),
        ("clerk", "/ui/letters/"),
        ("clerk", "/cases/misdial/"),
    ):
        method = "GET" if url == "/sign-in/" else "POST"
        answer = stage.ask(who, method, f"{url}?next={where}")

        assert answer.headers["Location"].startswith("/"), url
        assert not answer.headers["Location"].startswith(("//", "/\\")), url
