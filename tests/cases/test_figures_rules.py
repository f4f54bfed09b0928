"""Periods and ratios: pure arithmetic of the tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules import figures

YEARS = st.integers(2001, 2999)


@pytest.mark.parametrize(
    ("name", "first", "after", "label"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1), "2026年"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1), "2026年第一季度"),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1), "2026年第四季度"),
        ("2026-02", date(2026, 2, 1), date(2026, 3, 1), "2026年2月"),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1), "2026年12月"),
    ],
)
def test_a_period_knows_its_days_and_its_name(name, first, after, label):
    period = figures.period_named(name)

    assert (period.first, period.after, period.label, period.name) == (first, after, label, name)


@pytest.mark.parametrize("name", ["", "2026-Q5", "2026-13", "26", "2026-1", "１２３４", "2026-Q1 "])
def test_what_is_no_period_is_none(name):
    assert figures.period_named(name) is None


def test_what_a_period_is_compared_with():
    quarter = figures.period_named("2026-Q1")

    assert quarter.before().name == "2025-Q4"
    assert quarter.last_year().name == "2025-Q1"
    assert figures.period_named("2026-Q3").so_far() == figures.Period(date(2026, 1, 1), 9)
    assert quarter.so_far().last_year().first == date(2025, 1, 1)


@given(year=YEARS, month=st.integers(1, 12), months=st.integers(-300, 300))
def test_months_there_and_back_are_nowhere(year, month, months):
    day = date(year, month, 1)

    assert figures.moved(figures.moved(day, months), -months) == day


@given(year=YEARS, quarter=st.integers(1, 4))
def test_quarters_follow_one_another_without_gap(year, quarter):
    period = figures.period_named(f"{year}-Q{quarter}")

    assert period.before().after == period.first
    assert figures.quarter_of(period.first) == period


@pytest.mark.parametrize(
    ("part", "whole", "fewest", "shown"),
    [
        (24059, 24550, 1, "98.0%"),
        (0, 8, 1, "0.0%"),
        (8, 8, 1, "100.0%"),
        (0, 0, 1, "—"),
        (9, 9, 10, "—"),
        (10, 10, 10, "100.0%"),
    ],
)
def test_a_share_of_nothing_or_of_too_few_is_a_dash(part, whole, fewest, shown):
    assert figures.share(part, whole, fewest=fewest) == shown


@pytest.mark.parametrize(
    ("now", "then", "shown"),
    [(12, 10, "+20.0%"), (5, 10, "-50.0%"), (3, 0, "—"), (0, 4, "-100.0%")],
)
def test_a_change_from_nothing_is_a_dash(now, then, shown):
    assert figures.change(now, then) == shown
