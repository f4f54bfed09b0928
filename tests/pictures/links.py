"""Which pages there are for this account: its menus first, then what its pages link to."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

DEPTH = 3
MOST = 45  # pages of one account
# What makes two addresses the same page: keys and numbers say which row, not which page.
ROW = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{4}[0-9A-Z-]*|[0-9]+|(?<=/handbook/)[a-z-]+")
# Not pages: files, and the admin's own history of a row.
NOT_PAGES = re.compile(r"/(download|content|copy|file|template|marked|export-file|jsi18n)(/|$)")
MENUS = ".menu a[href], .account-body a[href]"
BODY = "main a[href]:not([download]):not([target=_blank])"


def shape(path: str) -> str:
    """/cases/410402-2026-DH-00118/ and its neighbour are one page."""
    return ROW.sub("*", path)


def addresses(page: Page, selector: str) -> list[str]:
    found = page.eval_on_selector_all(selector, "all => all.map(one => one.href)")
    return [address for address in found if is_page(address, page.url)]


def is_page(address: str, here: str) -> bool:
    there = urlsplit(address)
    return there.netloc == urlsplit(here).netloc and not NOT_PAGES.search(there.path)


class Walk:
    """Breadth first, one row of each kind of page; `?status=` makes no other page."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.waiting: list[tuple[int, str]] = []

    def add(self, found: list[str], depth: int) -> None:
        for address in found:
            path = urlsplit(address).path
            if depth <= DEPTH and shape(path) not in self.seen and len(self.seen) < MOST:
                self.seen.add(shape(path))
                self.waiting.append((depth, address.split("#")[0]))

    def __iter__(self):
        while self.waiting:
            yield self.waiting.pop(0)
