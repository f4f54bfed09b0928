"""Nothing inline, nothing from outside, and every page says what it is given."""

import re

import pytest
from django.template.loader import get_template

from tests.guards import tree

PAGES = {"accounts", "admin", "audit", "campaigns", "cases", "deadlines", "desk", "drafts",
         "families", "files", "handbook", "jobs", "papers", "search", "sheets", "ui",
         "units"}  # fmt: skip
WITHOUT_CONTRACT = {"bootstrap5", "components", "errors", "layouts"}
TEMPLATES = tree.files("templates")
SERVED = [*TEMPLATES, *tree.files("static")]
TEXT = {".html", ".txt", ".css", ".js", ".svg", ".xml"}

INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"[\s\"']style\s*=", re.I),
    "handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "script address": re.compile(r"javascript:", re.I),
}
OUTSIDE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}", re.I)
COMMENT = re.compile(r"{% comment[^%]*%}(.*?){% endcomment %}|{#(.*?)#}", re.S)
CONTRACT = re.compile(r"^(Page|Part|Pages|Parts|Layout)\b[^\n]*", re.S)
HEAD = re.compile(r"(\s|{%\s*(extends|load)[^%]*%})*$")


def text_of(path):
    return path.read_text(encoding="utf-8")


def code_of(path):
    """The file without its comments, which may quote what is forbidden."""
    return COMMENT.sub("", text_of(path))


def folder_of(path):
    return path.relative_to(tree.ROOT / "templates").parts[0]


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds_inline_script_or_style(what):
    found = [tree.name_of(path) for path in TEMPLATES if INLINE[what].search(code_of(path))]

    assert found == []


def test_nothing_that_is_served_names_another_host():
    found = {
        f"{tree.name_of(path)}: {match.group()}"
        for path in SERVED
        if path.suffix in TEXT
        for match in OUTSIDE.finditer(text_of(path))
    }

    assert found == set()


def test_every_folder_of_templates_is_known():
    assert {folder_of(path) for path in TEMPLATES} <= PAGES | WITHOUT_CONTRACT


def test_every_page_and_part_opens_with_its_contract():
    without = []
    for path in TEMPLATES:
        if folder_of(path) not in PAGES:
            continue
        comment = COMMENT.search(text_of(path))
        words = (comment.group(1) or comment.group(2)).strip() if comment else ""
        opens = comment and HEAD.fullmatch(text_of(path)[: comment.start()])
        if not (opens and CONTRACT.match(words) and "Context" in words):
            without.append(tree.name_of(path))

    assert without == []


def test_every_template_compiles():
    """A page nobody opened in a test would otherwise break in front of a person."""
    for path in TEMPLATES:
        get_template(path.relative_to(tree.ROOT / "templates").as_posix())
