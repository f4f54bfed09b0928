"""What ends a 催办, the paper of a 督办, steps before their turn, the stamped answer."""

from datetime import timedelta

import pytest
from django.db import transaction

from cases import actions, desk
from cases.actions import deadlines
from cases.models import CaseDeadline
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.accounts.models import Account
from portal.units.models import Unit
from tests.cases.conftest import AT
from tests.factories import files
from tests.factories.pressing import (
    HOUR,
    JUDGED,
    LATE,
    REPLY,
    late,
    notices_of,
    press,
    pressed,
    reply,
    running,
    shown,
    step,
)

__all__ = ["late", "pressed"]
pytestmark = pytest.mark.django_db


def test_closing_ends_the_pressing_and_reopening_does_not_bring_it_back(people, pressed):
    step(people.clerk, pressed, "result", **JUDGED)
    step(people.clerk, pressed, "close")
    step(people.clerk, pressed, "reopen")
    section, due = shown(people.clerk, pressed)

    assert section["may_reply"] is False
    assert due.verb != "回复"
    assert "press-reply" not in running(people.clerk, pressed)
    assert shown(people.coordinator, pressed)[0]["step"] == "remind"


def test_another_unit_was_not_asked(people, pressed):
    with scope(people.coordinator):
        unit = Unit.objects.get(code="410403")
    with transaction.atomic(), scope(people.clerk):
        offered = actions.offer_transfer(
            case=pressed, unit=unit, note="当事人住卫东区", actor=people.clerk, at=LATE
        )
    with transaction.atomic(), scope(people.stranger):
        actions.accept_transfer(transfer=offered, actor=people.stranger, at=LATE)
    section, _ = shown(people.stranger, pressed)

    assert section["may_reply"] is False
    assert "press-reply" not in running(people.stranger, pressed)


def test_while_the_leader_has_the_closing_the_handler_answers(people, pressed):
    step(people.clerk, pressed, "result", **JUDGED)
    step(people.clerk, pressed, "ask-close")
    with transaction.atomic(), scope(people.clerk), clock.at(LATE):
        todo = next(t for t in desk.todos(people.clerk, 50) if t.number == pressed.short_number)

    assert (todo.next_act, todo.url) == ("回复", pressed.get_absolute_url())


def test_a_late_review_of_the_office_above_is_no_delay_of_the_unit(people, late):
    with transaction.atomic(), scope(people.clerk):
        own = CaseDeadline.objects.get(case=late)
        own.status, own.ended_at = "met", LATE
        own.save(update_fields=["status", "ended_at"])
        deadlines.start(late, "review", event="收到复查请求", actor=people.clerk, at=AT)
    with pytest.raises(Refused, match="没有逾期"):
        press(people.coordinator, late, "remind", at=AT + timedelta(days=60))


def test_who_does_not_read_a_named_case_any_more_is_not_told(people, pressed):
    with transaction.atomic(), scope(people.leader):
        actions.set_label(case=pressed, actor=people.leader, at=LATE, label="named")
        actions.name_reader(
            case=pressed, actor=people.leader, at=LATE,
            account=Account.objects.get(pk=people.clerk.account_id),
        )  # fmt: skip
    reply(people.clerk, pressed)

    assert notices_of(people.coordinator) == 0


def test_a_refusal_stands_on_the_page_that_offers_the_step_no_more(people, pressed, enter):
    coordinator, here = enter(people.coordinator), pressed.get_absolute_url()
    with clock.at(LATE):
        press(people.coordinator, pressed, "supervise")
        again = coordinator.post(f"{here}press/", {"step": "supervise", "way": "paper"})
        reply(people.clerk, pressed)
        late_reply = enter(people.clerk).post(f"{here}press/reply/", {"reply": REPLY + "补充。"})

    assert again.status_code == late_reply.status_code == 422
    assert "已经督办，请等经办单位回复" in again.content.decode()
    assert "没有等待回复" in late_reply.content.decode()
    assert REPLY + "补充。" in late_reply.content.decode()


def test_a_supervision_goes_out_on_its_paper(people, pressed):
    with pytest.raises(Refused, match="还没有生成督办单"):
        press(people.coordinator, pressed, "supervise", with_paper=False)
    before = shown(people.coordinator, pressed)[0]["paper"]
    row = press(people.coordinator, pressed, "supervise")
    line = shown(people.clerk, pressed)[0]["lines"][-1]
    reply(people.clerk, pressed)

    assert (before, row.paper) == ("", "平妇维办〔2026〕1号")
    assert "平妇维办〔2026〕1号" in line["text"]
    with pytest.raises(Refused, match="还没有生成督办单"):
        press(people.coordinator, pressed, "supervise", with_paper=False, at=LATE + HOUR)


def test_a_step_taken_before_its_turn_says_why(people, late):
    with pytest.raises(Refused, match="不按次序的，请写明理由"):
        press(people.coordinator, late, "press")
    row = press(people.coordinator, late, "press", why_skipped="法定期限已过，当事人催问两次")
    in_turn = press(people.coordinator, late, "supervise", why_skipped="多余的理由")
    with transaction.atomic(), scope(people.coordinator):
        happening = late.happenings.get(verb="press-press")

    assert row.why_skipped.startswith("法定期限已过")
    assert happening.data["skipped"] is True
    assert "不按次序：法定期限已过" in happening.data["text"]
    assert in_turn.why_skipped == ""


def test_the_stamped_answer_stays_with_what_it_answers(people, pressed):
    upload = files.upload(files.PDF, "督办回复.pdf")
    rows = reply(people.clerk, pressed, original=upload)
    line = shown(people.coordinator, pressed)[0]["lines"][-1]

    assert (rows[-1].original.role, rows[-1].original.caption) == ("sealed", "催办回复原件")
    assert str(rows[-1].original.pk) in line["original"]


def test_a_wrong_file_is_refused_at_its_field_and_nothing_is_answered(people, pressed):
    with pytest.raises(Refused) as refusal:
        reply(people.clerk, pressed, original=files.upload(b"MZ", "回复.exe"))

    assert refusal.value.field == "original"
    assert "press-reply" in running(people.clerk, pressed)
