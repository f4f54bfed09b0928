"""What is done about a case of violence: questions, colour, police, shelter, warning, order."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases import actions
from cases.choices.danger import FIRST_QUESTIONS, ITEMS
from cases.choices.protection import Measure
from cases.models import ProtectionOrder
from portal.access import scope

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The fifteen items that come out as each colour; nobody hit a child in these.
YES = {
    "red": ("choked", "worse", "drunk", "wounded"),
    "orange": ("worse", "leaving", "stalking", "drunk", "control", "wounded"),
    "yellow": ("worse", "drunk", "control"),
    "blue": ("control",),
}
WILL = "本人在妇联当面表示愿意申请，因对方扬言阻拦，自己不敢去法院"


def protect(told: Any) -> None:
    planned = told.planned
    colour = planned.colour or "blue"
    answers = {item.name: "no" for item in FIRST_QUESTIONS}
    if colour == "red":
        answers["lethal"] = "yes"
    told.do(8 * MINUTE, actions.record_first_check, answers=answers)
    if colour == "red":
        call_the_police(told)
    given = {item.name: "yes" if item.name in YES[colour] else "no" for item in ITEMS}
    told.do(3 * HOUR, actions.screen, answers=given, note="当面问过，逐项填写")
    if planned.is_sheltered:
        act(told, HOUR, "shelter", place="庇护场所（演示）", phone="03750000901",
            until=timezone.localdate(told.at) + 7 * DAY, note="本人愿意入住")  # fmt: skip
    if planned.has_warning:
        told.do(4 * HOUR, actions.register_warning, issued_on=timezone.localdate(told.at),
                issuer="辖区派出所（演示）", number="", note="已送当事双方")  # fmt: skip
    if planned.order:
        ask_the_court(told)
    told.do(4 * HOUR, actions.record_no_change, note="再次联系，本人平安，情况无变化。")


def call_the_police(told: Any) -> None:
    told.do(2 * MINUTE, actions.record_alarm, alarm_at=told.at, taken_by="110 接警台（演示）",
            number="")  # fmt: skip
    act(told, 5 * MINUTE, "chair", whom="本单位主席")
    act(told, 2 * HOUR, "police_letter", whom="同级公安机关")


def act(told: Any, after: timedelta, kind: str, **values: Any) -> None:
    given = {"whom": "", "until": None, "place": "", "phone": "", "note": ""} | values
    told.do(after, actions.record_act, kind=kind, done_at=told.at, **given)


def ask_the_court(told: Any) -> None:
    """Filed, taken by the court within the day, decided in three."""
    on_behalf = told.planned.order == "on_behalf"
    order = told.do(
        4 * HOUR, actions.prepare_order,
        applicant="on_behalf" if on_behalf else "herself",
        ground="forced" if on_behalf else "", will=WILL if on_behalf else "",
        court=f"{told.lookup.place_word(told.clerk.unit_code)}人民法院（演示）",
        measures=[Measure.NO_VIOLENCE, Measure.NO_CONTACT], is_urgent=False, note="",
    )  # fmt: skip
    court_step(told, order, "file", filed_on=timezone.localdate(told.at))
    court_step(told, order, "accept", accepted_at=told.at)
    decided = timezone.localdate(told.at)
    if told.planned.order == "refused":
        court_step(told, order, "refuse", decided_on=decided, note="证据不足，已告知可复议")
    else:
        court_step(told, order, "issue", decided_on=decided, number="（演示）保护令",
                   expires_on=decided + 150 * DAY)  # fmt: skip


def court_step(told: Any, order: ProtectionOrder, step: str, **values: Any) -> None:
    def take(*, case, actor, at):
        return actions.take_order_step(order=order, actor=actor, at=at, step=step, values=values)

    with scope(told.clerk):
        order.case = told.case
    told.do(MINUTE, take)
