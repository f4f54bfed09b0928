"""使用手册: one page a task, kept as Markdown in docs/handbook, shown inside the portal.

A page begins with two lines: `# title` and `> 给谁看：…`. A third line `> 用于页面：cases:call, …`
names the pages of the portal that offer it as 本页怎么用. `contents.md` lists every page under the
heading of its chapter; a test holds the list and the files together.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = settings.BASE_DIR / "docs" / "handbook"
CONTENTS = "contents"
NAME = re.compile(r"[a-z][a-z0-9-]{0,60}")
TITLE = re.compile(r"# (\S.*)\n")
READERS = re.compile(r"> 给谁看：(\S.*)\n")
PLACES = re.compile(r"> 用于页面：(\S.*)\n")
LINK = re.compile(r"\]\(([a-z0-9-]+)\.md\)")


@dataclass(frozen=True, slots=True)
class Page:
    """`body` is safe HTML without title; `places` are URL names such as "cases:call"."""

    name: str
    title: str
    readers: str
    places: tuple[str, ...]
    body: SafeString


def page(name: str) -> Page | None:
    """The page, or None where no file has this name."""
    return _pages().get(name)


def contents() -> SafeString:
    """The list of all pages by chapter, as HTML."""
    text = (FOLDER / f"{CONTENTS}.md").read_text(encoding="utf-8")
    return _html(TITLE.sub("", text, count=1))


def names_in_contents() -> list[str]:
    """Pages as contents.md names them, in its order; for the reading order and the test."""
    return LINK.findall((FOLDER / f"{CONTENTS}.md").read_text(encoding="utf-8"))


def neighbours(name: str) -> tuple[Page | None, Page | None]:
    """The page before and the page after, in the order of the contents."""
    order = [one for one in names_in_contents() if one in _pages()]
    if name not in order:
        return None, None
    at = order.index(name)
    before = page(order[at - 1]) if at else None
    after = page(order[at + 1]) if at + 1 < len(order) else None
    return before, after


def help_for(place: str) -> str | None:
    """The address of the page that explains the page `place` (a URL name), or None."""
    name = _places().get(place)
    return reverse("handbook:page", args=[name]) if name else None


@cache
def _pages() -> dict[str, Page]:
    """Every file once per process: the handbook changes only with the program."""
    names = sorted(path.stem for path in FOLDER.glob("*.md"))
    return {name: _read(name) for name in names if NAME.fullmatch(name) and name != CONTENTS}


@cache
def _places() -> dict[str, str]:
    return {place: one.name for one in _pages().values() for place in one.places}


def _read(name: str) -> Page:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title, readers, places = (_taken(pattern, text) for pattern in (TITLE, READERS, PLACES))
    for pattern in (TITLE, READERS, PLACES):
        text = pattern.sub("", text, count=1)
    asked = tuple(place.strip() for place in re.split("[,，、]", places) if place.strip())
    return Page(name, title or name, readers, asked, _html(text))


def _taken(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1].strip() if found else ""


def _html(text: str) -> SafeString:
    """HTML in the text stays text; links between pages lead to their addresses here."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        _follow(token)
    return SafeString(reader.renderer.render(tokens, reader.options, {}))


def _follow(token: Token) -> None:
    for child in token.children or []:
        _follow(child)
    target = str(token.attrGet("href") or "")
    if token.type == "link_open" and NAME.fullmatch(target.removesuffix(".md")):
        token.attrSet("href", reverse("handbook:page", args=[target.removesuffix(".md")]))
