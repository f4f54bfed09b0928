"""The year's notice by sheet: all its lines or none, the same lines once, a changed one anew."""

from datetime import date

import pytest
from django.db import transaction

from portal.access import scope
from portal.access.refusal import Refused
from portal.deadlines.models import Holiday, HolidayNotice
from portal.sheets import registry
from portal.sheets.choices import Mode
from tests.sheets.files import xlsx
from tests.sheets.test_import import bring_in, take

pytestmark = pytest.mark.django_db
HEAD = ["年份", "节日", "放假第一天", "放假最后一天", "调休上班日", "文号或来源"]
LINES = [
    [2031, "元旦", date(2031, 1, 1), "", "", "测试〔2030〕1号"],
    [2031, "春节", "2031.1.22", "2031.1.29", "1月18日、2031-2-8", ""],
    [2031, "国庆节", "2031-10-1", "2031-10-7", "", ""],
]  # fmt: skip


@pytest.fixture
def sheet(administrator):
    return registry.sheet_for(administrator, "holidays")


def book(*rows):
    return xlsx([HEAD, *rows], options={"default_date_format": "yyyy-mm-dd"})


def days_of(year, actor):
    with transaction.atomic(), scope(actor):
        return {day.date: (day.name, day.kind) for day in Holiday.objects.filter(notice__year=year)}


def test_a_notice_comes_in_once_and_a_changed_line_is_written_over(sheet, administrator):
    first = bring_in(take(sheet, book(*LINES), administrator), administrator)
    days = days_of(2031, administrator)
    again = bring_in(take(sheet, book(*LINES), administrator), administrator)
    longer = [*LINES[2][:3], "2031-10-8", "10月11日", ""]
    changed = bring_in(take(sheet, book(*LINES[:2], longer), administrator), administrator)

    assert (first.made, len(days)) == (3, 1 + 8 + 2 + 7)
    assert days[date(2031, 1, 18)] == ("春节", "make_up") == days[date(2031, 2, 8)]
    assert first.summary["words"].startswith("未完成的期限已全部重算")
    assert (again.made, again.known) == (0, 3)
    assert (changed.made, changed.known) == (1, 2)
    assert len(days_of(2031, administrator)) == 1 + 8 + 2 + 8 + 1
    notice = HolidayNotice.objects.get(year=2031)
    assert (notice.document, notice.is_provisional) == ("测试〔2030〕1号", False)
    assert notice.arrangement.splitlines()[1] == "春节：1月22日至1月29日放假，1月18日、2月8日上班"


BAD = [
    ([2031, "", "2031-1-1"], "节日必填，没有填。"),
    ([1999, "元旦", "1999-1-1"], "年份要填2004到"),
    ([2031, "元旦", "2029-1-1"], "这一天不在2031年的安排里，请核对年份。"),
    ([2031, "春节", "2031-1-22", "2031-1-20"], "放假最后一天要在第一天之后"),
    ([2031, "春节", "2031-1-22", "", "节前补班"], "调休上班日要填日期，几天用顿号隔开"),
]


@pytest.mark.parametrize(("line", "words"), BAD, ids=[words for _, words in BAD])
def test_one_bad_line_keeps_all_out(sheet, administrator, line, words):
    upload = take(sheet, book(line, LINES[2]), administrator)

    assert any(words in said for _, _, said in upload.summary["bad"]), upload.summary["bad"]
    with pytest.raises(Refused, match="没有导入"):
        bring_in(upload, administrator, Mode.GOOD)
    assert days_of(2031, administrator) == {}


def test_a_day_twice_in_a_year_is_named(sheet, administrator):
    twice = [2031, "中秋节", "2031-10-1"]

    found = take(sheet, book(*LINES, twice), administrator).summary["bad"]

    assert found == [[2, "整行", "安排有误：2031年10月1日写了两次，请核对。"]]
