"""The next 回访 somebody promised goes on with whoever takes over."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from cases import actions, desk
from cases.models import Case
from cases.presenters import way
from portal import clock
from portal.access import Role, SystemActor, scope
from portal.access.refusal import Refused
from portal.accounts.models import Account, Posting
from tests.cases.conftest import AT
from tests.factories.people import ROOT, Person, make_person

pytestmark = pytest.mark.django_db
JUDGED = {
    "way": "phone", "is_reached": True, "was_answered": True, "satisfaction": "good",
    "unit_satisfaction": "fair", "why_not": "",
}  # fmt: skip


@pytest.fixture
def promised(people, register):
    """The leader said that she would ask again in a fortnight. Gives (case, day)."""
    case = register(people.clerk, category="0304", first_step="answer")
    later = AT.date() + timedelta(days=14)
    given = {"case": case, "at": AT, "note": "已办理完毕"}
    with transaction.atomic(), scope(people.clerk):
        actions.perform(step="close", actor=people.clerk, **given)
    with transaction.atomic(), scope(people.leader):
        actions.follow_up(actor=people.leader, values=JUDGED | {"next_on": later}, **given)
    return case, later


@pytest.fixture
def another(people):
    """A second clerk of the county."""
    with transaction.atomic(), scope(ROOT):
        return make_person(Person("clerk2", "宋知行", "410402", Role.COUNTY_CLERK))


def on_the_desk(actor, case, day):
    """Whether the case waits for her on that day, and whether her calendar says so."""
    at = datetime.combine(day, AT.timetz())
    with transaction.atomic(), scope(actor), clock.at(at):
        todos = [todo.number for todo in desk.todos(actor, 50)]
        days = desk.days(actor, day.replace(day=1), day.replace(day=28))
    return case.short_number in todos, any(one.on == day for one in days)


def hand_over(leaver, successor):
    house = SystemActor("移交", scope="410402", leads="410402")
    leaver, successor = (Account.objects.get(pk=one.account_id) for one in (leaver, successor))
    with transaction.atomic(), scope(house):
        return actions.hand_over_promises(leaver=leaver, successor=successor, actor=house, at=AT)


def test_what_she_promised_to_ask_is_the_successors(people, promised, another):
    case, later = promised
    with transaction.atomic(), scope(SystemActor("移交", scope="410402", leads="410402")):
        account = Account.objects.get(pk=people.leader.account_id)
        count = actions.promises_of(account=account, actor=None)
    moved = hand_over(people.leader, another)
    with scope(people.clerk):
        found = Case.objects.get(pk=case.pk)
        line = way.follow_up_section(found, people.clerk)["lines"][0]["text"]

    assert (count, moved) == (1, 1)
    assert on_the_desk(another, case, later)[0] is True
    assert on_the_desk(people.leader, case, later) == (False, False)
    assert f"由{another.name}再回访" in line


def test_who_handled_the_case_does_not_ask_again(people, promised, another):
    case, later = promised
    hand_over(people.leader, another)
    moved = hand_over(another, people.clerk)  # she handled it: the leader asks

    assert (moved, on_the_desk(people.leader, case, later)[0]) == (1, True)
    with pytest.raises(Refused, match="请换一位接替人"):
        hand_over(people.leader, people.clerk)


def test_the_promise_of_who_is_gone_is_the_leaders(people, promised, another):
    case, later = promised
    hand_over(people.leader, another)
    before = on_the_desk(people.leader, case, later)[0]
    Posting.objects.filter(account_id=another.account_id).update(valid_to=clock.now())

    assert (before, on_the_desk(people.leader, case, later)[0]) == (False, True)


def test_a_promised_follow_up_goes_with_its_case_when_the_unit_ends(people, promised):
    old = SimpleNamespace(code="410402", short_name="新华区妇联")
    new = SimpleNamespace(code="410403", short_name="卫东区妇联")
    with transaction.atomic():
        assert actions.take_over_cases(old=old, new=new, actor=None, at=AT) == 1
