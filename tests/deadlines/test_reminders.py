"""Told in time, only while the office is open, the handler first; never a person's data."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cases.models import CaseDeadline
from portal import clock
from portal.access import scope
from portal.deadlines import tasks
from portal.deadlines.rules import Stage, is_office_time, stage_of_day, stage_of_moment
from portal.desk.models import Notice
from tests.deadlines.conftest import CALENDAR
from tests.factories.cases import CallFactory, CaseFactory, named, recused

HERE = ZoneInfo("Asia/Shanghai")
REGISTERED = datetime(2026, 2, 20, 2, 0, tzinfo=UTC)  # a holiday; the last day is 7 March


def at(*parts):
    return datetime(*parts, tzinfo=HERE)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(2026, 3, 6, 8, 29), False),
        (at(2026, 3, 6, 8, 30), True),
        (at(2026, 3, 6, 17, 29), True),
        (at(2026, 3, 6, 17, 30), False),
        (at(2026, 3, 7, 10, 0), False),  # Saturday
        (at(2026, 2, 20, 10, 0), False),  # Spring Festival, a Friday
        (at(2026, 2, 28, 10, 0), True),  # Saturday worked
    ],
)
def test_the_office_is_open_on_working_days_from_half_past_eight(moment, is_open):
    assert is_office_time(moment, CALENDAR) is is_open


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 3, 3), Stage.NONE),
        (date(2026, 3, 4), Stage.HANDLER),
        (date(2026, 3, 5), Stage.HANDLER),
        (date(2026, 3, 6), Stage.LEADER),
        (date(2026, 3, 7), Stage.LEADER),
        (date(2026, 3, 8), Stage.LATE),
    ],
)
def test_who_is_told_follows_the_working_days_that_are_left(today, stage):
    found = stage_of_day(
        today=today, advised=date(2026, 3, 6), strict=date(2026, 3, 7), calendar=CALENDAR
    )

    assert found is stage


@pytest.mark.parametrize(
    ("due", "stage"),
    [
        (at(2026, 3, 9, 14, 0), Stage.NONE),
        (at(2026, 3, 9, 8, 0), Stage.LEADER),  # before the office opens on Monday
        (at(2026, 3, 6, 16, 0), Stage.LEADER),
        (at(2026, 3, 6, 9, 59), Stage.LATE),
    ],
)
def test_hours_are_told_before_the_office_shuts(due, stage):
    now = at(2026, 3, 6, 10, 0)

    assert stage_of_moment(now=now, due_at=due, calendar=CALENDAR) is stage


def test_a_day_before_hours_end_the_handler_is_told():
    now, due = at(2026, 3, 4, 10, 0), at(2026, 3, 5, 9, 30)

    assert stage_of_moment(now=now, due_at=due, calendar=CALENDAR) is Stage.HANDLER


# ── The task ────────────────────────────────────────────────────────────────────────────────────
pytestmark = pytest.mark.django_db


def registered(people, **call):
    with clock.at(REGISTERED):
        return CaseFactory(
            actor=people.clerk, at=REGISTERED, call=CallFactory(received_at=REGISTERED, **call)
        )


def remind(moment):
    with clock.at(moment):
        tasks.send_reminders.func()


def told(actor):
    with scope(actor):
        return list(
            Notice.objects.filter(account=actor.account_id).order_by("at").values_list(
                "text", flat=True
            )
        )  # fmt: skip


def test_the_handler_is_told_once_and_on_the_last_day_the_leader(people):
    case = registered(people)

    remind(at(2026, 3, 4, 9, 0))
    remind(at(2026, 3, 4, 10, 0))
    first = (told(people.clerk), told(people.leader))
    remind(at(2026, 3, 6, 9, 0))

    words = f"{case.short_number} 应在3月7日前告知当事人，建议3月6日前完成。"
    assert first == ([words], [])
    assert told(people.clerk) == [words, words]
    assert told(people.leader) == [words]


def test_what_is_late_is_told_to_both_on_the_next_working_day(people):
    case = registered(people)

    remind(at(2026, 3, 8, 10, 0))
    on_sunday = told(people.clerk)
    remind(at(2026, 3, 9, 10, 0))

    assert on_sunday == []
    assert told(people.leader) == [
        f"{case.short_number} 已过期限：应在3月7日前告知当事人，请尽快办理并说明原因。"
    ]


def test_a_case_of_few_readers_is_reminded_of_as_well(people):
    named(registered(people), leader=people.leader)

    remind(at(2026, 3, 6, 9, 0))

    assert len(told(people.clerk)) == 1
    assert any("告知当事人" in words for words in told(people.leader))


def test_a_leader_who_is_recused_is_not_told(people):
    from portal.accounts.models import Account

    leader = Account.objects.get(pk=people.leader.account_id)
    recused(registered(people), by=people.leader, account=leader)

    remind(at(2026, 3, 6, 9, 0))

    assert len(told(people.clerk)) == 1
    assert told(people.leader) == []


def test_nobody_is_told_of_what_is_done(people):
    case = registered(people)
    with scope(people.clerk):
        from cases import actions

        actions.perform(
            case=case, step="answer", actor=people.clerk, at=REGISTERED, note="已答复来电人"
        )

    remind(at(2026, 3, 6, 9, 0))

    assert told(people.clerk) == []


def test_the_hourly_chore_puts_the_task_on_only_while_the_office_is_open():
    assert tasks.remind_when_open(at=at(2026, 3, 6, 9, 0))
    assert not tasks.remind_when_open(at=at(2026, 3, 7, 9, 0))
    assert not tasks.remind_when_open(at=at(2026, 3, 6, 18, 0))


def test_a_stage_already_told_is_kept_with_the_deadline(people):
    case = registered(people)

    remind(at(2026, 3, 4, 9, 0) + timedelta(minutes=1))

    with scope(people.clerk):
        assert CaseDeadline.objects.get(case=case).reminded == Stage.HANDLER
