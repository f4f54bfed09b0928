"""字数 as a word processor counts it: what is written on the page is what the file will say.

A Chinese character or a full-width mark counts one; a run of letters, digits and half-width marks
between them counts one; blanks count nothing. static/js/words.js counts by the same ranges, and one
table of texts (tests/campaigns/word_counts.json) holds both to it.
"""

import re

# Code points that stand alone: one each. Everything else that is not blank belongs to a run.
ALONE = (
    (0x00A4, 0x00A4), (0x00A7, 0x00A8), (0x00B0, 0x00B1), (0x00B7, 0x00B7), (0x00D7, 0x00D7),
    (0x00F7, 0x00F7), (0x2013, 0x2016), (0x2018, 0x2022), (0x2025, 0x2027), (0x2030, 0x2030),
    (0x2032, 0x2033), (0x203B, 0x203B), (0x2100, 0x218F), (0x2190, 0x27BF), (0x2E80, 0x2FFF),
    (0x3001, 0x312F), (0x3190, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F),
    (0xFF01, 0xFF9F), (0xFFE0, 0xFFE6), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
_ALONE = "".join(f"{chr(first)}-{chr(last)}" for first, last in ALONE)
# don’t, O‘Neil: a curly quote between two letters belongs to the word.
_INSIDE = re.compile("(?<=[A-Za-z])[\u2018\u2019](?=[A-Za-z])")
_COUNTED = re.compile(rf"[{_ALONE}]|[^\s{_ALONE}]+")
# Marks no one sees (a byte-order mark, joiners) make no word of their own.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def count(text: str) -> int:
    """How many 字 a text has."""
    plain = _INSIDE.sub("'", _UNSEEN.sub("", text))
    return sum(1 for _ in _COUNTED.finditer(plain))
