"""One table of texts and their 字数; a real browser answers it in tests/journeys/test_words.py."""

import json
from pathlib import Path

import pytest

from campaigns.rules import words

TABLE = json.loads((Path(__file__).with_name("word_counts.json")).read_text(encoding="utf-8"))


def test_the_table_is_long_enough_to_mean_something():
    assert len(TABLE) >= 30


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_the_server_counts_as_the_table_says(text, expected):
    assert words.count(text) == expected
