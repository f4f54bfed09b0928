"""What is measured, against what, and what is to be reached (the owner's table)."""

from dataclasses import dataclass
from typing import Any

FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Goal:
    """`least`: the ratio is to be at least the goal, else at most. No goal: told only. `rows`: the
    goal holds from so many cases on; `limit`: of the value itself, where no ratio is judged."""

    name: str
    unit: str
    against: str
    goal: float | None
    least: bool = False
    rows: int = 0


MILLION = 1_000_000
GOALS = (
    Goal("floor", "ms", "", None),
    Goal("list_first", "ms", FLOOR, 2.2),
    Goal("list_deep", "ms", "list_first", 1.2),
    Goal("list_filtered", "ms", FLOOR, 4),
    Goal("search_name2_county", "ms", FLOOR, 3),
    Goal("search_name2_city", "ms", FLOOR, 4),
    Goal("search_phrase_common", "ms", FLOOR, 8),
    Goal("search_phrase_rare", "ms", FLOOR, 2.5),
    Goal("list_vs_admin", "ms", "stock admin ÷ ours", 30, least=True, rows=MILLION),
    Goal("search_vs_admin", "ms", "stock admin ÷ ours", 50, least=True, rows=MILLION),
    Goal("detail", "ms", FLOOR, 3),
    Goal("desk", "ms", FLOOR, 4),
    Goal("board", "ms", FLOOR, 4),
    Goal("scoring_page", "ms", FLOOR, 3),
    Goal("statistics", "ms", "raw SQL + floor", 1.5),
    Goal("register", "ms", FLOOR, 3),
    Goal("row_security", "ms", "without policies", 1.2),
    Goal("throughput16", "requests/s", "floor's", 0.35, least=True),
    Goal("export_xlsx", "s", "XlsxWriter", 0.3),
    Goal("export_memory", "MB", "", 250),
    Goal("import_households", "rows/s", "", 3000, least=True),
    Goal("import_memory", "MB", "", 300),
    Goal("photo_12mp", "ms", "bare decode + encode", 1.5),
    Goal("queries", "statements", "beyond the floor", 15),
)


def judged(goal: Goal, value: float, ratio: float | None, rows: int) -> dict[str, Any]:
    """One object of var/bench.json. Without a ratio the value itself is held to the goal."""
    shown = value if ratio is None else ratio
    wanted = goal.goal if rows >= goal.rows else None
    ok = None
    if wanted is not None:
        ok = shown >= wanted if goal.least else shown <= wanted
    return {
        "name": goal.name,
        "value": round(value, 2),
        "unit": goal.unit,
        "ratio": None if ratio is None else round(ratio, 2),
        "against": goal.against,
        "goal": wanted,
        "ok": ok,
    }
