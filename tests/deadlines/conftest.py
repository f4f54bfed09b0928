"""The calendar of the years there is a notice for, without a database."""

import pytest

from portal.deadlines import reference, rules
from portal.deadlines.choices import DayKind
from tests.factories.people import enter, key_ring, people

__all__ = ["enter", "key_ring", "people"]


def known_calendar():
    off, on, years = {}, {}, set()
    for year, text in reference.seeds().items():
        years.add(year)
        for day in rules.parse_arrangement(year, text):
            (off if day.kind == DayKind.HOLIDAY else on)[day.date] = day.name
    return rules.Calendar(off, on, frozenset(years))


CALENDAR = known_calendar()


@pytest.fixture
def calendar():
    return CALENDAR
