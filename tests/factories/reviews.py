"""A 申诉求决 that was answered in writing, and what comes in and back about it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from cases import actions, registry
from cases.models import Case, CaseDeadline, Procedure
from cases.presenters import review as presenters
from portal import clock
from portal.access import scope

AT = datetime(2026, 3, 3, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
LATER = AT + timedelta(days=20)
REQUEST = {
    "received_on": date(2026, 3, 4), "asked_on": date(2026, 3, 20), "why_late": "",
    "asked_by": "herself", "way": "post", "body": "平顶山市妇联",
    "claim": "不服答复，要求重新调查。",
}  # fmt: skip
OPINION = {
    "outcome": "upheld", "answered_on": date(2026, 3, 23), "number": "平妇复〔2026〕1号",
    "opinion": "原答复事实清楚。",
}  # fmt: skip


@pytest.fixture
def take():
    def one(actor, case, step, at=AT, **values):
        with transaction.atomic(), scope(actor):
            given = {"case": case, "actor": actor, "at": at, "note": "已办理", "values": values}
            return actions.perform(step=step, **given)

    return one


@pytest.fixture
def answered(people, register, take):
    """A 申诉求决 that was answered in writing on AT, and closed by the leader."""
    case = register(people.clerk, category="0304")
    with transaction.atomic(), scope(people.clerk):
        claim = Procedure.objects.get(pk="claim")
        actions.set_procedure(case=case, actor=people.clerk, at=AT, procedure=claim)
    judged = {"result": "explained", "settlement": "settled", "assistance": ""}
    take(people.clerk, case, "result", **judged)
    take(people.clerk, case, "answer", is_answered_in_writing=True)
    take(people.clerk, case, "ask-close")
    return take(people.leader, case, "agree")


def ask(actor, case, move="ask-review", at=LATER, **changes):
    with transaction.atomic(), scope(actor):
        given = {"case": case, "actor": actor, "at": at, "move": move}
        return actions.ask_review(**given, **REQUEST | changes)


def give(actor, case, move="give-review", at=LATER, **changes):
    with transaction.atomic(), scope(actor):
        given = {"case": case, "actor": actor, "at": at, "move": move}
        return actions.answer_review(**given, **OPINION | changes)


def clock_of(actor, case, rule):
    with scope(actor):
        return CaseDeadline.objects.get(case=case, rule__code=rule)


def shown(actor, case, at=LATER):
    """What the page of the case says of it, and the one next step."""
    with transaction.atomic(), scope(actor), clock.at(at):
        found = Case.objects.visible_to(actor).for_page().get(pk=case.pk)
        return presenters.section(found, actor), registry.next_of(found, actor)
