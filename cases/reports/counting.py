"""Counting a table: one grouped query, then ratios and totals in Python."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from cases.reports.declaration import Asked, Column, Line, Table

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` as printed, `value` as counted (None for a ratio), `opens` whether a list stands
    behind it, `aside` what another day said of it."""

    key: str
    text: str
    value: float | None = None
    opens: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Counted:
    table: Table
    rows: list[Row]

    def number(self, line: str, column: str) -> float:
        """One number of the table, 0 where the line is not in it."""
        for row in self.rows:
            if row.line.key == line:
                return next((c.value or 0 for c in row.cells if c.key == column), 0)
        return 0


def facts_of(table: Table, asked: Asked) -> QuerySet:
    """Everything counted for this unit and those below it, within the range of who asks."""
    return table.facts.objects.visible_to(asked.actor).of_unit(asked.unit)


def behind(table: Table, line: Line, column: Column, asked: Asked) -> QuerySet:
    """The facts of one number: the conditions it was counted by."""
    facts = facts_of(table, asked).filter(column.where(asked))
    return facts if line.values is None else facts.filter(**{f"{table.by}__in": line.values})


def lines_of(table: Table, asked: Asked) -> list[Line]:
    """Every line this unit may have, also where the period has nothing in it."""
    found = facts_of(table, asked).values_list(table.by, flat=True).distinct()
    return table.lines(list(found.order_by(table.by)))


def count(table: Table, asked: Asked) -> Counted:
    """The whole table at a fixed number of queries, whatever it counts."""
    # Prefixed: a count called like a field would stand in its place in the conditions.
    measures = {
        f"n_{column.key}": (
            Sum(column.adds, filter=column.where(asked))
            if column.adds
            else Count("pk", filter=column.where(asked))
        )
        for column in table.columns
        if isinstance(column, Column)
    }
    found = facts_of(table, asked).values(table.by).annotate(**measures).order_by(table.by)
    by_value: dict[str, Numbers] = {
        row[table.by]: {key.removeprefix("n_"): row[key] or 0 for key in measures} for row in found
    }
    present = [value for value, numbers in by_value.items() if any(numbers.values())]
    lines = table.lines(present)
    return Counted(table, [Row(line, cells(table, line, by_value)) for line in lines])


def cells(table: Table, line: Line, by_value: dict[str, Numbers]) -> list[Cell]:
    own = summed(by_value, line.values)
    context = own | {f"all_{key}": number for key, number in summed(by_value, None).items()}
    if line.group:
        wider = {v: n for v, n in by_value.items() if v.startswith(line.group)}
        context |= {f"group_{key}": number for key, number in summed(wider, None).items()}
    return [
        Cell(column.key, f"{own[column.key]:,.0f}", own[column.key], column.opens)
        if isinstance(column, Column)
        else Cell(column.key, column.of(context))
        for column in table.shown
    ]


def summed(by_value: dict[str, Numbers], values: Iterable[str] | None) -> Numbers:
    """Each value of the dimension stands in one row only, so lines may be added up."""
    total: Numbers = defaultdict(int)
    for value in by_value if values is None else values:
        for key, number in by_value.get(value, {}).items():
            total[key] += number
    return total
