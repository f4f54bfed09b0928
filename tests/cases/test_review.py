"""复查 and 复核 registered through the actions: clocks, to-dos, the page, what waits for them."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from cases import actions, desk
from cases.choices import CaseStatus
from cases.models import Case, CaseReview
from cases.presenters import review as presenters
from cases.presenters import way
from cases.rules import review as rules
from portal import clock
from portal.access import SystemActor, scope
from portal.access.refusal import Refused
from portal.accounts.models import Account
from portal.units.models import Unit
from tests.factories.reviews import AT, LATER, answered, ask, clock_of, give, shown, take

__all__ = ["answered", "take"]
pytestmark = pytest.mark.django_db


def on_the_desk(actor, case, at=LATER):
    with transaction.atomic(), scope(actor), clock.at(at):
        todos = desk.todos(actor, 50)
        return next((one for one in todos if one.number == case.short_number), None)


def test_a_request_starts_its_clock_on_the_day_it_was_made(people, answered):
    ask(people.clerk, answered)
    due = clock_of(people.clerk, answered, "review")
    todo = on_the_desk(people.clerk, answered)

    assert (due.status, due.strict_on) == ("running", date(2026, 4, 19))
    assert due.event == "收到复查请求"
    assert (todo.state, todo.next_act) == ("等待复查结果", "登记复查结果")
    assert (todo.due, todo.url) == (date(2026, 4, 19), answered.get_absolute_url())
    assert on_the_desk(people.leader, answered).next_act == "回访"


def test_the_result_ends_the_clock_and_opens_the_next_step(people, answered):
    ask(people.clerk, answered)
    section, due = shown(people.clerk, answered)
    give(people.clerk, answered)
    after, _ = shown(people.clerk, answered)

    assert (section["lines"][0]["state"], due.verb) == ("等待结果", "登记复查结果")
    assert (after["lines"][0]["state"], after["move"].name) == ("维持", "ask-recheck")
    assert clock_of(people.clerk, answered, "review").status == "met"
    assert on_the_desk(people.clerk, answered) is None


def test_after_the_recheck_nothing_more_may_be_asked(people, answered):
    ask(people.clerk, answered)
    give(people.clerk, answered)
    days = {"received_on": date(2026, 3, 23), "asked_on": date(2026, 3, 23)}
    ask(people.clerk, answered, "ask-recheck", **days)
    give(people.clerk, answered, "give-recheck")
    section, _ = shown(people.clerk, answered)

    assert section["move"] is None
    assert "程序终结" in section["closed"]
    with pytest.raises(Refused, match="程序终结"):
        ask(people.clerk, answered, "ask-recheck", **days)


def test_each_is_asked_for_once(people, answered):
    ask(people.clerk, answered)

    with pytest.raises(Refused, match="复查只有一次"):
        ask(people.clerk, answered)
    with scope(people.clerk):
        row = CaseReview.objects.get(case=answered)
        row.pk = None
        with pytest.raises(IntegrityError, match="an_answer_is_reviewed_once"):
            row.save(force_insert=True)


def test_late_by_a_day_it_is_registered_with_its_reason(people, answered):
    """3月4日收到, 30日 to 4月3日; 4月3日 is a Friday, and no holiday."""
    at, late = AT + timedelta(days=40), {"asked_on": date(2026, 4, 7)}
    with pytest.raises(Refused, match="申请期限到2026年4月3日") as refusal:
        ask(people.clerk, answered, at=at, **late)
    row = ask(people.clerk, answered, at=at, why_late="住院治疗", **late)

    assert (refusal.value.field, row.why_late) == ("why_late", "住院治疗")


def test_a_spoken_answer_is_not_reviewed(people, register, take):
    case = register(people.clerk, category="0304")
    take(people.clerk, case, "answer", is_answered_in_writing=False)

    assert shown(people.clerk, case)[0] is None
    with pytest.raises(Refused, match="没有书面答复"):
        ask(people.clerk, case)


def test_a_revoked_answer_leads_to_working_on_it_again(people, answered, take):
    ask(people.clerk, answered)
    with pytest.raises(Refused, match="复查申请还没有结果"):
        take(people.clerk, answered, "reopen", at=LATER)
    give(people.clerk, answered, outcome="revoked")
    _, due = shown(people.clerk, answered)
    again = take(people.clerk, answered, "reopen", at=LATER)
    take(people.clerk, again, "answer", at=LATER, is_answered_in_writing=True)
    section, _ = shown(people.clerk, again)

    assert (due.verb, due.url) == ("重新办理", "#step-reopen")
    assert again.status == CaseStatus.HANDLING
    assert (len(section["lines"]), section["move"].name) == (1, "ask-review")


def test_what_waits_is_not_put_away(people, answered, take):
    ask(people.clerk, answered)

    with pytest.raises(Refused, match="先登记复查结果"):
        take(people.clerk, answered, "archive", at=LATER, retention="ten")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answered_on": date(2026, 3, 24)}, "今天"),
        ({"answered_on": date(2026, 3, 19)}, "申请日期"),
    ],
)
def test_a_result_is_of_a_day_that_can_be(people, answered, changes, words):
    ask(people.clerk, answered)

    with pytest.raises(Refused, match=words) as refusal:
        give(people.clerk, answered, **changes)

    assert refusal.value.field == "answered_on"


def test_a_closed_case_that_is_reviewed_goes_on_with_whoever_takes_over(people, answered):
    leaver = Account.objects.get(pk=people.clerk.account_id)
    successor = Account.objects.get(pk=people.leader.account_id)
    house = SystemActor("移交", scope="410402", leads="410402")
    given = {"leaver": leaver, "successor": successor, "actor": house, "at": LATER}
    with transaction.atomic(), scope(house):
        assert actions.hand_over_cases(**given) == 0
    ask(people.clerk, answered)
    with transaction.atomic(), scope(house):
        assert actions.open_cases_of(account=leaver, actor=house) == 1
        assert actions.hand_over_cases(**given) == 1

    assert on_the_desk(people.leader, answered).next_act == "登记复查结果"


def test_the_review_goes_with_its_case_when_the_unit_ends(people, answered):
    ask(people.clerk, answered)
    old = SimpleNamespace(code="410402", short_name="新华区妇联")
    new = SimpleNamespace(code="410403", short_name="卫东区妇联")
    with transaction.atomic():
        moved = actions.take_over_cases(old=old, new=new, actor=None, at=LATER)
    with transaction.atomic(), scope(SystemActor("测试", scope="410403", leads="410403")):
        row = CaseReview.objects.get(case_id=answered.pk)

    assert (moved, row.unit_code) == (1, "410403")


def next_section(actor, case):
    with transaction.atomic(), scope(actor), clock.at(LATER):
        return way.next_section(Case.objects.for_page().get(pk=case.pk), actor)


def test_who_must_agree_is_said_of_closing_alone(people, register, take):
    case = register(people.clerk, category="0304")
    take(people.clerk, case, "answer", is_answered_in_writing=True)
    closing = next_section(people.clerk, case)
    ask(people.clerk, case)
    waiting = next_section(people.clerk, case)

    assert (closing["next"].verb, closing["why_second"]) == ("报请办结", "已作书面答复")
    assert (waiting["next"].verb, waiting["why_second"]) == ("登记复查结果", "")


def test_what_was_asked_is_not_told_where_the_story_is_not(people, answered):
    ask(people.clerk, answered)
    with scope(people.clerk):
        row = CaseReview.objects.get(case=answered)

    assert "要求重新调查" in str(presenters.told(row, shows_text=True))
    assert "要求重新调查" not in str(presenters.told(row, shows_text=False))


def test_the_unit_complained_of_is_not_offered_to_review_its_own_matter(people, answered):
    with transaction.atomic(), scope(people.clerk), clock.at(LATER):
        found = Case.objects.for_page().get(pk=answered.pk)
        move = rules.MOVES["ask-review"]
        usual = presenters.first_values(found, move, people.clerk)["body"]
        found.complained_unit = Unit.objects.get(code="4104")
        named = presenters.first_values(found, move, people.clerk)["body"]

    assert usual != ""
    assert named == ""
