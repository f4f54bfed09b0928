"""同人同事: a contact joins the case that is there; from registration and from 重件; taken back."""

from datetime import timedelta

import pytest
from django.db import transaction

from cases import actions
from cases.choices import Outcome, Safety
from cases.models import Case, CaseDeadline, Contact, Relation
from portal.access import scope
from portal.access.refusal import Refused
from tests.cases.conftest import AT
from tests.factories.scene import client_of, other_key

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=20)


@pytest.fixture
def come(call, people):
    """come(case, **call): the next contact, joining the case."""

    def build(case, at=LATER, by=None, **changes):
        actor = by or people.clerk
        changes = {"received_at": at, **changes}
        with transaction.atomic(), scope(actor):
            return actions.register_contact(
                call=call(**changes), outcome=Outcome.CASE, actor=actor, at=at, joins=case
            )

    return build


def look(case, actor):
    with transaction.atomic(), scope(actor):
        return Case.objects.select_related("category").get(pk=case.pk)


def test_it_joins_opens_no_case_and_its_notice_runs_anew(people, register, come):
    first = register(people.clerk)
    with transaction.atomic(), scope(people.clerk):
        actions.tell_person(
            case=first, way="no_paper", note="本人说不用寄", actor=people.clerk, at=AT
        )
    contact = come(first)

    with transaction.atomic(), scope(people.clerk):
        assert contact.case_id == first.pk
        assert Case.objects.count() == 1
        open_ones = CaseDeadline.objects.filter(case=first, status="running")
        assert [clock.rule.code for clock in open_ones] == ["inform"]
    with transaction.atomic(), scope(people.clerk):
        at = LATER + timedelta(seconds=20)
        actions.withdraw_contact(contact=contact, actor=people.clerk, at=at)
        assert not CaseDeadline.objects.filter(case=first, status="running").exists()
    assert look(first, people.clerk).status == first.status


def test_danger_is_danger_though_the_case_was_answered_and_an_old_call_does_not_count(
    people, register, come
):
    first = register(people.clerk, category="0101", first_step="answer")
    with transaction.atomic(), scope(people.clerk):
        assert look(first, people.clerk).status == "answered"
        Case.objects.filter(pk=first.pk).update(alarm_at=AT, alarm_taken_by="110")
    contact = come(first, safety=Safety.DANGER)

    now = look(first, people.clerk)
    assert (now.status, now.needs_alarm, now.alarm_at) == ("handling", True, None)
    with transaction.atomic(), scope(people.clerk):
        actions.withdraw_contact(contact=contact, actor=people.clerk, at=LATER)
    back = look(first, people.clerk)
    assert (back.status, back.needs_alarm, back.alarm_at) == ("answered", False, AT)


def test_what_went_on_since_is_not_taken_back_and_a_closed_case_takes_nothing_in(
    people, register, come
):
    first = register(people.clerk, first_step="own")
    contact = come(first)
    with transaction.atomic(), scope(people.clerk):
        actions.perform(
            case=first, step="handle", actor=people.clerk, at=LATER, note="已电话联系对方"
        )
    with transaction.atomic(), scope(people.clerk), pytest.raises(Refused, match="不能撤销"):
        actions.withdraw_contact(contact=contact, actor=people.clerk, at=LATER)
    with transaction.atomic(), scope(people.clerk):
        actions.perform(case=first, step="void", actor=people.leader, at=LATER, note="登错了")
    with pytest.raises(Refused, match="不能并入"):
        come(first)


def test_a_proxy_is_found_by_the_number_of_the_principal_and_joins_beside_the_form(scene):
    """While she types: the earlier case is offered, chosen, joined; 撤销 stands above."""
    clerk = scene.cast["clerk"]
    page = client_of(clerk)
    with transaction.atomic(), scope(clerk):
        known = Contact.objects.get(pk=scene.contact.pk)
        number, phone = known.case.number, known.caller_phone
    shown = page.post("/cases/register/history/", {"phone": phone}).content.decode()
    with transaction.atomic(), scope(clerk):
        helper = Relation.objects.exclude(code="self").first()
    typed = {
        "phone": "10000000777", "caller_name": "王大姐", "relation": helper.pk, "join": number,
        "story": "邻居代为打来，说她又来问进展。", "safety": "safe", "first_step": "own",
        "channel": "call_12338", "sex": "female", "once": "6f1c1f0e-6d4b-4a5d-9a3c-0d1f2b3c4d5e",
    }  # fmt: skip
    before = look(scene.case, clerk)
    sent = page.post("/cases/register/", typed)
    landed = page.get(sent["Location"]).content.decode()
    other = typed | {"once": other_key()}
    stranger = client_of(scene.cast["stranger"]).post("/cases/register/", other)

    assert f'value="{number}"' in shown
    assert "并入这件" in shown
    assert (sent.status_code, sent["Location"]) == (302, before.get_absolute_url())
    assert f"已并入{before.short_number}" in landed
    assert "以后的来件" in landed
    assert stranger.status_code == 422
    assert "请重新选择，或另建一件" in stranger.content.decode()


def test_a_repeat_goes_into_the_first_and_comes_back(people, register):
    first = register(people.clerk)
    second = register(people.clerk, at=LATER, received_at=LATER)
    assert look(second, people.clerk).repeat_state == "waiting"
    with transaction.atomic(), scope(people.clerk):
        actions.merge_repeat(case=second, actor=people.clerk, at=LATER)
        assert Contact.objects.filter(case=first).count() == 2
    assert look(second, people.clerk).status == "void"
    with transaction.atomic(), scope(people.clerk):
        actions.undo_step(case=second, actor=people.clerk, at=LATER)
        assert Contact.objects.filter(case=first).count() == 1
        assert CaseDeadline.objects.filter(case=second, status="running").exists()
    back = look(second, people.clerk)
    assert (back.status, back.repeat_state) == (second.status, "waiting")


def test_a_repeat_on_which_something_was_done_keeps_its_number(people, register):
    register(people.clerk)
    second = register(people.clerk, at=LATER, received_at=LATER, first_step="own")
    with transaction.atomic(), scope(people.clerk):
        actions.perform(case=second, step="handle", actor=people.clerk, at=LATER, note="已联系")
        with pytest.raises(Refused, match="已经办理"):
            actions.merge_repeat(case=second, actor=people.clerk, at=LATER)
