"""Sending, returning, accepting, and what is sent for a unit that does not sign in."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from campaigns import actions, registry
from campaigns.choices import DutyStatus, Way
from campaigns.models import Duty, DutyRemark, DutyVersion
from portal.access import scope
from portal.access.refusal import Refused
from tests.factories.campaigns import PLAIN
from tests.factories.people import ROOT

pytestmark = pytest.mark.django_db


def on(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


def mail(day=date(2026, 3, 10), way=Way.MAIL, basis="3月10日邮件"):
    return actions.Received(way, day, basis)


@pytest.fixture
def kind(request):
    """kind(complete=…) changes the plain kind for one test."""

    def change(**values):
        registry.register_duty_kind(replace(PLAIN, **values))

    yield change
    registry.register_duty_kind(PLAIN)


def test_a_sent_material_is_frozen_and_on_time_by_its_first_day(people, do, asked):
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 11))
    do(
        people.coordinator, actions.return_duty, duty=asked.duty, at=on(3, 12),
        remarks=[actions.Remark("其中数大于总数", "C02", "第6行 其中法律咨询")],
    )  # fmt: skip
    again = do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 16))

    with scope(people.clerk):
        remark = DutyRemark.objects.get()
        versions = list(DutyVersion.objects.order_by("number").values_list("number", "received_on"))
    assert versions == [(1, date(2026, 3, 11)), (2, date(2026, 3, 16))]
    assert (again.received_on, again.is_on_time) == (date(2026, 3, 11), True)
    assert (remark.anchor, remark.version_number) == ("C02", 1)
    assert remark.settled_at == on(3, 16)


def test_everything_missing_is_said_at_once_and_nothing_is_sent(people, do, asked, kind):
    missing = [registry.Missing("第6行没有填", "row-6"), registry.Missing("正文没有写")]
    kind(complete=lambda duty: missing)

    with pytest.raises(actions.Incomplete, match="还差2处：第6行没有填；正文没有写"):
        do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 9))
    with scope(ROOT):
        assert Duty.objects.get().status == DutyStatus.WAITING
        assert not DutyVersion.objects.exists()


def test_withdrawn_before_review_counts_from_the_day_it_comes_again(people, do, asked):
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 10))
    do(people.clerk, actions.withdraw, duty=asked.duty, at=on(3, 10))

    late = do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 13))

    assert late.is_on_time is False


def test_nothing_of_the_kind_is_an_answer_in_one_click(people, do, asked):
    duty = do(people.clerk, actions.answer_nothing, duty=asked.duty, at=on(3, 6))

    assert (duty.status, duty.is_on_time) == (DutyStatus.NOTHING, True)


def test_what_came_by_mail_is_the_units_and_says_how(people, do, asked):
    duty = do(
        people.coordinator, actions.submit_on_behalf, duty=asked.duty, received=mail(),
        at=on(3, 16),
    )  # fmt: skip

    assert (duty.is_on_behalf, duty.received_on, duty.is_on_time) == (True, date(2026, 3, 10), True)
    with scope(people.clerk):
        version = DutyVersion.objects.get()
        assert (version.way, version.basis, version.by_name) == ("mail", "3月10日邮件", "程书宁")


@pytest.mark.parametrize(
    ("received", "field"),
    [
        (mail(basis=""), "basis"),
        (mail(way=Way.PORTAL), "basis"),
        (mail(day=date(2026, 3, 17)), "received_on"),
        (mail(day=date(2026, 2, 20)), "received_on"),
    ],
)
def test_on_behalf_without_a_ground_or_on_an_impossible_day_is_refused(
    people, do, asked, received, field
):
    with pytest.raises(Refused) as refused:
        do(
            people.coordinator, actions.submit_on_behalf, duty=asked.duty, received=received,
            at=on(3, 16),
        )  # fmt: skip

    assert refused.value.field == field


def test_a_unit_takes_back_and_corrects_what_was_entered_for_it(people, do, asked):
    do(people.coordinator, actions.submit_on_behalf, duty=asked.duty, received=mail(), at=on(3, 11))
    do(people.clerk, actions.withdraw, duty=asked.duty, at=on(3, 11))

    own = do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 11))

    assert own.is_on_behalf is False


def test_an_exception_moves_the_last_day_for_one_unit(people, do, asked):
    with pytest.raises(Refused, match="晚于原报送日"):
        do(
            people.coordinator, actions.grant_exception, duty=asked.duty,
            until=date(2026, 3, 11), reason="x", at=on(3, 9),
        )  # fmt: skip
    do(
        people.coordinator, actions.grant_exception, duty=asked.duty, until=date(2026, 3, 13),
        reason="联络员更换", at=on(3, 9),
    )  # fmt: skip

    sent = do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 13))

    assert sent.is_on_time is True


def test_a_remark_without_words_and_a_foreign_reviewer_are_refused(people, do, asked):
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 10))

    with pytest.raises(Refused, match="写明退回的理由"):
        do(people.coordinator, actions.return_duty, duty=asked.duty, remarks=[], at=on(3, 11))
    with pytest.raises(Refused, match="由布置单位审核"):
        do(people.clerk, actions.accept_duty, duty=asked.duty, at=on(3, 11))
    with pytest.raises(Duty.DoesNotExist):
        do(people.stranger, actions.accept_duty, duty=asked.duty, at=on(3, 11))


def test_two_reviewers_do_not_both_accept(people, do, asked):
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 10))
    do(people.coordinator, actions.accept_duty, duty=asked.duty, at=on(3, 11))

    with pytest.raises(Refused, match="通过，不能再"):
        do(people.coordinator, actions.accept_duty, duty=asked.duty, at=on(3, 11))


def test_the_row_is_locked_while_a_step_is_taken(people, asked):
    with transaction.atomic(), scope(people.clerk):
        before = len(connection.queries_log)
        connection.force_debug_cursor = True
        actions.submit_duty(duty=asked.duty, actor=people.clerk, at=on(3, 10))
        connection.force_debug_cursor = False
        asked_for = [query["sql"] for query in list(connection.queries_log)[before:]]

    assert any("FOR UPDATE OF" in sql and "campaigns_duty" in sql for sql in asked_for)


def test_bulk_acceptance_leaves_nothing_half_done(people, do, asked):
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 10))

    assert do(
        people.coordinator, actions.accept_all, campaign=asked.campaign, duties=[asked.duty],
        at=on(3, 11),
    ) == 1  # fmt: skip
    with pytest.raises(Refused, match="没有可以一并通过"):
        do(people.coordinator, actions.accept_all, campaign=asked.campaign, duties=[], at=on(3, 11))
