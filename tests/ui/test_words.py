from datetime import UTC, date, datetime, timedelta

import pytest

from portal import clock
from portal.ui import words

SUNDAY = date(2026, 11, 22)


def test_days_are_written_the_chinese_way():
    assert words.day_long(date(2026, 3, 3)) == "2026年3月3日"
    assert words.day_week(date(2026, 3, 11), today=SUNDAY) == "3月11日（星期三）"
    assert words.day_week(date(2025, 3, 11), today=SUNDAY) == "2025年3月11日（星期二）"


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (-2, "超2天", "late"),
        (0, "今天", "soon"),
        (1, "明天", "soon"),
        (4, "还剩4天", "neutral"),
        (7, "还剩7天", "neutral"),
        (8, "11月30日", "neutral"),
    ],
)
def test_only_what_is_due_or_late_has_a_colour(days, said, tone):
    assert words.until(SUNDAY + timedelta(days=days), today=SUNDAY) == (said, tone)


def test_a_moment_is_told_in_local_time():
    evening_before_in_utc = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)

    assert words.moment(evening_before_in_utc, today=SUNDAY) == "今天 6:05"
    assert words.minute(evening_before_in_utc) == "2026-11-22 06:05"


def test_numbers_have_separators():
    assert words.thousands(85822) == "85,822"
    assert words.thousands(1234.5) == "1,234.5"


def test_the_clock_can_be_set_and_goes_on_afterwards():
    moment = datetime(2026, 3, 2, 17, tzinfo=UTC)

    with clock.at(moment):
        assert clock.now() == moment
        assert clock.today() == date(2026, 3, 3)
    assert clock.now() > moment


def test_the_clock_refuses_a_moment_without_a_zone():
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 3, 2)):
        pass
