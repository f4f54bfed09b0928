"""The form of a 呈阅件 leaves room for the leader's word, and fills one page as far as it can."""

from datetime import date

import pytest

from cases.papers import leader, quarter
from portal.papers.document import Paper
from portal.papers.docx import write
from portal.papers.parsing import parse

DAY = date(2026, 3, 3)
FACTS = (("编号", "410402-2026-1", "登记日期", "2026年3月3日"),)
LINE = "某" * leader.ACROSS


def form(*texts):
    parts = [("基本情况", texts[0]), ("办理情况", ""), *(("拟办意见", one) for one in texts[1:])]
    return leader.form(FACTS, parts, issuer="新华区妇女联合会", day=DAY)


@pytest.mark.parametrize(("lines", "room"), [(1, 60), (16, 47), (30, 25)])
def test_the_word_of_the_leader_gets_what_the_page_leaves(lines, room):
    made = form(LINE * lines)

    assert (made.room, made.rows[-1]) == (room, ("领导批示", ""))


def test_an_empty_part_is_left_out_and_an_empty_line_too():
    assert form("第一段\n\n 第二段 ").rows[2] == ("基本情况", "第一段\n第二段")
    assert [row[0] for row in form("一段").rows] == ["编号", "呈报单位", "基本情况", "领导批示"]


def test_the_form_is_read_back_as_it_was_written():
    made = form("第一段\n第二段")
    read = parse(write(Paper(title="呈阅件", blocks=(made,))))

    assert read.blocks == (made,)


@pytest.mark.parametrize(("rate", "said"), [
    ("+12.0%", "同比上升12.0%"), ("-8.3%", "同比下降8.3%"), ("+0.0%", "同比持平"),
    ("+1200.0%", "同比上升1200.0%"),
])  # fmt: skip
def test_the_rate_is_said_in_words(rate, said):
    assert quarter.against_last_year(rate) == said


@pytest.mark.parametrize(("ended", "said"), [
    ({}, ""),
    ({"settled": "0", "followed": "0", "good": "0"}, ""),
    ({"settled": "3"}, "已化解3件。"),
    ({"settled": "3", "followed": "2", "good": "1", "bad": "0"},
     "已化解3件。已回访2件，满意1件，不满意0件。"),
])  # fmt: skip
def test_nothing_is_said_of_what_was_not_done(ended, said):
    assert quarter.what_came_of_it(ended) == said
