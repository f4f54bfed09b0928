"""A late case of a county, what the city sends about it, and what the county answers."""

from datetime import timedelta

import pytest
from django.db import transaction

from cases import actions, registry
from cases.models import Case, CaseDeadline
from cases.papers.pressing import SUPERVISE
from cases.presenters import pressing as presenters
from portal import clock
from portal.access import scope
from portal.desk.models import Notice
from portal.papers.actions import Numbering
from portal.papers.choices import NumberSource
from tests.cases.conftest import AT
from tests.factories.papers import PaperFactory

LATE, HOUR = AT + timedelta(days=30), timedelta(hours=1)
JUDGED = {"result": "explained", "settlement": "settled", "assistance": ""}
REPLY = "已联系双方当事人，约定下周三前办完。"


@pytest.fixture
def late(people, register):
    """A case of the county whose fifteen days of the notice are over."""
    return register(people.clerk, category="0304")


def press(actor, case, step, at=LATE, **changes):
    """One step; a 督办 with its paper."""
    way = "paper" if step == "supervise" else "copy"
    if step == "supervise" and changes.pop("with_paper", True):
        make_paper(actor, case, at)
    with transaction.atomic(), scope(actor):
        given = {"case": case, "actor": actor, "at": at, "step": step, "way": way}
        return actions.press(**given | changes)


def make_paper(actor, case, at=LATE):
    with scope(actor), clock.at(at):
        found = Case.objects.for_page().get(pk=case.pk)
        if SUPERVISE.refusal(found, actor) is None:
            own = Numbering(NumberSource.OWN, "平妇维办")
            PaperFactory(actor=actor, case=found, kind=SUPERVISE, numbering=own)


def reply(actor, case, at=LATE, **given):
    with transaction.atomic(), scope(actor):
        return actions.answer_press(case=case, actor=actor, at=at, reply=REPLY, **given)


def shown(actor, case, at=LATE):
    with transaction.atomic(), scope(actor), clock.at(at):
        found = Case.objects.visible_to(actor).for_page().get(pk=case.pk)
        return presenters.section(found, actor), registry.next_of(found, actor)


def running(actor, case):
    with transaction.atomic(), scope(actor):
        rows = CaseDeadline.objects.filter(case=case).running().select_related("rule")
        return {row.rule.code for row in rows}


def notices_of(actor):
    with transaction.atomic(), scope(actor):
        return Notice.objects.filter(account_id=actor.account_id, text__contains="已回复").count()


def step(actor, case, name, **values):
    with transaction.atomic(), scope(actor):
        given = {"case": case, "actor": actor, "at": LATE, "note": "已办妥。", "values": values}
        return actions.perform(step=name, **given)


@pytest.fixture
def pressed(people, late):
    press(people.coordinator, late, "remind")
    press(people.coordinator, late, "press")
    return late
