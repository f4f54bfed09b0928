"""The written notice of 信访工作条例 23 on a case: when it runs, what meets it, who sees it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from cases import actions, desk, presenters
from cases.choices import FirstStep, NoticeWay
from cases.models import CaseDeadline
from portal import clock
from portal.access import SystemActor, scope
from portal.access.refusal import Refused
from portal.desk.models import Notice
from tests.factories.cases import CallFactory, CaseFactory, named, recused

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 2, 20, 2, 0, tzinfo=UTC)


def registered(people, at=FRIDAY, **call):
    with clock.at(at):
        given = {"received_at": at} | call
        return CaseFactory(actor=people.clerk, at=at, call=CallFactory(**given))


def clock_of(case, actor):
    with scope(actor):
        return CaseDeadline.objects.visible_to(actor).filter(case=case).first()


def test_registering_starts_fifteen_days_from_the_call(people):
    found = clock_of(registered(people), people.clerk)

    assert (found.strict_on, found.rolled_on, found.advised_on) == (
        date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 6),
    )  # fmt: skip
    assert found.event == "登记"


def test_a_late_entry_counts_from_when_the_call_came(people):
    found = clock_of(registered(people, received_at=FRIDAY - timedelta(days=2)), people.clerk)

    assert (found.event, found.strict_on) == ("收到", date(2026, 3, 5))


def test_an_anonymous_call_has_no_clock_and_says_so(people):
    case = registered(people, is_anonymous=True, caller_name="")
    with scope(people.clerk):
        page = presenters.case_page(case, people.clerk)

    assert clock_of(case, people.clerk) is None
    assert page["clocks"]["note"] == "来件人姓名、住址不清，不计告知期限。"


@pytest.mark.parametrize(
    ("step", "how"), [(FirstStep.ANSWER, "当场答复"), (FirstStep.REDIRECT, "当场告知另提")]
)
def test_what_was_answered_on_the_spot_is_met_at_once(people, step, how):
    found = clock_of(registered(people, first_step=step), people.clerk)

    assert (found.status, found.ended_how) == ("met", how)


@pytest.mark.parametrize(("step", "status"), [("answer", "met"), ("void", "dropped")])
def test_a_step_ends_the_clock(people, step, status):
    case = registered(people)
    with scope(people.clerk):
        actions.perform(case=case, step=step, actor=people.clerk, at=FRIDAY, note="写明情况")

    assert clock_of(case, people.clerk).status == status


def test_a_note_of_handling_does_not_meet_it(people):
    case = registered(people)
    with scope(people.clerk):
        actions.perform(case=case, step="handle", actor=people.clerk, at=FRIDAY, note="电话了解")

    assert clock_of(case, people.clerk).status == "running"


def test_taking_back_drops_the_clock(people):
    case = registered(people)
    with scope(people.clerk):
        actions.withdraw_contact(contact=case.contacts.get(), actor=people.clerk, at=FRIDAY)

    assert clock_of(case, people.clerk).status == "dropped"


def tell(case, actor, way=NoticeWay.WRITTEN, note=""):
    with scope(actor):
        return actions.tell_person(case=case, way=way, note=note, actor=actor, at=FRIDAY)


@pytest.mark.parametrize("way", NoticeWay)
def test_each_way_of_telling_meets_it_and_only_safety_is_told_to_the_leader(people, way):
    case = registered(people)

    tell(case, people.clerk, way, "约定每周三上午")

    assert clock_of(case, people.clerk).ended_how == way.label
    with scope(people.leader):
        notices = list(Notice.objects.values_list("text", flat=True))
    assert notices == (
        [f"{case.number} 因安全原因不作书面告知，请查看登记的告知方式。"]
        if way.is_for_safety
        else []
    )


def test_telling_twice_is_refused(people):
    case = registered(people)
    tell(case, people.clerk)

    with pytest.raises(Refused, match="已经完成或不计"):
        tell(case, people.clerk)


def test_another_unit_above_reads_and_does_not_tell(people):
    case = registered(people)

    with pytest.raises(Refused, match="不能代为办理"):
        tell(case, people.coordinator)


def test_a_stranger_sees_no_clock(people):
    case = registered(people)

    assert clock_of(case, people.stranger) is None
    with scope(people.stranger):
        assert CaseDeadline.objects.count() == 0


def test_a_clock_is_hidden_with_its_case(people):
    hidden = named(registered(people), leader=people.leader)
    shut = recused(registered(people), by=people.leader, unit_code="4104")

    assert clock_of(hidden, people.coordinator) is None
    assert clock_of(shut, people.coordinator) is None


def test_the_clock_moves_with_its_case(people):
    case = registered(people)
    house = SystemActor("测试", scope="4104", leads="410402")
    with transaction.atomic(), scope(house), connection.cursor() as cursor:
        cursor.execute("SELECT move_case(%s, %s)", [case.pk, "410403"])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert clock_of(case, people.stranger).unit_code == "410403"
    assert clock_of(case, people.clerk) is None


def test_the_desk_shows_the_day_the_clock_ends_and_the_nearest_first(people):
    later = registered(people, at=FRIDAY + timedelta(days=3))
    sooner = registered(people)
    with clock.at(FRIDAY + timedelta(days=13)), scope(people.clerk):
        todos = desk.todos(people.clerk, 5)

    assert [todo.number for todo in todos] == [sooner.short_number, later.short_number]
    assert (todos[0].due, todos[0].due_label, str(todos[0].tone)) == (
        date(2026, 3, 7), "3月7日前", "soon",
    )  # fmt: skip


def test_a_day_gone_by_is_red_on_the_desk(people):
    registered(people)
    with clock.at(FRIDAY + timedelta(days=20)), scope(people.clerk):
        todo = desk.todos(people.clerk, 5)[0]

    assert (todo.due_label, str(todo.tone)) == ("3月7日已过", "late")


def test_the_page_explains_the_day(people, enter):
    case = registered(people)
    with clock.at(FRIDAY):
        page = enter(people.clerk).get(case.get_absolute_url()).content.decode()

    assert "应在3月7日（星期六）前告知当事人，建议3月6日前完成。" in page
    assert "末日3月7日为星期六；按顺延算为3月9日" in page
    assert "依据：信访工作条例第二十三条。" in page


def test_the_form_of_telling_answers_in_place(people, enter):
    case = registered(people)
    browser = enter(people.clerk)
    url = f"{case.get_absolute_url()}tell/"

    empty = browser.post(url, {})
    wrong = browser.post(url, {"tell-way": "pigeon"})
    done = browser.post(url, {"tell-way": "written"})

    assert (empty.status_code, wrong.status_code, done.status_code) == (422, 422, 302)
    assert "请选择。" in empty.content.decode()
    assert clock_of(case, people.clerk).status == "met"
