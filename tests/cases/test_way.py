"""From the call to the closed and followed-up case, through the actions; clocks go along."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from cases import actions, desk, presenters
from cases.choices import CaseStatus, Safety
from cases.choices.handling import Repeat, Result
from cases.forms.registration import BlockF
from cases.models import Case, CaseDeadline, FollowUp, Procedure
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused

AT = datetime(2026, 3, 3, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
RESULT = {"result": Result.EXPLAINED, "settlement": "settled", "assistance": "counsel"}
JUDGED = {
    "way": "phone", "is_reached": True, "was_answered": True, "satisfaction": "good",
    "unit_satisfaction": "fair", "why_not": "",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def take():
    """take(actor, case, step, at=…, **values): one step within the actor's own scope."""

    def one(actor, case, step, at=AT, note="已办理完毕", **values):
        with transaction.atomic(), scope(actor):
            given = {"case": case, "actor": actor, "at": at, "note": note, "values": values}
            if step == "follow-up":
                return actions.follow_up(**given)
            return actions.perform(step=step, **given)

    return one


def clocks(case):
    rows = CaseDeadline.objects.filter(case=case).order_by("pk")
    return {row.rule.code: row.status for row in rows.select_related("rule")}


def test_a_call_is_handled_answered_closed_by_another_and_followed_up(people, register, take):
    case = register(people.clerk, category="0304")
    take(people.clerk, case, "handle", way="visit")
    take(people.clerk, case, "result", **RESULT)
    take(people.clerk, case, "answer", is_answered_in_writing=True)
    with pytest.raises(Refused, match="由其他人同意办结"):
        take(people.clerk, case, "close")
    take(people.clerk, case, "ask-close")
    closed = take(people.leader, case, "agree", at=AT + timedelta(days=1))
    with pytest.raises(Refused, match="由其他人回访"):
        take(people.clerk, case, "follow-up", **JUDGED)
    followed = take(people.leader, case, "follow-up", at=AT + timedelta(days=2), **JUDGED)

    assert (closed.closed_by_id, closed.ways) == (people.leader.account_id, ["visit"])
    assert followed.status == CaseStatus.FOLLOWED
    with scope(people.leader):
        assert FollowUp.objects.get(case=case).satisfaction == "good"
        assert clocks(case) == {"inform": "met", "return-visit": "met"}


@pytest.fixture
def closed(people, register, take):
    """An ordinary case, closed by its registrar on AT."""
    case = register(people.clerk, category="0304", first_step="answer")
    return take(people.clerk, case, "close")


def on_the_desk(actor, case, day):
    """Whether the case waits for her on that day, and what her calendar says of the month."""
    at = datetime.combine(day, AT.timetz())
    with transaction.atomic(), scope(actor), clock.at(at):
        todos = [todo.number for todo in desk.todos(actor, 50)]
        days = desk.days(actor, day.replace(day=1), day.replace(day=28))
    return case.short_number in todos, [(one.on, one.label) for one in days]


def test_she_is_reminded_of_the_day_she_said_she_would_ask_again(people, closed, take):
    later = AT.date() + timedelta(days=14)
    take(people.leader, closed, "follow-up", at=AT, **JUDGED, next_on=later)
    before, month = on_the_desk(people.leader, closed, later - timedelta(days=1))
    due, _ = on_the_desk(people.leader, closed, later)
    others, _ = on_the_desk(people.clerk, closed, later)

    take(people.leader, closed, "follow-up", at=AT + timedelta(days=14), **JUDGED)

    assert (before, due, others) == (False, True, False)
    assert month == [(later, f"{closed.short_number}：再次回访")]
    assert on_the_desk(people.leader, closed, later) == (False, [])


@pytest.mark.parametrize("days", [0, -1])
def test_the_next_follow_up_is_on_a_day_to_come(people, closed, take, days):
    day = AT.date() + timedelta(days=days)

    with pytest.raises(Refused, match="晚于今天") as refusal:
        take(people.leader, closed, "follow-up", at=AT, **JUDGED, next_on=day)

    assert refusal.value.field == "next_on"


def test_a_plain_consultation_is_closed_by_the_registrar(people, register, take):
    case = register(people.clerk, category="0304", first_step="answer")

    assert take(people.clerk, case, "close").status == CaseStatus.CLOSED


def test_reopening_counts_and_starts_the_clock_anew(people, register, take):
    case = register(people.clerk, category="0304")
    with transaction.atomic(), scope(people.clerk):
        claim = Procedure.objects.get(pk="claim")
        actions.set_procedure(case=case, actor=people.clerk, at=AT, procedure=claim)
    take(people.clerk, case, "result", **RESULT)
    take(people.clerk, case, "answer")
    take(people.clerk, case, "close", at=AT + timedelta(days=3))
    again = take(people.clerk, case, "reopen", at=AT + timedelta(days=9), note="又有新的事实")

    assert (again.status, again.reopened, again.closed_at) == (CaseStatus.HANDLING, 1, None)
    with scope(people.clerk):
        settle = CaseDeadline.objects.filter(case=case, rule__code="settle").order_by("pk")
        assert [row.status for row in settle] == ["met", "running"]
        assert clocks(case)["return-visit"] == "dropped"


def test_an_undone_step_leaves_the_case_and_its_clocks_as_they_were(people, register, take):
    case = register(people.clerk, category="0304")
    take(people.clerk, case, "answer", is_answered_in_writing=True)
    with transaction.atomic(), scope(people.clerk):
        back = actions.undo_step(case=case, actor=people.clerk, at=AT + timedelta(seconds=5))

        assert (back.status, back.answered_at) == (CaseStatus.HANDLING, None)
        assert not back.is_answered_in_writing
        assert clocks(case) == {"inform": "running"}
        with pytest.raises(Refused, match="刚刚的办理"):
            actions.undo_step(case=case, actor=people.clerk, at=AT + timedelta(seconds=6))


@pytest.mark.parametrize(
    ("who", "after", "words"),
    [("leader", timedelta(seconds=3), "本人"), ("clerk", timedelta(minutes=3), "撤销时间")],
)
def test_nobody_undoes_anothers_step_or_an_old_one(people, register, take, who, after, words):
    case = register(people.clerk)
    take(people.clerk, case, "handle")
    actor = getattr(people, who)

    with transaction.atomic(), scope(actor), pytest.raises(Refused, match=words):
        actions.undo_step(case=case, actor=actor, at=AT + after)


def test_an_anonymous_call_has_no_notice_and_an_urgent_one_a_clock_of_hours(people, register):
    anonymous = register(people.clerk, is_anonymous=True, caller_name="", phone="")
    urgent = register(people.clerk, category="0105", phone="10000000913")

    with scope(people.clerk):
        assert clocks(anonymous) == {}
        assert clocks(urgent)["urgent-own"] == "running"
        assert urgent.procedure_id == "urgent"


def test_an_extension_is_asked_by_one_and_approved_by_another(people, register):
    case = register(people.clerk, category="0304")
    clerk, leader = people.clerk, people.leader
    with transaction.atomic(), scope(clerk):
        claim = Procedure.objects.get(pk="claim")
        actions.set_procedure(case=case, actor=clerk, at=AT, procedure=claim)
        clock = CaseDeadline.objects.get(case=case, rule__code="settle")
        before = clock.strict_on
        asked = actions.ask_extension(
            case=case, deadline=clock.pk, actor=clerk, at=AT, length=30, reason="等待鉴定结论"
        )
        with pytest.raises(Refused, match="负责人批准"):
            actions.decide_extension(
                case=case, asked_pk=asked.pk, actor=clerk, at=AT, is_approved=True, answer=""
            )
    with transaction.atomic(), scope(leader):
        actions.decide_extension(
            case=case, asked_pk=asked.pk, actor=leader, at=AT, is_approved=True, answer=""
        )
        clock.refresh_from_db()

        assert clock.strict_on == before + timedelta(days=30)


def test_simple_handling_is_refused_where_violence_is_in_it(people, register):
    case = register(people.clerk, category="0101")
    simple = Procedure.objects.get(pk="simple")
    with transaction.atomic(), scope(people.clerk), pytest.raises(Refused, match="不适用简易办理"):
        actions.set_procedure(case=case, actor=people.clerk, at=AT, procedure=simple)


def test_the_same_person_and_matter_is_proposed_and_a_person_decides(people, register):
    first = register(people.clerk, category="0304")
    same = register(people.clerk, category="0304", at=AT + timedelta(days=2))
    other = register(people.clerk, category="0111", at=AT + timedelta(days=2))
    later = AT + timedelta(days=2)

    assert (same.repeat_state, same.repeat_of_id) == (Repeat.WAITING, first.pk)
    assert other.repeat_state == Repeat.FIRST
    with transaction.atomic(), scope(people.clerk):
        decided = actions.decide_repeat(case=same, actor=people.clerk, at=later, is_repeat=True)
        with pytest.raises(Refused, match="已经确认"):
            actions.decide_repeat(case=same, actor=people.clerk, at=later, is_repeat=False)
    assert decided.repeat_state == Repeat.REPEAT


def test_a_link_opens_nothing(people, register):
    ours, theirs = register(people.clerk), register(people.stranger, phone="10000000914")
    with transaction.atomic(), scope(people.clerk), pytest.raises(Refused, match="无权查看"):
        actions.link_cases(
            case=ours, actor=people.clerk, at=AT, number=theirs.number, kind="family"
        )
    with transaction.atomic(), scope(people.coordinator):
        assert not Case.objects.get(pk=ours.pk).links.exists()


def test_a_number_known_elsewhere_is_said_so_many_times_a_day_and_never_by_name(people, register):
    register(people.stranger, phone="10000000999", caller_name="赵小满")
    with transaction.atomic(), scope(people.clerk):
        asked = [
            actions.look_up_phone(phone="10000000999", actor=people.clerk, at=AT).elsewhere
            for _ in range(21)
        ]
        named = actions.look_up_name(name="赵小满", actor=people.clerk, at=AT)

    assert asked == [True] * 20 + [False]
    assert (named.contacts, named.elsewhere) == ([], False)


def test_what_is_in_danger_is_closed_by_nobody(people, register, take):
    case = register(people.clerk, category="0101", safety=Safety.DANGER)

    for step in ("handle", "answer", "result", "shelve"):
        with pytest.raises(Refused, match="报警"):
            take(people.clerk, case, step, **RESULT)


def test_a_block_is_saved_and_the_second_who_saves_is_told(people, register):
    case = register(people.clerk)
    values = {"registration": {"urgency": "urgent", "head_count": 6}, "case": {"purpose": "help"}}
    with transaction.atomic(), scope(people.clerk):
        given = {"case": case, "actor": people.clerk, "at": AT, "block": "a", "values": values}
        actions.fill_block(version=1, **given)
        with pytest.raises(actions.Overtaken, match="刚刚保存"):
            actions.fill_block(version=1, **given)
        kept = Case.objects.select_related("registration").get(pk=case.pk)

        assert (kept.purpose, kept.registration.head_count) == ("help", 6)
        assert kept.registration.done == ["a"]


# ── 代理人 ──────────────────────────────────────────────────────────────────────────────────────
AGENT = {
    "version": "1", "assistance": "act_for", "name": "方律", "phone": "10000020099",
    "letter_of_authority": "3月1日委托，一般代理",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"letter_of_authority": ""}, "letter_of_authority"),
        ({"name": "", "phone": "", "letter_of_authority": ""}, "name"),
        ({"name": "", "assistance": "assist", "letter_of_authority": ""}, "letter_of_authority"),
    ],
)
def test_who_acts_for_her_is_named_and_has_a_letter_of_authority(people, changed, field):
    form = BlockF(AGENT | changed, actor=people.clerk)

    assert list(form.errors) == [field]


def test_nobody_need_act_for_her(people):
    form = BlockF({"version": "1", "assistance": ""}, actor=people.clerk)

    assert form.is_valid(), form.errors


def test_the_agent_is_kept_apart_from_her_and_from_who_rang(people, register):
    """Four people: who wrote it down, who rang, whom it concerns, who acts for her (A3)."""
    case = register(people.clerk)
    form = BlockF(AGENT, actor=people.clerk)
    assert form.is_valid(), form.errors
    with transaction.atomic(), scope(people.clerk):
        actions.fill_block(
            case=case, actor=people.clerk, at=AT, block="f", version=1, values=form.values()
        )
        page = presenters.case_page(Case.objects.get(pk=case.pk), people.clerk)

    shown = {line.label: line.value for line in page["people"]}
    assert (shown["代理人"], shown["代理人电话"]) == ("方律", "10000020099")
    assert shown["当事人"] != "方律"
    assert dict(page["facts"])["委托书"].startswith("3月1日委托，一般代理（原件还没有上传")
    printed = {line.label: line.printed for line in page["people"]}
    assert (printed["代理人"], "20099" in printed["代理人电话"]) == ("方某", False)
