"""A paper as plain data: what stands in it, not how it looks. No framework, no library."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DIGITS = "零一二三四五六七八九"


class Head(StrEnum):
    """文件格式 has the red head; 白头 begins with the title."""

    DOCUMENT = "document"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Heading:
    """One of four levels: 一、 （一） 1. （1）. The numeral is counted, not written."""

    text: str
    level: int = 1
    begins_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first is the head if `has_head`. A short row's last cell spans the rest.

    `widths` in percent of the text's width, equal when empty; `height` of a row at least, in mm.
    A form (`is_form`) is set in 4号 with close lines, a cell may hold several paragraphs, and the
    last row is at least `room` mm: a place to write on.
    """

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    has_head: bool = True
    height: int = 0
    is_form: bool = False
    room: int = 0

    @property
    def columns(self) -> int:
        return max((len(row) for row in self.rows), default=1)


@dataclass(frozen=True, slots=True)
class Picture:
    """JPEG or PNG, no wider than the text."""

    data: bytes
    caption: str = ""


Block = Heading | Text | Table | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: its own page, its name in the list under the text."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one or several issuers; the first leads and gives the number (users.md a5).

    `kind` is its 文种 in words. A line break in `title` is where the author turns the line. `day`
    is 成文日期; without it nothing is signed. `copies` is 印发份数, 0 prints none.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    kind: str = ""
    issuers: tuple[str, ...] = ()
    head: Head = Head.PLAIN
    suffix: str = ""
    number: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    day: date | None = None
    is_sealed: bool = True
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    copies: int = 0


def paragraphs(text: str) -> tuple[Text, ...]:
    """One Text for each line that has something on it."""
    return tuple(Text(line.strip()) for line in text.splitlines() if line.strip())


def in_words(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; for 1 to 99."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def numeral(level: int, number: int) -> str:
    """一、 （一） 1. （1）: GB/T 9704-2012, 7.3.3."""
    word = in_words(number) if level < 3 else str(number)
    return {1: f"{word}、", 2: f"（{word}）", 3: f"{word}.", 4: f"（{word}）"}[level]


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the numeral before it; deeper levels begin anew under each heading."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block, ""
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (4 - block.level)
        yield block, numeral(block.level, counts[block.level - 1])


def day_in_words(day: date) -> str:
    """2026年3月3日: Arabic, no zeros in front (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def annex_names(paper: Paper) -> list[str]:
    """附件：… alone, 附件：1.… 2.… of several; no punctuation behind (7.3.4)."""
    if len(paper.annexes) == 1:
        return [f"附件：{paper.annexes[0].title}"]
    return [
        f"附件：{n}.{annex.title}" if n == 1 else f"{n}.{annex.title}"
        for n, annex in enumerate(paper.annexes, 1)
    ]


def imprint(paper: Paper) -> list[tuple[str, str]]:
    """Lines of 版记 as (left, right): 抄送, then who prints it and when (7.4)."""
    lines = []
    if paper.copies_to:
        lines.append((f"抄送：{'，'.join(paper.copies_to)}。", ""))
    if paper.printed_by and paper.printed_on:
        copies = f"（共印{paper.copies}份）" if paper.copies else ""
        lines.append((paper.printed_by, f"{day_in_words(paper.printed_on)}印发{copies}"))
    return lines
