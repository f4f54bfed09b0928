"""勾稽: sums that must agree. A difference is shown, never hidden."""

from collections.abc import Mapping

from cases.reports.counting import Counted


def disagreements(counted: Mapping[str, Counted]) -> list[str]:
    """Sentences for what does not agree; empty where all does."""
    pieces = counted["1"].number("total", "pieces")
    first, repeat = (counted["1"].number("total", key) for key in ("first", "repeat"))
    classes = sum(row.cells[0].value or 0 for row in counted["2"].rows if row.line.level == 1)
    wrong = []
    if pieces != classes:
        wrong.append(f"表一合计{pieces:.0f}件，表二合计{classes:.0f}件，不一致。")
    if pieces != first + repeat:
        wrong.append(f"初件{first:.0f}加重件{repeat:.0f}，不等于件次{pieces:.0f}。")
    judged = sum(counted["5"].number("total", key) for key in ("good", "fair", "bad", "silent"))
    if judged != counted["5"].number("total", "closed"):
        wrong.append("满意、基本满意、不满意和未评价之和，不等于办结件数。")
    return wrong
