"""A real Chromium against a live server in this process, which is portal_app as always.

The browser is $CHROMIUM, else `chromium` on the path. Without one the journeys are skipped, unless
REQUIRE_BROWSER=1 says that this machine has to have one.
"""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from playwright.sync_api import expect, sync_playwright

from portal.access import scope
from portal.accounts.models import Account
from portal.crypto.keys import make_keys
from portal.drafts import actions as drafts
from tests.factories.scene import DRAFT, client_of, scene
from tests.guards.tree import ROOT

__all__ = ["scene"]
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--no-first-run", "--disable-component-update", "--disable-sync",
    "--disable-smooth-scrolling", "--wm-window-animations-disabled", "--animation-duration-scale=0",
    "--disable-composited-antialiasing", "--disable-threaded-animation",
]  # fmt: skip
SHOTS = ROOT / "var" / "journeys"
PASSWORD = "Xinhua-2026-338"
LAPTOP = {"width": 1366, "height": 768}
PATIENCE = 12_000  # milliseconds: the machine may be busy with the other tests
HOME = {"127.0.0.1", "localhost"}


@pytest.fixture(scope="session")
def chromium():
    """The program, or a reason why there are no journeys here."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found and Path(found).exists():
        return found
    reason = "no Chromium: set CHROMIUM=/path/to/chromium or install the package chromium"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium):
    # Playwright's loop runs in this thread; Django would take each query for one inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journeys") / "keys"
    make_keys(folder)
    return folder


@pytest.fixture
def key_ring(keys, settings):
    """The same keys for all journeys: a draft sent on leaving may arrive during the next."""
    settings.PORTAL_KEYS = keys


@pytest.fixture
def city(live_server, scene, settings):
    """The scene, served, with nothing half written; everybody may sign in with PASSWORD."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    account = Account(username="x")
    account.set_password(PASSWORD)
    Account.objects.update(password=account.password)
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        drafts.discard(form=DRAFT, actor=clerk)
    return scene


class House:
    """Opens windows of the portal and watches that none of them looks outside."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.contexts, self.outside, self.broken = [], [], []

    def window(self, actor=None, viewport=LAPTOP, **options):
        """A page of a browser of its own, signed in as `actor` if one is given."""
        context = self.browser.new_context(
            base_url=self.url, viewport=viewport, locale="zh-CN", **options
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        context.on("request", self.watch)
        if actor is not None:
            session = client_of(actor).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.broken.append(str(error)))
        page.on("console", self.listen)
        return page

    def watch(self, request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HOME:
            self.outside.append(request.url)

    def listen(self, message):
        """A script or a style that the policy of the page refused."""
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.broken.append(message.text)

    def sign_in(self, person, page=None):
        """Through the door, by keyboard, as everybody does."""
        page = page or self.window()
        page.goto("/sign-in/")
        expect(page.locator("#id_username")).to_be_focused()
        page.keyboard.type(person.username)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        return page

    def close(self):
        for context in self.contexts:
            context.close()


@pytest.fixture
def house(browser, live_server, city):
    opened = House(browser, live_server.url)
    yield opened
    opened.close()
    assert opened.outside == [], "a page asked somebody outside"
    assert opened.broken == [], "a script broke, or a policy refused something"


def shot(page, name, *, is_whole=False):
    """var/journeys/<name>.png, for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=is_whole)
