"""One table of texts and their 字数; the server and a real browser both answer it."""

import json
from pathlib import Path

import pytest

from campaigns.rules import words
from tests.guards.tree import ROOT
from tests.journeys.conftest import browser, chromium

__all__ = ["browser", "chromium"]
TABLE = json.loads((Path(__file__).with_name("word_counts.json")).read_text(encoding="utf-8"))


def test_the_table_is_long_enough_to_mean_something():
    assert len(TABLE) >= 30


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_the_server_counts_as_the_table_says(text, expected):
    assert words.count(text) == expected


@pytest.mark.journey
def test_the_browser_counts_as_the_table_says(browser):
    source = (ROOT / "static" / "js" / "words.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.add_script_tag(content=source.replace("export function", "function"))

    counted = page.evaluate("texts => texts.map(count)", [text for text, _ in TABLE])
    page.close()

    assert counted == [expected for _, expected in TABLE]
