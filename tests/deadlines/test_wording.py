"""What stands on the screen, word for word (wording 35 and 36)."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from portal.deadlines.choices import Counting
from portal.deadlines.presenters import overrun
from portal.deadlines.rules import count_days, count_hours, headline, sentence
from tests.deadlines.conftest import CALENDAR

LAW = "依据：信访工作条例第二十三条"


def told(start, length, kind, **options):
    return count_days(date(*start), length, Counting(kind), CALENDAR, **options)


def test_the_strict_day_stands_first_and_the_advice_after_it():
    found = told((2026, 2, 20), 15, "natural")

    assert headline(found, "告知当事人") == ("应在3月7日（星期六）前告知当事人，建议3月6日前完成。")


@pytest.mark.parametrize(
    ("start", "length", "kind", "options", "words"),
    [
        (
            (2026, 2, 20), 15, "natural", {},
            "2月20日登记，次日起算，15日，末日3月7日为星期六；按顺延算为3月9日，"
            "稳妥起见请在3月6日前告知。依据：信访工作条例第二十三条。",
        ),
        (
            (2026, 2, 24), 15, "natural", {},
            "2月24日登记，次日起算，15日，末日3月11日为星期三。依据：信访工作条例第二十三条。",
        ),
        (
            (2026, 2, 20), 5, "working", {},
            "2月20日登记，次日起算，5个工作日，2月21日至2月23日春节放假不计，"
            "2月28日（星期六）调休上班计入，末日2月28日为星期六。依据：信访工作条例第二十三条。",
        ),
        (
            (2026, 3, 5), 5, "working", {},
            "3月5日登记，次日起算，5个工作日，双休日不计，末日3月12日为星期四。"
            "依据：信访工作条例第二十三条。",
        ),
        (
            (2026, 3, 2), 60, "natural",
            {"extension": 30, "pauses": [(date(2026, 3, 10), date(2026, 3, 13))]},
            "3月2日登记，次日起算，60日，延长30日，其间中止3日不计，末日6月3日为星期三。"
            "依据：信访工作条例第二十三条。",
        ),
        (
            (2025, 9, 20), 15, "natural", {},
            "9月20日登记，次日起算，15日，末日10月5日为星期日（国庆节放假）；按顺延算为10月9日，"
            "稳妥起见请在9月30日前告知。依据：信访工作条例第二十三条。",
        ),
    ],
)  # fmt: skip
def test_the_sentence_says_every_step(start, length, kind, options, words):
    found = told(start, length, kind, **options)

    assert sentence(found, event="登记", duty="告知", source=LAW) == words


def test_hours_say_from_when_to_when():
    start = datetime(2026, 2, 20, 16, 20, tzinfo=UTC)
    stop = (start + timedelta(hours=1), start + timedelta(hours=2, minutes=30))
    found = count_hours(start, 24, pauses=[stop])

    assert sentence(found, event="受理", duty="裁定") == (
        "2月20日16:20受理，自当时起算，24小时，其间中止1小时30分不计，至2月21日17:50止，"
        "节假日照计、不顺延。"
    )
    assert headline(found, "裁定") == "应在2月21日17:50前裁定。"


@pytest.mark.parametrize(
    ("status", "ended", "due_at", "words"),
    [
        ("met", datetime(2026, 3, 7, 15, 59, tzinfo=UTC), None, ""),  # 23:59 on the last day
        ("met", datetime(2026, 3, 7, 16, 1, tzinfo=UTC), None, "，超期1天"),
        ("met", datetime(2026, 3, 7, 9, tzinfo=UTC), datetime(2026, 3, 7, 8, tzinfo=UTC),
         "，已过时限"),
        ("met", datetime(2026, 3, 7, 7, tzinfo=UTC), datetime(2026, 3, 7, 8, tzinfo=UTC), ""),
        ("dropped", datetime(2026, 3, 9, 9, tzinfo=UTC), None, ""),
    ],
)  # fmt: skip
def test_what_was_met_late_says_by_how_much(status, ended, due_at, words):
    clock = SimpleNamespace(
        status=status, ended_at=ended, due_at=due_at, strict_on=date(2026, 3, 7)
    )

    assert overrun(clock) == words
