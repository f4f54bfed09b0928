"""What is written, what is recorded with it, what is refused, what is rolled back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cases import actions
from cases.choices import AccessLabel, CaseStatus, Outcome, Safety
from cases.models import Case, CaseHappening, Contact, Party
from portal.access import SystemActor, scope
from portal.access.refusal import Refused
from portal.accounts.models import Account
from portal.audit.models import LogEntry
from portal.units.models import Unit
from tests.cases.conftest import AT

HOUSE = SystemActor("测试", scope="4104")


@pytest.fixture
def clerk(people):
    """Inside the clerk's own scope."""
    with transaction.atomic(), scope(people.clerk):
        yield people.clerk


def log():
    with scope(HOUSE):
        return list(LogEntry.objects.order_by("at").values_list("action", flat=True))


def test_a_call_becomes_a_case_with_the_next_number_of_its_county(clerk, register):
    first, second = register(clerk), register(clerk)

    assert [first.number, second.number] == ["410402-2026-1", "410402-2026-2"]
    assert first.short_number == "新华·0001"
    assert first.title == "子女抚养和探望（张某某）"
    assert (first.status, first.handler_id) == (CaseStatus.HANDLING, clerk.account_id)
    assert (first.registered_code, first.registered_at) == ("410402", AT)
    assert first.access_label == AccessLabel.SENSITIVE
    assert Contact.objects.get(case=first).caller_phone == "10000000912"
    assert Party.objects.get(case=first).phone == "10000000912"
    assert log().count("case.register") == 2
    assert CaseHappening.objects.get(case=first).verb == "register"


def test_a_new_year_begins_with_one_and_each_county_counts_for_itself(people, register):
    register(people.clerk)
    next_year = register(people.clerk, at=AT + timedelta(days=365))
    other_county = register(people.stranger)

    assert next_year.number == "410402-2027-1"
    assert other_county.number == "410403-2026-1"


@pytest.mark.parametrize("outcome", [Outcome.CONSULT, Outcome.MISDIAL])
def test_a_contact_may_end_without_a_case_and_counts(clerk, call, outcome):
    contact = actions.register_contact(call=call(), outcome=outcome, actor=clerk, at=AT)

    assert contact.case is None
    assert Case.objects.count() == 0
    assert log() == [f"contact.{outcome}"]


def test_danger_waits_for_the_police_whatever_was_to_be_done_first(clerk, register):
    case = register(clerk, category="0101", safety=Safety.DANGER, first_step="answer")

    assert case.status == CaseStatus.REGISTERED
    assert case.needs_alarm
    with pytest.raises(Refused, match="请先报警"):
        actions.perform(case=case, step="handle", actor=clerk, at=AT, note="谈话")

    actions.record_alarm(
        case=case, actor=clerk, at=AT, alarm_at=AT, taken_by="110 接警台", number=""
    )
    actions.perform(case=case, step="handle", actor=clerk, at=AT, note="联系庇护")

    case.refresh_from_db()
    assert (case.needs_alarm, case.status) == (False, CaseStatus.HANDLING)


def test_a_call_cannot_come_from_the_future(clerk, call):
    with pytest.raises(Refused, match="不能晚于现在"):
        actions.register_contact(
            call=call(received_at=AT + timedelta(minutes=1)),
            outcome=Outcome.CASE,
            actor=clerk,
            at=AT,
        )


def test_undo_voids_the_case_and_keeps_its_number(clerk, register):
    case = register(clerk)
    contact = Contact.objects.get(case=case)

    actions.withdraw_contact(contact=contact, actor=clerk, at=AT + timedelta(seconds=8))

    case.refresh_from_db()
    assert (case.status, case.number) == (CaseStatus.VOID, "410402-2026-1")
    assert register(clerk).number == "410402-2026-2"


def test_undo_is_for_whoever_registered_and_for_a_moment(people, register):
    case = register(people.clerk)
    with transaction.atomic(), scope(people.leader):
        contact = Contact.objects.get(case=case)
        with pytest.raises(Refused, match="本人"):
            actions.withdraw_contact(contact=contact, actor=people.leader, at=AT)
    later = AT + timedelta(minutes=3)
    with (
        transaction.atomic(),
        scope(people.clerk),
        pytest.raises(Refused, match="超过撤销时间"),
    ):
        actions.withdraw_contact(contact=contact, actor=people.clerk, at=later)


def test_a_handled_case_is_not_undone(clerk, register):
    case = register(clerk)
    actions.perform(case=case, step="handle", actor=clerk, at=AT, note="已电话联系")

    with pytest.raises(Refused, match="已经办理"), transaction.atomic():
        actions.withdraw_contact(contact=Contact.objects.get(case=case), actor=clerk, at=AT)

    assert Contact.objects.get(case=case).withdrawn_at is None


def test_the_second_save_is_told_who_was_first(clerk, register):
    case = register(clerk)
    values = {
        "category": case.category,
        "place": None,
        "story": "新的内容新的内容",
        "safety": "safe",
    }
    actions.edit_case(case=case, actor=clerk, at=AT, version=1, values=values)

    with pytest.raises(actions.Overtaken, match="李知微刚刚保存了这件事项") as overtaken:
        actions.edit_case(
            case=case, actor=clerk, at=AT, version=1, values=values | {"story": "我写的另一段"}
        )

    assert overtaken.value.case.story == "新的内容新的内容"


def test_an_edit_that_changes_nothing_leaves_no_trace(clerk, register):
    case = register(clerk)
    same = {name: getattr(case, name) for name in ("category", "place", "story", "safety")}

    actions.edit_case(case=case, actor=clerk, at=AT, version=1, values=same)

    assert Case.objects.get(pk=case.pk).version == 1
    assert "case.edit" not in log()


def test_a_class_with_violence_lifts_the_label(clerk, register):
    case = register(clerk, category="0304")
    violence = type(case.category).objects.get(code="0101")
    values = {"category": violence, "place": None, "story": case.story, "safety": "safe"}

    actions.edit_case(case=case, actor=clerk, at=AT, version=1, values=values)

    assert Case.objects.get(pk=case.pk).access_label == AccessLabel.SENSITIVE


def test_open_cases_follow_a_unit_that_ends_and_figures_stay(people, register):
    open_case = register(people.clerk)
    done = register(people.clerk, first_step="answer")
    old, new = Unit.objects.get(code="410402"), Unit.objects.get(code="410403")

    with transaction.atomic():
        moved = actions.take_over_cases(old=old, new=new, actor=None, at=AT)

    assert moved == 1
    with transaction.atomic(), scope(people.stranger):
        taken = Case.objects.get()
        assert (taken.pk, taken.unit_code, taken.registered_code) == (
            open_case.pk,
            "410403",
            "410402",
        )
        assert Contact.objects.get().case_id == open_case.pk
        assert Case.pgh_event_model.objects.filter(pgh_obj_id=open_case.pk).count() == 2
    with transaction.atomic(), scope(people.clerk):
        assert Case.objects.get().pk == done.pk


def test_a_leavers_open_cases_get_another_handler(people, register):
    case = register(people.clerk)
    leaver = Account.objects.get(pk=people.clerk.account_id)
    successor = Account.objects.get(pk=people.leader.account_id)

    with transaction.atomic(), scope(SystemActor("移交", scope="410402", leads="410402")) as _:
        house = SystemActor("移交", scope="410402", leads="410402")
        count = actions.hand_over_cases(leaver=leaver, successor=successor, actor=house, at=AT)

        assert count == 1
        assert Case.objects.get(pk=case.pk).handler_id == successor.pk


def test_danger_is_not_edited_away(people, register):
    case = register(people.clerk, category="0101", safety=Safety.DANGER)
    values = {"category": case.category, "place": None, "story": case.story, "safety": "safe"}

    def edit(actor):
        with transaction.atomic(), scope(actor):
            return actions.edit_case(case=case, actor=actor, at=AT, version=1, values=values)

    with pytest.raises(Refused, match="先登记报警"):
        edit(people.clerk)
    assert edit(people.leader).safety == Safety.SAFE


def test_a_case_is_not_handed_to_somebody_recused_from_it(people, register):
    case = register(people.clerk)
    leaver, other = (
        Account.objects.get(pk=actor.account_id) for actor in (people.clerk, people.coordinator)
    )
    house = SystemActor("移交", scope="410402", leads="410402")
    with transaction.atomic(), scope(people.leader):
        actions.add_recusal(case=case, actor=people.leader, at=AT, reason="亲属", account=other)

    with transaction.atomic(), scope(house), pytest.raises(Refused, match="1件事项接替人须回避"):
        actions.hand_over_cases(leaver=leaver, successor=other, actor=house, at=AT)


def test_no_moment_of_another_age_is_stored(clerk, call):
    """PostgreSQL keeps the year 1; the driver cannot read it back, and every list breaks."""
    with pytest.raises(IntegrityError, match="in_our_time"), transaction.atomic():
        actions.register_contact(
            call=call(received_at=datetime(1, 1, 2, tzinfo=UTC)),
            outcome=Outcome.CASE,
            actor=clerk,
            at=AT,
        )


def test_if_the_log_cannot_be_written_nothing_is(clerk, call, monkeypatch):
    def broken(**kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("portal.audit.actions.record", broken)

    with pytest.raises(RuntimeError), transaction.atomic():
        actions.register_contact(call=call(), outcome=Outcome.CASE, actor=clerk, at=AT)

    assert not Case.objects.exists()


def test_no_name_phone_or_story_reaches_the_log(clerk, register):
    case = register(clerk)
    actions.perform(case=case, step="handle", actor=clerk, at=AT, note="张桂兰说愿意调解")

    with scope(HOUSE):
        entries = [str(vars(entry)) for entry in LogEntry.objects.all()]

    for secret in ("张桂兰", "10000000912", "抚养费。", "愿意调解"):
        assert not any(secret in entry for entry in entries)
