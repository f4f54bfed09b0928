"""Story 1: what followed the call in danger, each step at its own time, through the actions."""

from datetime import datetime, timedelta

from django.utils import timezone

from cases import actions
from cases.choices.danger import FIRST_QUESTIONS, ITEMS
from cases.choices.protection import Measure
from cases.models import Case
from portal import clock
from portal.access import Actor, scope

YES = {"choked": "yes", "threat": "yes", "worse": "yes", "children": "grave", "drunk": "yes"}


FOUR = {item.name: "no" for item in FIRST_QUESTIONS} | {"lethal": "yes", "child": "yes"}


def keep_safe(case: Case, *, actor: Actor, began: datetime) -> None:
    """Four questions, chair, shelter, screening, report, warning, order. Inside a transaction."""

    def do(action, after, **values):
        at = min(began + after, clock.now())
        with scope(actor), clock.at(at):
            return action(case=case, actor=actor, at=at, **values)

    def act(kind, after, **values):
        given = {"whom": "", "until": None, "place": "", "phone": "", "note": ""} | values
        do(actions.record_act, after, kind=kind, done_at=min(began + after, clock.now()), **given)

    minutes, day = timedelta(minutes=1), timezone.localdate(began)
    do(actions.record_first_check, 12 * minutes, answers=FOUR)
    act("chair", 15 * minutes, whom="何映秋")
    act(
        "shelter", 95 * minutes, until=day + timedelta(days=7), place="市救助站庇护区（演示）",
        phone="03750000901", note="带孩子一同入住",
    )  # fmt: skip
    do(
        actions.report_minor, 100 * minutes, outcome="reported", situation="violence",
        reported_at=min(began + 20 * minutes, clock.now()), reporter=actor.name,
        reported_to="光明路派出所（演示）", receipt_number="", reason="",
    )  # fmt: skip
    do(
        actions.keep_safe_contact, 110 * minutes, safe_contact="打庇护区值班电话转接",
        safe_times="工作日9点至17点", code_word="问“孩子的书包取了没有”",
        no_message=True, no_paper=True,
    )  # fmt: skip
    answers = {item.name: "no" for item in ITEMS} | YES
    do(actions.screen, 120 * minutes, answers=answers, note="在庇护区当面评估")
    do(
        actions.register_warning, 180 * minutes, issued_on=day, issuer="光明路派出所（演示）",
        number="", note="已送当事双方，社区民警和网格员一同查访",
    )  # fmt: skip
    do(
        actions.prepare_order, 200 * minutes, applicant="herself", ground="", will="",
        court="新华区人民法院", measures=[Measure.NO_CONTACT, Measure.MOVE_OUT],
        is_urgent=True, note="陪同到立案窗口",
    )  # fmt: skip
