"""The form of a 呈阅件: one page as far as the text allows, with room for the leader's word."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from portal.papers import layout
from portal.papers.document import Table, day_in_words

WIDTHS = (16, 36, 16, 32)
ROW = 9  # mm of a row at least
ROOM, LEAST_ROOM = 60, 25  # mm for the leader's word: as much as there is, never less
TITLE = 4  # lines of the page above the form
ACROSS = 23  # characters of 4号 beside the name of a part, with what the ends of lines cost
A_LINE = layout.FORM_LINE / layout.POINTS_A_MM  # mm
FREE = 2 * layout.FORM_EDGE / layout.TWIPS_A_MM  # mm above and below the words of a cell
EDGE = 4  # mm kept free: no two offices set a page alike


def form(
    facts: Sequence[tuple[str, str, str, str]], parts: Sequence[tuple[str, str]], *, issuer: str,
    day: date,
) -> Table:  # fmt: skip
    """`facts` four to a row, `parts` a name and its text each; an empty part is left out."""
    rows = [*facts, ("呈报单位", issuer, "呈报日期", day_in_words(day))]
    told = [(name, tidied(text)) for name, text in parts if text.strip()]
    room = room_below(len(rows), [text for _, text in told])
    last = ("领导批示", "")
    return Table((*rows, *told, last), WIDTHS, has_head=False, height=ROW, is_form=True, room=room)


def tidied(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def room_below(facts: int, texts: Sequence[str]) -> int:
    """Millimetres the page leaves for the leader's word."""
    title = TITLE * layout.TEXT_HEIGHT / layout.gap("lines")
    used = title + facts * ROW + sum(height_of(text) for text in texts)
    return min(ROOM, max(LEAST_ROOM, int(layout.TEXT_HEIGHT - EDGE - used)))


def height_of(text: str) -> float:
    lines = sum(ceil(layout.width_of(line) / ACROSS) for line in text.split("\n"))
    return max(float(ROW), lines * A_LINE + FREE)
