"""The old ledger: counted and found, no clocks, no to-dos, no steps; taken in once."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from cases import actions as cases
from cases import rules
from cases.choices.history import CaseKind
from cases.models import Case, CaseDeadline, Contact, LedgerLine, Party
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.search import finding
from portal.sheets import actions, registry
from portal.sheets.choices import Mode
from portal.sheets.declaration import SHOWN
from tests.cases.test_exports import ask, browser, rows_of
from tests.factories.cases import named
from tests.sheets.files import xlsx

__all__ = ["browser"]
pytestmark = pytest.mark.django_db
HEAD = ["序号", "日期", "姓名", "性别", "年龄", "住址", "电话", "反映问题", "类别", "处理情况",
        "经办人"]  # fmt: skip
CALL = "丈夫长期不给生活费，\n孩子学费没有着落。"
LINES = [
    [1, date(2023, 5, 9), "乔春燕", "女", 41, "建设路3号", "0375-2020202", CALL, "子女抚养和探望",
     "已联系男方单位，按月付费。", "王芳"],
    [2, "2023.5.9", "", "", "", "", "", "来信反映被丈夫殴打。", "婚姻家庭权益／家庭暴力", "", ""],
    [3, "2024-1-2", "石小满", "女", "", "", "", "咨询离婚怎么办。", "", "当场答复。", "王芳"],
]  # fmt: skip


def take(actor, rows):
    with transaction.atomic(), scope(actor):
        return actions.take_file(
            sheet=registry.sheet_for(actor, "history"), name="2023年台账.xlsx",
            content=xlsx([HEAD, *rows], options={"default_date_format": "yyyy-mm-dd"}),
            actor=actor, at=clock.now(),
        )  # fmt: skip


def bring_in(actor, rows=LINES, mode=Mode.ALL):
    upload = take(actor, rows)
    with transaction.atomic(), scope(actor):
        return actions.import_file(upload=upload.pk, mode=mode, actor=actor, at=clock.now())


@pytest.fixture
def taken_in(people):
    bring_in(people.clerk)
    with transaction.atomic(), scope(people.clerk):
        return list(Case.objects.visible_to(people.clerk).order_by("registered_at", "pk"))


def test_a_line_becomes_a_case_of_its_own_year(people, taken_in):
    with transaction.atomic(), scope(people.clerk):
        first, dark, last = taken_in
        party = Party.objects.get(case=first)
        contact = Contact.objects.get(case=first)
        line = LedgerLine.objects.get(case=first)

        assert {case.kind for case in taken_in} == {CaseKind.HISTORY}
        assert [(case.number, case.short_number) for case in taken_in] == [
            ("410402-2023-1", "新华·2023-0001"), ("410402-2023-2", "新华·2023-0002"),
            ("410402-2024-1", "新华·2024-0001"),
        ]  # fmt: skip
        assert (first.title, first.story, first.category.name) == (
            "子女抚养和探望（乔某某）", CALL, "子女抚养和探望",
        )  # fmt: skip
        assert (party.name, party.birth_year, party.whereabouts) == ("乔春燕", 1982, "建设路3号")
        assert (contact.channel_id, contact.caller_phone) == ("visit", "0375-2020202")
        assert (line.outcome, line.handler) == ("已联系男方单位，按月付费。", "王芳")
        assert (dark.access_label, dark.contacts.get().is_anonymous) == ("sensitive", True)
        assert last.category is None


def test_it_runs_no_clock_and_waits_for_nobody(people, taken_in):
    with transaction.atomic(), scope(people.leader):
        assert not CaseDeadline.objects.exists()
        assert not Case.objects.visible_to(people.clerk).in_hands_of(people.clerk.account_id)
        for case in taken_in:
            for actor in (people.clerk, people.leader):
                assert [step.name for step in rules.available(case, actor)] == ["void"]
                assert "不再办理" in rules.TRANSITIONS["handle"].refusal(case, actor)
                assert "不再办理" in rules.tell_refusal(case, actor)


def test_a_wrong_line_is_voided_the_day_it_came_in(people, taken_in):
    with transaction.atomic(), scope(people.clerk):
        cases.perform(
            case=taken_in[0], step="void", actor=people.clerk, at=clock.now(), note="导错了表"
        )
        with pytest.raises(Refused, match="主管"):
            cases.perform(
                case=taken_in[1], step="void", actor=people.clerk,
                at=clock.now() + timedelta(days=2), note="导错了表",
            )  # fmt: skip

        assert Case.objects.get(pk=taken_in[0].pk).status == "void"


@pytest.mark.usefixtures("told")
def test_it_is_counted_listed_marked_and_found(people, browser, taken_in):
    client = browser(people.clerk)

    every = client.get("/cases/")
    old = client.get("/cases/?status=history")
    found = client.post("/cases/", {"q": "乔春"})
    page = client.get(taken_in[0].get_absolute_url()).content.decode()
    counted = client.get("/cases/figures/1/total/pieces/?period=2023").content.decode()
    with transaction.atomic(), scope(people.clerk):
        hits = finding.search(people.clerk, "乔春燕", shown=5)

    assert every.context["total"] == old.context["total"] == "3"
    assert old.content.decode().count(">历史台账</span>") == 3
    assert "2023年5月9日" in old.content.decode()
    assert found.context["total"] == "1"
    assert [hit.state.label for hit in hits[0].hits] == ["历史台账"]
    assert "原经办人" in page
    assert "按月付费" in page
    assert "记一笔办理" not in page
    assert "0:00" not in page + counted
    assert counted.count(">历史台账</span>") >= 1


def test_the_register_prints_what_the_ledger_said(people, browser, taken_in):
    row = rows_of(ask(browser(people.clerk), "?status=history"))[0]

    assert (row["日期"], row["年龄"], row["处理情况"], row["经办人"]) == (
        "2023-05-09", 41, "已联系男方单位，按月付费。", "王芳",
    )  # fmt: skip


def test_the_same_ledger_again_makes_no_doubles(people, taken_in):
    more = [*LINES, [4, "2024-3-4", "甘棠", "", "", "", "", "咨询彩礼怎么退。", "", "", ""]]

    again = bring_in(people.clerk, more)

    assert (again.made, again.known) == (1, 3)
    with transaction.atomic(), scope(people.clerk):
        assert Case.objects.count() == 4
        assert Case.objects.get(year=2024, sequence=2).parties.get().name == "甘棠"


def test_a_line_that_is_not_seen_is_not_taken_in_twice(people, taken_in):
    named(taken_in[0], leader=people.leader)
    with transaction.atomic(), scope(people.leader):
        taken_in[0].readers.filter(account=people.clerk.account_id).delete()

    with pytest.raises(Refused, match="由本单位主管导入"):
        bring_in(people.clerk)

    assert bring_in(people.leader).known == 3


BAD = [
    ({1: ""}, "日期必填，没有填。"),
    ({1: "去年五月"}, "日期要填日期，例如2026-3-3。"),
    ({1: "2099-1-1"}, "日期不能晚于今天。"),
    ({1: "1908-5-9"}, "日期早于1980年，请核对年份。"),
    ({2: "甲" * 31}, "姓名有31个字，最多30个字。"),
    ({3: "其它"}, "性别不在可选范围内，请从下拉列表中选。"),
    ({4: "四十"}, "年龄要填整数，没有就填0。"),
    ({4: 410}, "年龄不对，请核对；不清楚的不填。"),
    ({7: ""}, "反映问题必填，没有填。"),
    ({7: "字" * 2001}, "反映问题有2001个字，最多2000个字。"),
    ({8: "不给工资"}, "类别不是现在的类别，请从下拉列表中选；拿不准的可以不填。"),
]


def test_bad_cells_are_named(people):
    lines = [[change.get(place, cell) for place, cell in enumerate(LINES[0])] for change, _ in BAD]
    twice = [LINES[1], LINES[1]]

    found = take(people.clerk, [*lines, *twice]).summary

    words = {(row, said) for row, _, said in found["bad"]}
    assert len(words) == found["bad_cells"] < SHOWN
    for number, (_, said) in enumerate(BAD, start=2):
        assert (number, said) in words
    assert (len(BAD) + 3, f"与第{len(BAD) + 2}行重复，请删去一行。") in words
    assert found["ignored"] == ["序号"]


def test_only_who_handles_cases_takes_a_ledger_in_and_only_for_her_unit(people, taken_in):
    assert registry.sheet_for(people.system_administrator, "history") is None
    assert registry.sheet_for(people.liaison, "history") is None
    with transaction.atomic(), scope(people.stranger):
        assert not LedgerLine.objects.exists()
    assert bring_in(people.stranger).made == 3
