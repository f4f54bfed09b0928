"""When a sent figure may be corrected, and the frozen cells as the rules of figures need them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from campaigns.choices import Aggregation, DutyStatus
from campaigns.rules.duties import asker, own_unit
from campaigns.rules.figures import Line, contradictions, plain
from portal.access import Actor, Permission

SHORTEST_REASON = 4
CORRECTABLE = (DutyStatus.SUBMITTED, DutyStatus.ACCEPTED)


def correct_refusal(duty: Any, actor: Actor) -> str | None:
    """Why a figure of a sent report may not be corrected; None when it may.

    By the unit itself or by who asked it, also after the campaign was closed: a wrong figure is
    wrong on every later day.
    """
    mine = own_unit(duty, actor) is None and actor.can(Permission.CAMPAIGN_REPORT)
    asked = asker(duty, actor) is None and actor.can(Permission.CAMPAIGN_REVIEW)
    if not mine and not asked:
        return "您可以查看，但不能更正。如需更正，请联系填报单位。"
    if duty.status not in CORRECTABLE:
        return "还没有报送的统计表请直接修改，不用更正。"
    return None


def as_text(value: Decimal) -> str:
    """A decimal as the frozen table keeps it: 8284, 98.7."""
    whole = value == value.to_integral_value()
    return str(int(value)) if whole else str(value.normalize())


def figure_words(cell: Mapping[str, Any]) -> str:
    """A frozen figure as it is read: 8,284; a rate keeps its one place: 98.0."""
    value = Decimal(cell["value"])
    return f"{value:.1f}" if cell["aggregation"] == Aggregation.RATE else plain(value)


def in_order(content: Mapping[str, Any]) -> list[tuple[int, str, dict[str, Any]]]:
    """(number, code, cell) as the unit saw them; JSON in the database has no order."""
    cells = content.get("cells", {}).items()
    placed = sorted(cells, key=lambda pair: pair[1].get("number", 0))
    return [(cell.get("number", place), code, cell) for place, (code, cell) in enumerate(placed, 1)]


def line_of(code: str, cell: Mapping[str, Any]) -> Line:
    return Line(
        code=code,
        name=cell["name"],
        part_of=cell.get("part_of", ""),
        numerator=cell.get("numerator", ""),
        denominator=cell.get("denominator", ""),
    )


def contradiction(
    lines: Sequence[Line], values: Mapping[str, Decimal | None], code: str
) -> str | None:
    """The sentence about the corrected line, or about a part of it; None when all agree. Without
    its row: it stands beside one figure, not in the table."""
    touching = {code} | {line.code for line in lines if line.part_of == code}
    found = [wrong.words for wrong in contradictions(lines, values) if wrong.code in touching]
    return found[0].partition("：")[2] if found else None
