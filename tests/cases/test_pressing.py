"""提醒 → 催办 → 督办 of a late case below, and the answer of the unit that has it."""

from datetime import timedelta

import pytest
from django.db import transaction

from cases import actions, desk
from cases.models import Case, CasePress
from cases.papers.pressing import SUPERVISE
from portal import clock
from portal.access import Role, scope
from portal.access.refusal import Refused
from portal.accounts import actions as accounts
from portal.accounts.models import Account
from portal.units.models import Unit
from tests.cases.conftest import AT
from tests.factories.people import ROOT, Person, make_person
from tests.factories.pressing import (
    LATE,
    REPLY,
    late,
    notices_of,
    press,
    pressed,
    reply,
    running,
    shown,
)

__all__ = ["late", "pressed"]
pytestmark = pytest.mark.django_db


def test_the_steps_follow_one_another_and_the_last_waits_for_its_answer(people, late):
    for step in ("press", "supervise"):
        with pytest.raises(Refused, match="的次序，请先"):
            press(people.coordinator, late, step)
        press(people.coordinator, late, {"press": "remind", "supervise": "press"}[step])
    press(people.coordinator, late, "supervise")

    with pytest.raises(Refused, match="已经督办"):
        press(people.coordinator, late, "supervise")
    assert {"press-reply", "supervise-reply"} <= running(people.clerk, late)


def test_her_one_next_act_is_the_answer_until_she_gave_it(people, late):
    press(people.coordinator, late, "remind")
    quiet = shown(people.clerk, late)[1]
    press(people.coordinator, late, "press")
    section, due = shown(people.clerk, late)
    with transaction.atomic(), scope(people.clerk), clock.at(LATE):
        todo = next(t for t in desk.todos(people.clerk, 50) if t.number == late.short_number)
    reply(people.clerk, late)
    after, later = shown(people.clerk, late)

    assert quiet is None or quiet.verb != "回复"
    assert (section["may_reply"], due.verb, due.url) == (True, "回复", "#press-reply")
    assert (todo.state, todo.next_act) == ("上级催办，待回复", "回复")
    assert (after["may_reply"], after["lines"][-1]["reply"]) == (False, REPLY)
    assert later is None or later.verb != "回复"
    assert "press-reply" not in running(people.clerk, late)
    assert shown(people.coordinator, late)[0]["step"] == "supervise"


def test_only_a_late_case_of_a_unit_below_is_pressed(people, late):
    with pytest.raises(Refused, match="没有逾期"):
        press(people.coordinator, late, "remind", at=AT + timedelta(days=1))
    with pytest.raises(Refused, match="本单位的事项不用催办"):
        press(people.leader, late, "remind")
    with pytest.raises(Refused, match="没有等待回复"):
        reply(people.clerk, late)
    press(people.coordinator, late, "remind")
    press(people.coordinator, late, "press")
    with pytest.raises(Refused, match="由经办单位办理"):
        reply(people.coordinator, late)


def test_a_call_is_noted_with_who_took_it_and_the_paper_is_of_the_last_step(people, late):
    with pytest.raises(Refused) as refusal:
        press(people.coordinator, late, "remind", way="phone", spoke_with="李知微")
    assert refusal.value.field == "answer"
    with pytest.raises(Refused, match="书面督办单"):
        press(people.coordinator, late, "remind", way="paper")
    row = press(people.coordinator, late, "remind", way="phone", spoke_with="李", answer="本周办")
    assert (row.spoke_with, row.held_by) == ("李", late.unit_code)


def test_the_text_and_the_paper_tell_nothing_of_a_person(people, late):
    press(people.coordinator, late, "remind")
    press(people.coordinator, late, "press")
    text = shown(people.coordinator, late)[0]["text"]
    with transaction.atomic(), scope(people.coordinator), clock.at(LATE):
        found = Case.objects.for_page().get(pk=late.pk)
        assert SUPERVISE.refusal(found, people.coordinator) is None
        values = SUPERVISE.initial(people.coordinator, found, LATE.date())
        day, who = LATE.date(), people.coordinator
        paper = SUPERVISE.build(actor=who, record=found, values=values, day=day)
    said = text + "".join(block.text for block in paper.blocks)

    assert late.number in said
    assert "5个工作日" in said
    assert "张" not in said
    assert late.story not in said


def test_what_was_pressed_is_seen_where_the_case_is(people, late):
    press(people.coordinator, late, "remind")
    for actor, count in ((people.clerk, 1), (people.coordinator, 1), (people.stranger, 0)):
        with transaction.atomic(), scope(actor):
            assert CasePress.objects.filter(case_id=late.pk).count() == count


@pytest.mark.parametrize("whole_unit", [False, True])
def test_who_was_recused_since_is_not_told_of_the_answer(people, late, whole_unit):
    press(people.coordinator, late, "remind")
    press(people.coordinator, late, "press")
    coordinator = Account.objects.get(pk=people.coordinator.account_id)
    shut = {"unit_code": "4104"} if whole_unit else {"account": coordinator}
    with transaction.atomic(), scope(people.leader):
        actions.add_recusal(
            case=late, actor=people.leader, at=LATE, reason="亲属关系，申请回避", **shut
        )
    reply(people.clerk, late)

    assert notices_of(people.coordinator) == 0
    with scope(people.coordinator), pytest.raises(Case.DoesNotExist):
        press(people.coordinator, late, "supervise")


def test_the_answer_is_told_to_who_pressed(people, late):
    press(people.coordinator, late, "remind")
    press(people.coordinator, late, "press")
    reply(people.clerk, late)

    assert notices_of(people.coordinator) == 1


@pytest.mark.parametrize("left", ["disabled", "moved", "stays"])
def test_when_who_pressed_has_left_those_at_her_unit_who_may_press_are_told(people, late, left):
    colleague, operator, security = city_people()
    press(people.coordinator, late, "remind", at=clock.now())
    press(people.coordinator, late, "press", at=clock.now())
    leave(people.coordinator, how=left, by=security)
    reply(people.clerk, late, at=clock.now())

    stays = left == "stays"
    assert notices_of(people.coordinator) == stays
    assert notices_of(colleague) == (not stays)
    assert notices_of(operator) == 0, "may not press, is not told"


def city_people():
    """At the city office a second coordinator, who answers its telephone, who grants posts."""
    roles = (Role.CITY_COORDINATOR, Role.HOTLINE_OPERATOR, Role.SECURITY_ADMINISTRATOR)
    with transaction.atomic(), scope(ROOT):
        return [make_person(Person(role.value, role.label, "4104", role)) for role in roles]


def leave(actor, *, how, by):
    account = Account.objects.get(pk=actor.account_id)
    with transaction.atomic(), scope(by):
        if how == "disabled":
            accounts.disable_account(account=account, actor=by, at=clock.now())
        elif how == "moved":
            county, roles = Unit.objects.get(code="410402"), [Role.COUNTY_CLERK]
            accounts.change_posting(
                account=account, unit=county, roles=roles, actor=by, at=clock.now()
            )


def test_work_that_was_done_is_the_answer(people, late):
    press(people.coordinator, late, "remind")
    press(people.coordinator, late, "press")
    with transaction.atomic(), scope(people.clerk):
        given = {"case": late, "actor": people.clerk, "at": LATE, "note": "已答复本人。"}
        actions.perform(step="answer", values={"is_answered_in_writing": False}, **given)
    section, _ = shown(people.clerk, late)

    assert "press-reply" not in running(people.clerk, late)
    assert section["may_reply"] is False
    with pytest.raises(Refused, match="没有等待回复"):
        reply(people.clerk, late)
