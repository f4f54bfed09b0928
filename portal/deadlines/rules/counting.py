"""From an event and a length to a last day, with every day that was passed on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.deadlines.choices import Counting
from portal.deadlines.rules.calendar import DAY, Calendar, owed_day_refusal

DayPause = tuple[date, date]
MomentPause = tuple[datetime, datetime]
LONGEST = 3660  # ten years: no clock of ours is longer, and a loop must end


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a last day was found. `strict` is what the law's words give, `rolled` the working
    day after it where the last day is one of rest (民法典 203; our reading for petitions),
    `advised` the day to finish by so as never to lean on the roll-over.

    The days after `start` up to `strict` are each in one of `counted`, `resting` and `paused`.
    `length` includes `extension`. `holidays` name the days passed as (first, last, name),
    `make_ups` the weekends that count. Hours have `start_at` and `strict_at`, and no days.
    """

    start: date
    length: int
    counting: Counting
    strict: date
    rolled: date
    advised: date
    extension: int = 0
    counted: tuple[date, ...] = ()
    resting: tuple[date, ...] = ()
    paused: tuple[date, ...] = ()
    holidays: tuple[tuple[date, date, str], ...] = ()
    make_ups: tuple[date, ...] = ()
    strict_rest: str = ""
    unknown_years: tuple[int, ...] = ()
    start_at: datetime | None = None
    strict_at: datetime | None = None
    paused_for: timedelta = timedelta()

    @property
    def is_provisional(self) -> bool:
        return bool(self.unknown_years)


def count_days(
    start: date,
    length: int,
    counting: Counting,
    calendar: Calendar,
    *,
    pauses: Sequence[DayPause] = (),
    extension: int = 0,
) -> Explanation:
    """Count from the day after `start` (民法典 201). A pause is [first day, day it goes on).

    Raises ValueError for a length below one day or above ten years.
    """
    total = length + extension
    if not 0 < total <= LONGEST or counting == Counting.HOURS:
        raise ValueError(f"not a length of days: {total}")
    is_working = counting == Counting.WORKING
    counted, resting, paused = walk(start, total, calendar, pauses, is_working=is_working)
    day = counted[-1]
    rolled = calendar.next_working(day)
    return Explanation(
        start=start,
        length=total,
        counting=counting,
        strict=day,
        rolled=rolled,
        advised=advised_day(start, day, calendar),
        extension=extension,
        counted=tuple(counted),
        resting=tuple(resting),
        paused=tuple(paused),
        holidays=holiday_spans(resting, calendar),
        make_ups=tuple(one for one in counted if is_working and one in calendar.on),
        strict_rest=calendar.rest_of(day),
        unknown_years=unknown(start, rolled, calendar),
    )


def walk(
    start: date, total: int, calendar: Calendar, pauses: Sequence[DayPause], *, is_working: bool
) -> tuple[list[date], list[date], list[date]]:
    """The days after `start` that count, until there are `total`; those of rest; those paused."""
    counted: list[date] = []
    resting: list[date] = []
    paused: list[date] = []
    day = start
    while len(counted) < total:
        day += DAY
        if any(first <= day < end for first, end in pauses):
            paused.append(day)
        elif is_working and not calendar.is_working(day):
            resting.append(day)
        else:
            counted.append(day)
    return counted, resting, paused


def count_hours(
    start_at: datetime, length: int, *, pauses: Sequence[MomentPause] = (), extension: int = 0
) -> Explanation:
    """Hours run from the moment itself, through nights and holidays, and do not roll over.

    `start_at` in the zone whose days are shown. Raises ValueError as count_days does.
    """
    total = length + extension
    if not 0 < total <= LONGEST * 24:
        raise ValueError(f"not a length of hours: {total}")
    end = start_at + timedelta(hours=total)
    stood = timedelta()
    last = start_at
    for began, went_on in sorted(pauses):
        began = max(began, last)
        if began >= end or went_on <= began:
            continue
        stood, end, last = stood + (went_on - began), end + (went_on - began), went_on
    return Explanation(
        start=start_at.date(),
        length=total,
        counting=Counting.HOURS,
        strict=end.date(),
        rolled=end.date(),
        advised=end.date(),
        extension=extension,
        start_at=start_at,
        strict_at=end,
        paused_for=stood,
    )


def advised_day(start: date, strict: date, calendar: Calendar) -> date:
    """The last day fit for work on or before `strict`; `strict` itself where there is none."""
    day = strict
    while day > start and owed_day_refusal(day, calendar):
        day -= DAY
    return strict if owed_day_refusal(day, calendar) else day


def holiday_spans(days: Sequence[date], calendar: Calendar) -> tuple[tuple[date, date, str], ...]:
    """Runs of days of one holiday; plain weekends are left out."""
    spans: list[tuple[date, date, str]] = []
    for day in days:
        name = calendar.off.get(day)
        if name is None:
            continue
        if spans and spans[-1][2] == name and day - spans[-1][1] == DAY:
            spans[-1] = (spans[-1][0], day, name)
        else:
            spans.append((day, day, name))
    return tuple(spans)


def unknown(start: date, last: date, calendar: Calendar) -> tuple[int, ...]:
    first = (start + DAY).year
    return tuple(year for year in range(first, last.year + 1) if year not in calendar.known)
