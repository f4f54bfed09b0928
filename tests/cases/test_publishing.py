"""A published table: nobody can compute a small number from what is left."""

from fractions import Fraction
from random import Random

import pytest

from cases.models import CaseFact
from cases.reports.counting import Cell, Counted, Row
from cases.reports.declaration import Column, Line, Ratio, Table, that
from cases.reports.publishing import hidden, hidden_columns, inputs, is_small, text_of
from cases.reports.tables import TABLES

PARTS = ("a", "b", "c")
RATIO = Ratio("share", "占", lambda n: f"{n['a'] / (n['all_whole'] or 1):.1f}")
COLUMNS = (
    Column("whole", "合", that()),
    *(Column(key, key, that()) for key in PARTS),
    Column("other", "另", that()),
    RATIO,
)
TABLE = Table("t", "表", CaseFact, "code", list, COLUMNS, sums=(("whole", PARTS),))
COUNTED = ("whole", *PARTS, "other")


def table_of(kinds):
    """kinds: class -> list of (a, b, c, other) of its kinds; every sum is made from them."""
    lines = [(Line("total", "合计", None, 0), [n for one in kinds.values() for n in one])]
    for key, numbers in kinds.items():
        lines.append((Line(key, key, frozenset(), 1, key), numbers))
        lines += [
            (Line(f"{key}{place}", "", frozenset(), 2, key), [one])
            for place, one in enumerate(numbers)
        ]
    rows = []
    for line, numbers in lines:
        a, b, c, other = (sum(column) for column in zip(*numbers, strict=True))
        values = dict(zip(COUNTED, (a + b + c, a, b, c, other), strict=True))
        cells = [Cell(key, str(value), value) for key, value in values.items()]
        rows.append(Row(line, [*cells, Cell("share", "—")]))
    return Counted(TABLE, rows)


def relations(counted):
    """Every sum that holds: down each column, and across each line."""
    rows = {row.line.key: row.line for row in counted.rows}
    classes = [key for key, line in rows.items() if line.level == 1]
    for column in COUNTED:
        yield [("total", column), *((key, column) for key in classes)]
        for key in classes:
            within = [one for one, line in rows.items() if line.level == 2 and line.group == key]
            yield [(key, column), *((one, column) for one in within)]
    for key in rows:
        yield [(key, "whole"), *((key, part) for part in PARTS)]


def computable(counted, unknown):
    """The hidden cells that follow from the rest: linear algebra over all relations."""
    places = {key: at for at, key in enumerate(sorted(unknown))}
    rows = []
    for whole, *parts in relations(counted):
        row = {places[key]: Fraction(1) for key in parts if key in places}
        if whole in places:
            row[places[whole]] = Fraction(-1)
        if row:
            rows.append(row)
    solved = []
    for row in rows:
        for lead, other in solved:
            if factor := row.get(lead):
                row = less(row, other, factor)
        if not row:
            continue
        lead = min(row)
        row = {at: n / row[lead] for at, n in row.items()}
        solved = [
            (one, less(other, row, other[lead]) if lead in other else other)
            for one, other in solved
        ] + [(lead, row)]
    names = sorted(unknown)
    return {names[lead] for lead, row in solved if len(row) == 1}


def less(row, other, factor):
    found = {at: row.get(at, 0) - factor * other.get(at, 0) for at in {*row, *other}}
    return {at: n for at, n in found.items() if n}


def small(counted):
    return {
        (row.line.key, cell.key)
        for row in counted.rows
        for cell in row.cells
        if is_small(cell.value)
    }


@pytest.mark.parametrize("seed", range(60))
def test_no_small_number_can_be_computed_from_the_rest(seed):
    chance = Random(seed)
    kinds = {
        key: [
            tuple(chance.choice((0, 0, 1, 2, 4, 5, 7, 12, 40)) for _ in range(4))
            for _ in range(chance.randint(1, 3))
        ]
        for key in "PQRS"[: chance.randint(1, 4)]
    }
    counted = table_of(kinds)
    unknown = {key for key in hidden(counted) if key[1] in COUNTED}

    assert small(counted) <= unknown
    assert not computable(counted, unknown) & small(counted)


def test_hiding_the_small_ones_alone_would_not_do():
    """The attack finds what a naive table gives away: the test above can fail."""
    counted = table_of({"P": [(10, 10, 10, 9)], "Q": [(20, 2, 10, 9)]})

    assert computable(counted, small(counted)) & small(counted)


def test_where_nothing_is_small_nothing_is_left_out():
    assert not hidden(table_of({"P": [(10, 10, 10, 9)], "Q": [(20, 7, 10, 9)]}))


def test_a_small_total_is_said_to_be_small_and_no_more():
    counted = table_of({"P": [(1, 10, 10, 9)], "Q": [(1, 7, 10, 9)]})

    assert hidden_columns(counted) == {"a", "b", "share"}
    assert text_of(counted, "total", "a") == "＜5"
    assert text_of(counted, "P", "a") == text_of(counted, "total", "b") == "…"


def test_a_ratio_goes_with_what_it_is_made_of():
    assert inputs(RATIO) == {"a", "whole"}


def test_the_declared_sums_name_columns_that_are_shown():
    declared = [(table, whole, parts) for table in TABLES for whole, parts in table.sums]

    assert declared
    for table, whole, parts in declared:
        assert {whole, *parts} <= {column.key for column in table.shown}
