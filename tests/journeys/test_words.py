"""The browser counts 字数 as the server does: both answer one table."""

import pytest

from tests.campaigns.test_words import TABLE
from tests.guards.tree import ROOT

pytestmark = pytest.mark.journey


def test_the_browser_counts_as_the_table_says(browser):
    source = (ROOT / "static" / "js" / "words.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.add_script_tag(content=source.replace("export function", "function"))

    counted = page.evaluate("texts => texts.map(count)", [text for text, _ in TABLE])
    page.close()

    assert counted == [expected for _, expected in TABLE]
