"""办理情况 of a 呈阅件: what a leader reads of the way of a case, and what she does not."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from cases import actions
from cases.choices import Safety
from cases.choices.referral import ReferralKind, SharingBasis
from cases.demo.safety import keep_safe
from cases.models import Case, Channel
from cases.papers import READING, course
from cases.presenters.log import VERBS
from portal import clock
from portal.access import scope
from portal.units.models import Unit
from tests.cases.conftest import AT
from tests.factories.papers import PaperFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TODAY = date(2026, 3, 20)


def draft(actor, case, day=TODAY):
    with transaction.atomic(), scope(actor):
        found = Case.objects.visible_to(actor).for_page().get(pk=case.pk)
        return READING.initial(actor, found, day)


def do(actor, after, action, **given):
    with transaction.atomic(), scope(actor), clock.at(AT + after):
        return action(actor=actor, at=AT + after, **given)


def step(actor, case, after, name, **values):
    given = {"case": case, "step": name, "note": "内部的话", "values": values}
    return do(actor, after, actions.perform, **given)


def refer(actor, case, after):
    sharing = actions.Sharing(
        what="当事人遭丈夫殴打。", asked_for="请依法处置。", basis=SharingBasis.PROTECTION,
        basis_note="正在发生",
    )  # fmt: skip
    to = actions.Target(ReferralKind.LEAD, unit=Unit.objects.get(code="410402M07"))
    given = {"case": case, "targets": [to], "sharing": sharing}
    return do(actor, after, actions.send_referral, **given)[0]


@pytest.fixture
def violence(people, register):
    """Registered in danger, kept safe, asked of the police and reported by them."""
    case = register(people.clerk, category="0101", safety=Safety.DANGER)
    do(people.clerk, HOUR / 10, actions.record_alarm, case=case, alarm_at=AT, taken_by="接警台",
       number="")  # fmt: skip
    keep_safe(case, actor=people.clerk, began=AT)
    referral = refer(people.clerk, case, DAY)
    do(people.liaison, 2 * DAY, actions.receive, referral=referral)
    found = actions.Answer(
        acceptance="accepted", text="已出具。", told="unfit", told_note="由妇联告知",
        results=["warning"],
    )  # fmt: skip
    do(people.liaison, 3 * DAY, actions.report, referral=referral, answer=found)
    return case


def test_a_leader_reads_what_was_done_in_order_one_line_a_day(people, violence):
    assert draft(people.clerk, violence)["progress"] == (
        "3月3日，接到12338来电，登记受理；拨打110报警；安排到安全住处；就未成年人可能受侵害向公安机关报告；"
        "评估危险等级为红色；光明路派出所（演示）出具告诫书。"
        "\n3月4日，转请新华公安分局主办。"
        "\n3月5日，新华公安分局签收。"
        "\n3月6日，新华公安分局反馈已受理、已出具告诫书。"
    )


def test_what_was_only_written_down_or_printed_is_not_in_it(people, violence):
    with clock.at(AT + 4 * DAY):
        with transaction.atomic(), scope(people.clerk):
            found = Case.objects.for_page().get(pk=violence.pk)
        PaperFactory(actor=people.clerk, case=found)
    told = draft(people.clerk, violence)["progress"]

    inside = {VERBS[verb] for verb in ("paper", "check", "contact", "edit", "fill", "label")}
    assert "paper" not in course.PLAIN
    assert not [word for word in inside if word in told]
    assert "内部的话" not in told
    assert "张" not in told


def test_the_end_of_a_case_is_told_and_what_was_taken_back_is_not(people, register):
    case = register(people.clerk, category="0304", channel=Channel.objects.get(pk="hotline_12345"))
    step(people.clerk, case, DAY, "redirect")
    do(people.clerk, DAY + HOUR / 60, actions.undo_step, case=case)
    step(people.clerk, case, 2 * DAY, "handle", way="visit")
    step(people.clerk, case, 3 * DAY, "handle", way="mediate")
    step(people.clerk, case, 4 * DAY, "result", result="mediated", settlement="settled")
    step(people.clerk, case, 4 * DAY, "answer", is_answered_in_writing=True)
    step(people.clerk, case, 5 * DAY, "ask-close")
    waiting = draft(people.clerk, case)["progress"]
    step(people.leader, case, 6 * DAY, "agree")
    judged = {"way": "phone", "is_reached": True, "was_answered": True, "satisfaction": "good",
              "unit_satisfaction": "good", "why_not": ""}  # fmt: skip
    do(people.leader, 7 * DAY, actions.follow_up, case=case, note="满意。", values=judged)

    assert waiting.endswith("3月8日，报请办结。")
    assert draft(people.clerk, case)["progress"] == (
        "3月3日，收到12345转来的事项，登记受理。\n3月6日，采取上门走访、调解等方式办理。"
        "\n3月7日，办理结果为调解成功，已化解；书面答复本人。\n3月9日，经主管同意办结。"
        "\n3月10日，回访本人，对办理情况表示满意。"
    )


def test_the_year_stands_only_where_it_changes(people, register):
    case = register(people.clerk, category="0304")
    step(people.clerk, case, DAY, "redirect")
    steps = [course.Step(AT - 90 * DAY, "甲"), course.Step(AT - 80 * DAY, "乙"),
             course.Step(AT, "丙")]  # fmt: skip

    assert course.said(steps, TODAY) == "2025年12月3日，甲。\n12月13日，乙。\n2026年3月3日，丙。"
    assert draft(people.clerk, case)["progress"].startswith("3月3日，")
    assert draft(people.clerk, case, date(2027, 1, 4))["progress"].startswith("2026年3月3日，")


def test_a_long_way_keeps_how_it_came_and_what_came_last(people, register):
    case = register(people.clerk, category="0304")
    for day in range(1, 30):
        step(people.clerk, case, day * DAY, "redirect")
        step(people.clerk, case, day * DAY + HOUR, "reopen")
    told = draft(people.clerk, case, date(2026, 4, 9))["progress"]

    assert len(told) <= course.LONGEST
    assert len(told.splitlines()) <= course.MOST_DAYS
    assert told.startswith("3月3日，接到12338来电，登记受理。")
    assert told.endswith("4月1日，告知本人向有权处理的机关提出；重新办理。")


@pytest.mark.parametrize(("told", "who"), [
    ({}, "某妇女"), ({"sex": "male"}, "某群众"), ({"relation": None}, "群众"),
])  # fmt: skip
def test_who_reports_it_is_said_as_it_is(people, register, told, who):
    case = register(people.clerk, category="0304", **{"sex": "female"} | told)

    assert draft(people.clerk, case)["summary"] == f"{who}反映欠薪和劳动合同问题。"
