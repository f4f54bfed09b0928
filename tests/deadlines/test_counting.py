"""Counting is arithmetic: examples from the calendar, and laws that hold for every day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.deadlines.choices import Counting
from portal.deadlines.rules import (
    Calendar,
    count_days,
    count_hours,
    headline,
    next_owed_day,
    owed_day_refusal,
    sentence,
)
from tests.deadlines.conftest import CALENDAR

DAY = timedelta(days=1)
days = st.dates(date(2012, 12, 1), date(2027, 6, 1))
lengths = st.integers(1, 90)
kinds = st.sampled_from([Counting.WORKING, Counting.NATURAL])
pauses = st.lists(
    st.tuples(days, st.integers(0, 40)).map(lambda one: (one[0], one[0] + one[1] * DAY)),
    max_size=3,
)
many = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("start", "length", "kind", "strict", "rolled", "advised"),
    [
        ((2026, 2, 20), 15, "natural", (2026, 3, 7), (2026, 3, 9), (2026, 3, 6)),
        ((2026, 2, 20), 5, "working", (2026, 2, 28), (2026, 2, 28), (2026, 2, 28)),
        ((2026, 2, 13), 5, "working", (2026, 2, 27), (2026, 2, 27), (2026, 2, 27)),
        ((2025, 9, 26), 5, "working", (2025, 10, 10), (2025, 10, 10), (2025, 10, 10)),
        ((2025, 9, 20), 15, "natural", (2025, 10, 5), (2025, 10, 9), (2025, 9, 30)),
        ((2020, 1, 20), 5, "working", (2020, 2, 4), (2020, 2, 4), (2020, 2, 4)),
        ((2026, 2, 20), 60, "natural", (2026, 4, 21), (2026, 4, 21), (2026, 4, 21)),
        # Women have the afternoon of 8 March off: never lean on that day.
        ((2027, 2, 21), 15, "natural", (2027, 3, 8), (2027, 3, 8), (2027, 3, 5)),
    ],
)
def test_known_days(start, length, kind, strict, rolled, advised):
    found = count_days(date(*start), length, Counting(kind), CALENDAR)

    assert (found.strict, found.rolled, found.advised) == (
        date(*strict), date(*rolled), date(*advised),
    )  # fmt: skip


@many
@given(days, lengths, kinds, pauses)
def test_the_explanation_adds_up(start, length, kind, stops):
    """Every day after the event is counted, rested or paused, each in one place."""
    found = count_days(start, length, kind, CALENDAR, pauses=stops)

    passed = [start + n * DAY for n in range(1, (found.strict - start).days + 1)]
    assert sorted([*found.counted, *found.resting, *found.paused]) == passed
    assert len(found.counted) == length
    assert found.counted[-1] == found.strict


@many
@given(days, lengths, kinds)
def test_a_later_event_never_ends_earlier(start, length, kind):
    one = count_days(start, length, kind, CALENDAR)
    other = count_days(start + DAY, length, kind, CALENDAR)

    assert one.strict <= other.strict
    assert one.rolled <= other.rolled


@many
@given(days, lengths, kinds)
def test_a_longer_time_always_ends_later(start, length, kind):
    one = count_days(start, length, kind, CALENDAR)
    other = count_days(start, length + 1, kind, CALENDAR)

    assert one.strict < other.strict


@many
@given(days, lengths, st.integers(0, 30), st.integers(1, 30))
def test_a_pause_moves_the_day_by_what_it_lasted(start, length, after, lasted):
    """Natural days inside the time: exactly so many later; outside it: nothing."""
    began = start + (1 + after % length) * DAY
    plain = count_days(start, length, Counting.NATURAL, CALENDAR)
    inside = count_days(
        start, length, Counting.NATURAL, CALENDAR, pauses=[(began, began + lasted * DAY)]
    )
    outside = count_days(
        start, length, Counting.NATURAL, CALENDAR,
        pauses=[(start - lasted * DAY, start), (plain.strict + DAY, plain.strict + 9 * DAY)],
    )  # fmt: skip

    assert inside.strict == plain.strict + lasted * DAY
    assert outside.strict == plain.strict


@many
@given(days, lengths)
def test_a_pause_over_days_of_rest_costs_no_working_day(start, length):
    rests = [start + n * DAY for n in range(1, 200) if not CALENDAR.is_working(start + n * DAY)]
    plain = count_days(start, length, Counting.WORKING, CALENDAR)
    paused = count_days(
        start, length, Counting.WORKING, CALENDAR, pauses=[(one, one + DAY) for one in rests]
    )

    assert paused.strict == plain.strict


@many
@given(days, lengths, kinds)
def test_the_three_days_stand_in_order(start, length, kind):
    found = count_days(start, length, kind, CALENDAR)

    assert start <= found.advised <= found.strict <= found.rolled
    assert CALENDAR.is_working(found.rolled)
    if kind == Counting.WORKING:
        assert found.rolled == found.strict


@many
@given(days, st.integers(1, 60), st.integers(1, 30), kinds)
def test_an_extension_counts_like_a_longer_time(start, length, more, kind):
    extended = count_days(start, length, kind, CALENDAR, extension=more)

    assert extended.strict == count_days(start, length + more, kind, CALENDAR).strict


@many
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 96),
    st.integers(1, 5000),
)
def test_hours_run_through_everything_but_a_pause(start, length, minutes):
    plain = count_hours(start, length)
    stop = (start + timedelta(minutes=30), start + timedelta(minutes=30 + minutes))

    assert plain.strict_at == start + timedelta(hours=length)
    assert count_hours(start, length, pauses=[stop]).strict_at == plain.strict_at + timedelta(
        minutes=minutes
    )


def test_overlapping_pauses_of_hours_are_not_counted_twice():
    start = datetime(2026, 2, 20, 16, 20, tzinfo=UTC)
    stops = [(start + timedelta(hours=1), start + timedelta(hours=3)),
             (start + timedelta(hours=2), start + timedelta(hours=4))]  # fmt: skip

    assert count_hours(start, 24, pauses=stops).strict_at == start + timedelta(hours=27)


def test_a_year_without_a_notice_is_counted_by_weekdays_and_says_so():
    found = count_days(date(2026, 12, 25), 5, Counting.WORKING, CALENDAR)

    assert found.strict == date(2027, 1, 1)  # no notice: New Year's Day is a Friday like another
    assert found.unknown_years == (2027,)
    assert "2027年放假安排尚未公布" in sentence(found, event="收到", duty="办理")
    assert headline(found, "办理").endswith("（暂定）。")


@pytest.mark.parametrize("length", [0, -1, 4000])
def test_a_length_no_clock_has_is_refused(length):
    with pytest.raises(ValueError, match="length"):
        count_days(date(2026, 1, 1), length, Counting.NATURAL, CALENDAR)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 8), "3月8日为妇女节（妇女放假半天），请另选一天。"),
        (date(2027, 3, 8), "3月8日为妇女节（妇女放假半天），请另选一天。"),
        (date(2026, 2, 20), "2月20日是春节放假，请另选一天。"),
        (date(2026, 3, 14), "3月14日是休息日，请另选一天。"),
        (date(2026, 2, 28), None),
        (date(2026, 3, 11), None),
    ],
)
def test_nothing_is_asked_for_on_a_day_of_rest(day, words):
    assert owed_day_refusal(day, CALENDAR) == words


@many
@given(days)
def test_the_next_day_for_a_report_is_a_good_one(day):
    chosen = next_owed_day(day, CALENDAR)

    assert chosen >= day
    assert owed_day_refusal(chosen, CALENDAR) is None


def test_a_calendar_without_any_notice_knows_the_weekdays():
    assert Calendar().is_working(date(2026, 2, 16))
    assert not Calendar().is_working(date(2026, 2, 28))
