"""A browser of one demo account, and what went wrong in it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

SIZES = {"1366": (1366, 768), "1093": (1093, 560), "390": (390, 844)}
TALLEST = 2200  # px of a page that are drawn
PATIENCE = 30_000


@dataclass
class Visitor:
    """One account at its screen; `said` is what pages complained of, for the list."""

    page: Page
    username: str
    said: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda m: m.type == "error" and self.note(f"console: {m.text}"))
        self.page.on("pageerror", lambda error: self.note(f"script: {error}"))
        self.page.on("requestfailed", lambda r: self.note(f"failed: {r.url} {r.failure}"))
        self.page.on("response", lambda r: r.status >= 400 and self.note(f"{r.status}: {r.url}"))

    def note(self, words: str) -> None:
        where = urlsplit(self.page.url).path
        line = f"{self.username} {where}: {words}"
        # A page that is left takes its unfinished requests with it.
        if "ERR_ABORTED" not in words and line not in self.said:
            self.said.append(line)

    def sign_in(self, password: str) -> None:
        self.page.goto("/sign-in/")
        self.page.fill("#id_username", self.username)
        self.page.fill("#id_password", password)
        self.page.press("#id_password", "Enter")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def measure(self, size: str) -> bytes:
        """A picture of the page as it stands, in one size; says if it has to be pushed sideways."""
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        excess, tall = self.page.evaluate(
            "[document.documentElement.scrollWidth - innerWidth,"
            " document.documentElement.scrollHeight]"
        )
        if excess > 0:
            self.note(f"{excess} px too broad at {size}")
        shown = {"x": 0, "y": 0, "width": width, "height": min(max(tall, height), TALLEST)}
        return self.page.screenshot(full_page=True, clip=shown)


def visitor(browser: Browser, url: str, username: str, password: str) -> Visitor:
    context = browser.new_context(
        base_url=url, locale="zh-CN", viewport={"width": 1366, "height": 768}
    )
    context.set_default_timeout(PATIENCE)
    found = Visitor(context.new_page(), username)
    found.listen()
    found.sign_in(password)
    return found
