"""One event reported by two units is counted once: what may be taken off. No database."""

from collections.abc import Mapping
from decimal import Decimal

from campaigns.rules import figures
from campaigns.rules.summary import Cell, Cells, Source

EMPTY = "请填写至少一个重复的数。"
SAME = "请选两家不同的单位。"


def offered(cells: Cells) -> dict[str, tuple[str, str]]:
    """{code: (name, measure)} of the figures two units could both have counted."""
    return {
        code: (rows[0].name, rows[0].measure)
        for code, rows in sorted(cells.items())
        if all(row.is_added for row in rows) and any(row.source.value for row in rows)
    }


def refusal(
    cells: Cells, kept: int, taken: int, off: Mapping[str, Decimal]
) -> tuple[str, str] | None:
    """(words, code or field) when more would be taken off than either of the two reported."""
    if kept == taken:
        return SAME, "taken"
    if not any(off.values()):
        return EMPTY, ""
    for code, value in off.items():
        own = [cell for cell in cells.get(code, []) if cell.source.duty in {kept, taken}]
        if not own:
            return "这两家都没有报这一项，不能减。", code
        most = max(cell.source.value for cell in own)
        if value > most:
            return (
                f"{own[0].name}减{figures.plain(value)}，多于两家所报的{figures.plain(most)}。",
                code,
            )
    return None


def less(cells: Cells, code: str, off: Decimal, taken: int, words: str) -> Cell | None:
    """The line 减：… among the sources of a figure. Of no group: subtotals stay as reported."""
    rows = cells.get(code, [])
    if not rows:
        return None
    source = Source(taken, words, "", 0, -off)
    return Cell(source, rows[0].name, rows[0].measure, rows[0].is_added, is_less=True)
