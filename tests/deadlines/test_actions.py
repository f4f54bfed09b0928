"""A clock begins, stops, goes on, is extended once, and ends; a new notice counts it again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.models import CaseDeadline, CasePause
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.audit.models import LogEntry
from portal.deadlines import actions, reference
from portal.deadlines.models import ClockRule, Holiday, HolidayNotice
from portal.desk.models import Notice
from portal.units.actions import NotAllowed
from tests.factories.cases import CaseFactory, named

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 2, 20, 2, 0, tzinfo=UTC)
SUMMER = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def case_of(people, at=FRIDAY):
    with clock.at(at):
        return CaseFactory(actor=people.clerk, at=at)


def begin(people, rule="settle", at=FRIDAY):
    case = case_of(people, at)
    with scope(people.clerk):
        return actions.start_clock(
            model=CaseDeadline, rule=rule, owner={"case": case}, unit_code=case.unit_code,
            event="", started_at=at, actor=people.clerk, at=at,
        )  # fmt: skip


def extend(deadline, people, **changed):
    words = {"actor": people.leader, "at": FRIDAY, "asked_by": people.clerk.account_id,
             "length": 30, "reason": "需要鉴定"}  # fmt: skip
    with scope(people.leader):
        return actions.extend(deadline=deadline, **(words | changed))


def test_a_clock_keeps_its_rule_its_length_and_its_days(people):
    deadline = begin(people)

    assert (deadline.rule.version, deadline.length, deadline.event) == (1, 60, "受理")
    assert deadline.strict_on == date(2026, 4, 21)
    assert LogEntry.objects.filter(action="deadline.start").exists() is False  # hers not to read
    with scope(people.leader):
        assert LogEntry.objects.filter(action="deadline.start").count() == 2


@pytest.mark.parametrize("rule", ["urgent-report", "never-heard-of"])
def test_a_rule_without_a_length_starts_nothing(people, rule):
    with pytest.raises(Refused, match="没有这项期限规则"):
        begin(people, rule)


def test_a_pause_moves_the_day_and_keeps_its_reason(people):
    deadline = begin(people)
    with scope(people.clerk):
        actions.pause(deadline=deadline, actor=people.clerk, at=FRIDAY + timedelta(days=10),
                      reason="等待鉴定", evidence="鉴定委托书")  # fmt: skip
        resumed = actions.resume(
            deadline=deadline, actor=people.clerk, at=FRIDAY + timedelta(days=17)
        )

        assert resumed.strict_on == date(2026, 4, 28)
        assert CasePause.objects.get().reason == "等待鉴定"


def test_a_pause_is_refused_where_the_rule_knows_none(people):
    deadline = begin(people, "return")

    with scope(people.clerk), pytest.raises(Refused, match="依规定不能中止"):
        actions.pause(deadline=deadline, actor=people.clerk, at=FRIDAY, reason="忙", evidence="")


def test_a_clock_pauses_once_at_a_time_and_goes_on_only_then(people):
    deadline = begin(people)
    with scope(people.clerk):
        with pytest.raises(Refused, match="没有中止"):
            actions.resume(deadline=deadline, actor=people.clerk, at=FRIDAY)
        with pytest.raises(Refused, match="理由"):
            actions.pause(deadline=deadline, actor=people.clerk, at=FRIDAY, reason=" ", evidence="")
        actions.pause(deadline=deadline, actor=people.clerk, at=FRIDAY, reason="听证", evidence="")

        with pytest.raises(Refused, match="已中止"):
            actions.pause(
                deadline=deadline, actor=people.clerk, at=FRIDAY, reason="听证", evidence=""
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            CasePause.objects.create(
                unit_code=deadline.unit_code, case=deadline.case, deadline=deadline,
                started_at=FRIDAY, reason="再停", made_by_id=people.clerk.account_id,
            )  # fmt: skip


def test_an_extension_comes_once_and_from_another(people):
    deadline = begin(people)

    extended = extend(deadline, people)

    assert extended.strict_on == date(2026, 5, 21)
    with pytest.raises(Refused, match="延长过一次"):
        extend(deadline, people)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"length": 31}, "最多延长30日。"),
        ({"length": 0}, "最多延长30日。"),
        ({"reason": "　"}, "请写明延期的理由，并告知当事人。"),
        ({"at": FRIDAY + timedelta(days=90)}, "期限已过，应在届满前申请延期。"),
    ],
)
def test_an_extension_is_refused_in_words(people, changed, words):
    deadline = begin(people)

    with pytest.raises(Refused) as refusal:
        extend(deadline, people, **changed)

    assert refusal.value.words == words


def test_nobody_extends_her_own_clock(people):
    deadline = begin(people)

    with pytest.raises(Refused, match="由其他人批准"):
        extend(deadline, people, asked_by=people.leader.account_id)


def test_the_written_notice_cannot_be_extended(people):
    case = case_of(people)
    with scope(people.leader):
        deadline = CaseDeadline.objects.get(case=case)

    with pytest.raises(Refused, match="依规定不能延长"):
        extend(deadline, people)


def test_that_the_person_was_told_of_the_extension_is_kept(people):
    deadline = begin(people)
    with scope(people.clerk), pytest.raises(Refused, match="没有延长"):
        actions.tell_extension(deadline=deadline, actor=people.clerk, at=FRIDAY)
    extend(deadline, people)

    with scope(people.clerk):
        actions.tell_extension(deadline=deadline, actor=people.clerk, at=FRIDAY)

        assert deadline.extensions.get().told_at == FRIDAY


def test_a_clock_ends_once(people):
    deadline = begin(people)
    with scope(people.clerk):
        actions.meet(deadline=deadline, actor=people.clerk, at=FRIDAY, how="已答复")
        actions.drop(deadline=deadline, actor=people.clerk, at=SUMMER, why="再来一次")

        deadline.refresh_from_db()
        assert (deadline.status, deadline.ended_at, deadline.ended_how) == (
            "met", FRIDAY, "已答复",
        )  # fmt: skip


# ── The year's notice ───────────────────────────────────────────────────────────────────────────
WINTER = datetime(2026, 12, 24, 2, 0, tzinfo=UTC)
NEXT_YEAR = "元旦：1月1日至3日放假。\n春节：2月5日至11日放假，1月31日、2月14日上班。"


def enter_next_year(people, **changed):
    values = {"year": 2027, "document": "测试文号", "arrangement": NEXT_YEAR} | changed
    with scope(people.system_administrator):
        return actions.enter_notice(
            notice=HolidayNotice(**values), actor=people.system_administrator, at=WINTER
        )


def test_a_deadline_past_new_year_is_provisional_until_the_notice_is_there(people):
    deadline = begin(people, "return", WINTER + timedelta(days=5))  # 29 December
    before = (deadline.strict_on, deadline.is_provisional)

    moved = enter_next_year(people)

    with scope(people.clerk):
        deadline.refresh_from_db()
    assert before == (date(2027, 1, 5), True)
    assert (deadline.strict_on, deadline.is_provisional) == (date(2027, 1, 6), False)
    assert [(one.before, one.after) for one in moved] == [(date(2027, 1, 5), date(2027, 1, 6))]
    with scope(people.clerk):
        told = Notice.objects.get(account=people.clerk.account_id, text__contains="重算")
    assert "1月5日→1月6日" in told.text


def test_a_deadline_of_a_case_of_few_readers_is_counted_as_well(people):
    deadline = begin(people, "return", WINTER + timedelta(days=5))
    named(deadline.case, leader=people.leader)

    assert len(enter_next_year(people)) == 1


def test_what_has_ended_is_left_as_it_was(people):
    deadline = begin(people, "return", WINTER + timedelta(days=5))
    with scope(people.clerk):
        actions.meet(deadline=deadline, actor=people.clerk, at=WINTER, how="已退回")

    assert enter_next_year(people) == []


def test_a_notice_that_cannot_be_read_leaves_everything_as_it_was(people):
    with pytest.raises(Refused, match="第1行"), transaction.atomic():
        enter_next_year(people, arrangement="元旦：2月30日放假")

    assert not HolidayNotice.objects.filter(year=2027).exists()
    assert Holiday.objects.filter(date__year=2027).count() == 0


def test_a_day_of_another_years_notice_is_refused(people):
    enter_next_year(people, arrangement="元旦：2026年12月31日至2027年1月2日放假")

    notice = HolidayNotice.objects.get(year=2026)
    notice.arrangement += "\n元旦补：12月31日放假"
    with (
        scope(people.system_administrator),
        pytest.raises(Refused, match="已写在2027年的安排里"),
        transaction.atomic(),
    ):
        actions.enter_notice(notice=notice, actor=people.system_administrator, at=WINTER)


def test_only_who_keeps_reference_data_enters_a_notice(people):
    with scope(people.leader), pytest.raises(NotAllowed):
        actions.enter_notice(
            notice=HolidayNotice(year=2027, document="x", arrangement=NEXT_YEAR),
            actor=people.leader,
            at=WINTER,
        )


# ── Rules ───────────────────────────────────────────────────────────────────────────────────────
def test_a_changed_length_is_a_new_version_and_running_clocks_keep_the_old(people):
    deadline = begin(people, "return")
    rule = ClockRule.objects.get(code="return")
    rule.length = 7
    with scope(people.system_administrator):
        actions.save_rule(rule=rule, changed=["length"], is_new=False,
                          actor=people.system_administrator, at=FRIDAY)  # fmt: skip

    old, new = ClockRule.objects.filter(code="return").order_by("version")
    assert (old.length, old.valid_to, new.length, new.version) == (5, date(2026, 2, 20), 7, 2)
    assert list(ClockRule.objects.present().filter(code="return")) == [new]
    with scope(people.clerk):
        deadline.refresh_from_db()
        assert deadline.rule == old


def test_a_corrected_note_is_no_new_version(people):
    rule = ClockRule.objects.get(code="return")
    rule.note = "改了说明"
    with scope(people.system_administrator):
        actions.save_rule(rule=rule, changed=["note"], is_new=False,
                          actor=people.system_administrator, at=FRIDAY)  # fmt: skip

    assert ClockRule.objects.get(code="return").note == "改了说明"


def test_law_and_policy_are_never_mixed_up():
    law = {rule.code: rule.source for rule in ClockRule.objects.filter(basis="law")}
    policy = [rule.source for rule in ClockRule.objects.filter(basis="policy")]

    assert law["inform"] == "依据：信访工作条例第二十三条"
    assert len(law) > 15
    assert policy
    assert all(source.startswith("工作要求（不是法定期限）：") for source in policy)


def test_reference_data_is_loaded_once():
    assert reference.load() == {"放假安排": 0, "期限规则": 0}


def test_the_calendar_of_the_database_is_the_librarys(root):
    calendar = reference.calendar_from(2004)

    assert calendar.known == frozenset(range(2004, 2027))
    assert not calendar.is_working(date(2026, 2, 20))
    assert calendar.is_working(date(2026, 2, 28))
