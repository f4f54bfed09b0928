"""The text of a notice as one writes it, and as sections: 一、活动时间, its paragraphs, and so on.

What is typed or pasted is one text; headings are recognised, and counted anew where they are shown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from campaigns.rules import words

# 若干规定: 专项文件 at most 4,000 字.
LONGEST = 4_000
NUMERALS = "一二三四五六七八九十"
# 一、活动时间 alone on a line, or with its words behind a colon.
HEADING = re.compile(rf"[{NUMERALS}]{{1,3}}、(?P<heading>[^。：:；]{{1,30}})(?:[：:](?P<rest>.+))?")
# Who may not be written to: a coordination group gives a Party committee or a government nothing
# to do (整治形式主义为基层减负若干规定).
ABOVE_US = re.compile(
    r"(?:县|区|市|乡|镇|）)(?:委|党委|人民政府|政府)(?=[、，,：:；和及]|$)|党委政府|党委、政府"
)


@dataclass(frozen=True, slots=True)
class Section:
    """`heading` without its numeral; the opening has none. `text`: one paragraph a line."""

    heading: str
    text: str


def sections_of(text: str) -> list[Section]:
    """The sections of a typed notice, in order; blank lines are not kept."""
    made: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        plain = line.strip()
        if not plain:
            continue
        if found := HEADING.fullmatch(plain):
            made.append(
                (found["heading"].strip(), [found["rest"].strip()] if found["rest"] else [])
            )
        else:
            made[-1][1].append(plain)
    return [Section(heading, "\n".join(lines)) for heading, lines in made if heading or lines]


def text_of(sections: Iterable[Section]) -> str:
    """The sections as one text to edit, headings numbered."""
    lines, number = [], 0
    for section in sections:
        if section.heading:
            number += 1
            lines.append(f"{numeral(number)}、{section.heading}")
        if section.text:
            lines.append(section.text)
    return "\n".join(lines)


def unsaid_days(text: str, days: Iterable[tuple[str, date]]) -> list[str]:
    """Days of the plan that its notice does not name: somebody changed one and not the other."""
    return [
        f"通知正文没有写到{label}{day.month}月{day.day}日，请核对。"
        for label, day in days
        if not re.search(rf"(?<!\d){day.month}月{day.day}日", text)
    ]


# ── The title on paper ──────────────────────────────────────────────────────────────────────────
TITLE_LINE = 20  # characters of 2号 type
TURNS = ("活动", "工作", "宣传", "情况", "国际")


def turned(title: str) -> str:
    """A title too long for one line, turned where the words allow it (GB/T 9704-2012, 7.3.1):
    before a word of TURNS, else behind a year or a day, else in the middle."""
    if "\n" in title or title_width(title) <= TITLE_LINE:
        return title
    halves = [(title[:at], title[at:]) for at in range(1, len(title))]
    fitting = [pair for pair in halves if max(map(title_width, pair)) <= TITLE_LINE]
    if not fitting:
        return title
    first, second = min(fitting, key=_awkward)
    return f"{first}\n{second}"


def _awkward(halves: tuple[str, str]) -> tuple[int, float]:
    first, second = halves
    rank = 0 if second.startswith(TURNS) else 1 if first[-1] in "年日周" else 2
    return rank, abs(title_width(first) - title_width(second))


def title_width(text: str) -> float:
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def numeral(number: int) -> str:
    """1 → 一, 11 → 十一, to 19: a notice has no more sections."""
    return NUMERALS[number - 1] if number <= 10 else f"十{NUMERALS[number - 11]}"


def length_refusal(text: str) -> str | None:
    counted = words.count(text)
    if counted <= LONGEST:
        return None
    over = counted - LONGEST
    return f"通知正文{counted:,}字，超过{LONGEST:,}字的规定{over:,}字，请删减。"


def recipients_refusal(recipients: str) -> str | None:
    if ABOVE_US.search(recipients):
        return "协调组不能向党委、政府发通知，请改为各县（市、区）协调组、妇联或成员单位。"
    return None
