"""One step on the way of a case, and taking it back within the moment."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cases import registry, rules
from cases.actions.deadlines import after_step, take_back
from cases.actions.happening import happened, locked
from cases.actions.joining import unmerge
from cases.actions.pressing import end_pressing
from cases.actions.reading import leaders_of
from cases.actions.reviewing import waiting_refusal
from cases.choices import CLOSED_STATUSES
from cases.choices.handling import BY_MEDIATION
from cases.models import Case, CaseHappening, FollowUp
from portal.access import Actor
from portal.access.refusal import Refused
from portal.desk import actions as desk

# 撤销 stays possible a little longer than the eight seconds it is offered: pages are slow.
UNDO = timedelta(minutes=2)
MOMENTS = ("answered_at", "closing_asked_at", "closed_at", "voided_at")
PEOPLE = ("closing_asked_by_id", "closed_by_id", "voided_by_id")
KEPT = (
    "status", "result", "settlement", "assistance", "is_answered_in_writing", "wants_second",
    "reopened", "retention", "ways", "repeat_state", *MOMENTS, *PEOPLE,
)  # fmt: skip
# step: the person and the moment it leaves on the case.
MARKS = {
    "void": ("voided_by_id", "voided_at"),
    "answer": ("", "answered_at"),
    "ask-close": ("closing_asked_by_id", "closing_asked_at"),
}
SAVED = [name.removesuffix("_id") for name in KEPT]


@transaction.atomic
def perform(
    *,
    case: Case,
    step: str,
    actor: Actor,
    at: datetime,
    note: str,
    values: Mapping[str, Any] | None = None,
) -> Case:
    """Take one step of rules.TRANSITIONS. `values` are the step's own fields, `way` what was done.

    Raises Refused in the rule's own words.
    """
    transition = rules.TRANSITIONS[step]
    case, given = locked(case, actor), dict(values or {})
    if refusal := transition.refusal(case, actor):
        raise Refused(refusal)
    before = rules.snapshot(case, KEPT)
    for name in transition.fields:
        if name in given:
            setattr(case, name, given[name])
    if refusal := ending_refusal(case, step):
        raise Refused(refusal)
    if (way := given.get("way", "")) and way not in case.ways:
        case.ways = [*case.ways, way]
    move(case, transition, actor=actor, at=at)
    case.version += 1
    case.save(update_fields=[*SAVED, "version"])
    after_step(case, step, actor=actor, at=at)
    if step == "reopen":
        end_pressing(case, "重新办理", actor=actor, at=at)
    undo = {"before": before, "version": case.version} if transition.undo else None
    happened(case, step, actor=actor, at=at, text=note, kept={"undo": undo}, status=case.status)
    tell_who_decides(case, step, actor=actor, at=at)
    return case


def ending_refusal(case: Case, step: str) -> str | None:
    """Why the case may not take this result, or may not be closed, archived or reopened, yet."""
    if step == "result" and case.result in BY_MEDIATION:
        return rules.mediation_refusal(case)
    if step in {"close", "ask-close", "agree"}:
        return rules.closing_refusal(case) or registry.closing_refusal(case)
    if step in {"reopen", "archive"}:
        return waiting_refusal(case)
    return None


def move(case: Case, transition: rules.Transition, *, actor: Actor, at: datetime) -> None:
    """Status and its moments and persons."""
    if transition.name == "void":
        refuse_late_slip(case, actor, at)
    who, when = MARKS.get(transition.name, ("", ""))
    if when:
        setattr(case, when, at)
    if who:
        setattr(case, who, actor.account_id)
    case.reopened += transition.name == "reopen"
    case.status = transition.target or case.status
    if case.status not in CLOSED_STATUSES:
        case.closed_at = case.closed_by_id = None
    elif case.closed_at is None:
        case.closed_at, case.closed_by_id = at, actor.account_id


def refuse_late_slip(case: Case, actor: Actor, at: datetime) -> None:
    since = case.ledger.at if case.is_history else case.registered_at  # when it came in here
    same_day = timezone.localdate(since) == timezone.localdate(at)
    if refusal := rules.void_refusal(case, actor, same_day=same_day):
        raise Refused(refusal)


def tell_who_decides(case: Case, step: str, *, actor: Actor, at: datetime) -> None:
    """报请办结 waits for a leader; 退回 goes back to who asked."""
    url = case.get_absolute_url()
    if step == "ask-close":
        others = [leader for leader in leaders_of(case) if leader.pk != actor.account_id]
        desk.notify(accounts=others, text=f"{case.short_number} 报请办结，请审核。", url=url, at=at)
    elif step == "send-back":
        text = f"{case.short_number} 被退回再办，请查看意见。"
        desk.notify(accounts=[case.handler_id], text=text, url=url, at=at)


@transaction.atomic
def undo_step(*, case: Case, actor: Actor, at: datetime) -> Case:
    """撤销 of her own last step, while nobody did anything after it.

    Raises Refused when it was not hers, too late, or the case has moved on.
    """
    case = locked(case, actor)
    last = CaseHappening.objects.filter(case=case).order_by("-at", "-pk").first()
    kept = last.data.get("undo") if last else None
    if last is None or not kept or last.account_id != actor.account_id:
        raise Refused("只能撤销本人刚刚的办理。")
    if at - last.at > UNDO:
        raise Refused("已超过撤销时间。")
    if kept["version"] != case.version:
        raise Refused("之后已有新的办理，不能撤销。")
    for name, value in kept["before"].items():
        setattr(case, name, parse_datetime(value) if name in MOMENTS and value else value)
    case.version += 1
    case.save(update_fields=[*SAVED, "version"])
    take_back(case, since=last.at, actor=actor, at=at)
    if last.verb == "merge":
        unmerge(case, kept["contacts"], actor=actor, at=at)
    label = rules.TRANSITIONS[last.verb].label if last.verb in rules.TRANSITIONS else "并入"
    happened(case, "undo", actor=actor, at=at, text=f"撤销刚才的“{label}”", status=case.status)
    return case


@transaction.atomic
def follow_up(
    *, case: Case, actor: Actor, at: datetime, note: str, values: Mapping[str, Any]
) -> Case:
    """回访 by somebody other than the handler; 不满意 may reopen by the step beside it."""
    next_on = values.get("next_on")
    if next_on is not None and next_on <= timezone.localdate(at):
        raise Refused("下次回访的日期应晚于今天。", "next_on")
    case = perform(case=case, step="follow-up", actor=actor, at=at, note=note)
    FollowUp.objects.create(
        unit_code=case.unit_code, case=case, at=at, by_id=actor.account_id, note=note, **values
    )
    return case
