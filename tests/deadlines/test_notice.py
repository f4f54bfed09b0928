"""The State Council's notices: what they say is what is counted."""

from datetime import date

import pytest

from portal.deadlines import reference
from portal.deadlines.choices import DayKind
from portal.deadlines.rules import parse_arrangement
from tests.deadlines.conftest import CALENDAR
from tests.deadlines.notices import NOTICES

WORDS_OF_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""


@pytest.mark.parametrize("year", NOTICES)
def test_the_notice_of_a_year_gives_the_days_that_are_seeded(year):
    """Read with its weekdays and its totals, each of which is compared with the dates."""
    printed = parse_arrangement(year, NOTICES[year])

    seeded = parse_arrangement(year, reference.seeds()[year])
    assert [(day.date, day.kind) for day in printed] == [(day.date, day.kind) for day in seeded]
    assert all(CALENDAR.is_working(day.date) == (day.kind == DayKind.MAKE_UP) for day in printed)


def test_what_is_seeded_is_what_the_library_holds():
    from chinese_calendar import constants

    assert set(CALENDAR.off) == set(constants.holidays)
    assert set(CALENDAR.on) == set(constants.workdays)
    assert CALENDAR.known == frozenset(range(2004, 2027))


def test_a_notice_is_read_as_it_is_printed():
    """Numbering, weekdays, lunar days in brackets and 共9天 are understood, and compared."""
    printed = parse_arrangement(2026, WORDS_OF_2026)

    seeded = parse_arrangement(2026, reference.seeds()[2026])
    assert [(day.date, day.kind) for day in printed] == [(day.date, day.kind) for day in seeded]


def test_a_new_year_that_began_the_year_before_belongs_to_its_notice():
    found = parse_arrangement(2023, "元旦：2022年12月31日至2023年1月2日放假调休，共3天。")

    assert [day.date for day in found] == [
        date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有读出放假安排。"),
        ("　\n\n", "没有读出放假安排。"),
        ("春节放假", "第1行：请写成“节日：日期放假，日期上班”，节日名不超过20个字。"),
        ("：2月15日放假", "第1行：请写成“节日：日期放假，日期上班”，节日名不超过20个字。"),
        (
            "春" * 30 + "：2月15日放假",
            "第1行：请写成“节日：日期放假，日期上班”，节日名不超过20个字。",
        ),
        ("春节：放假", "第1行：没有日期，例如“2月15日至23日放假”。"),
        ("春节：2月15日", "第1行：“2月15日”没有写明放假还是上班。"),
        ("春节：2月30日放假", "第1行：“2月30日”不是日期，请核对。"),
        ("春节：15日放假", "第1行：“15日”没有写是几月。"),
        ("春节：2月23日至15日放假", "第1行：“2月23日至15日”前后日期不对，请核对。"),
        ("春节：1月2日至11月3日放假", "第1行：“1月2日至11月3日”前后日期不对，请核对。"),
        ("元旦：1月1日（周五）放假", "第1行：2026年1月1日是星期四，写的是周五，请核对。"),
        ("春节：2月15日至23日放假，共8天", "第1行：写的是共8天，按日期算是9天，请核对。"),
        ("春节：2月16日上班", "第1行：2026年2月16日不是双休日，不用写上班。"),
        ("春节：2024年2月10日放假", "第1行：2024年2月10日不在2026年的安排里，请核对年份。"),
        ("元旦：1月1日放假\n春节：1月1日放假", "第2行：2026年1月1日写了两次，请核对。"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(text, words):
    with pytest.raises(ValueError, match="。") as error:
        parse_arrangement(2026, text)

    assert str(error.value).startswith(words)
