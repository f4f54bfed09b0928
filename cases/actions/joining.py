"""A contact joins the case of the same person and matter; taken back within the moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cases import rules
from cases.actions.colours import ask_for_alarm_again
from cases.actions.danger import RECENT
from cases.actions.deadlines import INFORM, end_clocks, open_clocks, start
from cases.actions.happening import happened, locked
from cases.actions.linking import writable
from cases.actions.reading import tell_leaders
from cases.choices import CaseStatus, Safety
from cases.choices.handling import Repeat
from cases.models import Case, Contact
from cases.rules import joining
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines import actions as deadlines
from portal.desk import actions as desk
from portal.search import actions as search

BEFORE = ("status", "safety", "alarm_at", "alarm_taken_by", "alarm_number", "alarm_declined_at",
          "alarm_declined_reason")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Came:
    """What of the call matters to the case it joins."""

    channel: str
    received_at: datetime
    is_anonymous: bool
    is_danger: bool


def join(case: Case, came: Came, *, actor: Actor, at: datetime) -> Case:
    """Take the contact in: told to who handles it; danger is danger, whatever the state was."""
    case = locked(case, actor)
    if refusal := joining.join_refusal(case, actor):
        raise Refused(refusal, "join")
    before = rules.snapshot(case, BEFORE)
    if came.is_danger:
        case.safety, case.status = Safety.DANGER, _working(case)
        if case.alarm_at is None or at - case.alarm_at > RECENT:
            ask_for_alarm_again(case)
    case.version += 1
    case.save(update_fields=[*BEFORE, "version"])
    if not came.is_anonymous:
        start(case, INFORM, event="收到", actor=actor, at=at, since=came.received_at)
    kept = {"joined": {"before": before, "version": case.version}}
    happened(case, "join", actor=actor, at=at, text=f"{came.channel}，并入本件", kept=kept)
    if case.handler_id != actor.account_id:
        text = f"{case.short_number} 又有来件，已并入，请查看。"
        url = case.get_absolute_url()
        desk.notify(accounts=[case.handler_id], text=text, url=url, at=at)
    if case.needs_alarm:
        tell_leaders(case, "来件人有危险，正在登记报警情况，请立即关注。", actor=actor, at=at)
    return case


def _working(case: Case) -> str:
    """Somebody in danger is being handled, also where all seemed answered."""
    is_working = case.status in {CaseStatus.REGISTERED, CaseStatus.HANDLING}
    return case.status if is_working else CaseStatus.HANDLING


def leave(case: Case, contact: Contact, *, actor: Actor, at: datetime) -> Case:
    """撤销: the contact is gone, the case is as it was. Raises Refused when it went on since."""
    case = locked(case, actor)
    line = case.happenings.filter(verb="join", account_id=actor.account_id)
    last = line.order_by("-at", "-pk").first()
    kept = last.data.get("joined") if last and last.at == contact.registered_at else None
    if kept is None or kept["version"] != case.version:
        raise Refused("并入之后已有新的办理，不能撤销。")
    for name, value in kept["before"].items():
        setattr(case, name, _python(name, value))
    case.version += 1
    case.save(update_fields=[*BEFORE, "version"])
    for clock in open_clocks(case):
        if clock.rule.code == INFORM and clock.started_at == contact.received_at:
            deadlines.drop(deadline=clock, actor=actor, at=at, why="撤销")
    happened(case, "leave", actor=actor, at=at, text="误并入，已撤销这次来件")
    return case


def _python(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name.endswith("_at") and value else value


# ── 重件: the later case goes into the first ────────────────────────────────────────────────────
@transaction.atomic
def merge_repeat(*, case: Case, actor: Actor, at: datetime) -> Case:
    """并入: its contacts join the first case, its number stays and is 作废. Gives the first case.

    Raises Refused where something was done on it already: then 是重件 keeps both.
    """
    case = writable(case, actor)
    if case.repeat_state != Repeat.WAITING:
        raise Refused("初件、重件已经确认。")
    first = Case.objects.visible_to(actor).filter(pk=case.repeat_of_id).first()
    verbs = set(case.happenings.values_list("verb", flat=True))
    if refusal := joining.merge_refusal(case, first, actor, verbs=verbs):
        raise Refused(refusal)
    assert first is not None  # noqa: S101 - merge_refusal said so
    moved = list(Contact.objects.filter(case=case).values_list("pk", flat=True))
    channel = "、".join(_channels(moved))
    Contact.objects.filter(pk__in=moved).update(case=first)
    _give_up(case, first, moved, actor=actor, at=at)
    first = locked(first, actor)
    first.version += 1
    first.save(update_fields=["version"])
    start(first, INFORM, event="收到", actor=actor, at=at, since=case.received_at)
    happened(first, "join", actor=actor, at=at, text=f"{channel}，由{case.short_number}并入")
    search.index(kind="case", keys=[case.pk, first.pk])
    return first


def _give_up(case: Case, first: Case, moved: list[int], *, actor: Actor, at: datetime) -> None:
    """Its number stays, 作废; what 撤销 would put back is kept."""
    before = {"status": case.status, "repeat_state": case.repeat_state, "voided_at": None,
              "voided_by_id": None}  # fmt: skip
    case.status, case.repeat_state = CaseStatus.VOID, Repeat.REPEAT
    case.voided_at, case.voided_by_id = at, actor.account_id
    case.version += 1
    case.save(update_fields=["status", "repeat_state", "voided_at", "voided_by", "version"])
    end_clocks(case, actor=actor, at=at)
    undo = {"before": before, "version": case.version, "contacts": moved}
    text = f"并入{first.short_number}，编号作废"
    happened(case, "merge", actor=actor, at=at, text=text, kept={"undo": undo}, status=case.status)


def _channels(contacts: list[int]) -> list[str]:
    rows = Contact.objects.filter(pk__in=contacts).order_by("received_at")
    return list(dict.fromkeys(rows.values_list("channel__name", flat=True)))


def unmerge(case: Case, contacts: list[int], *, actor: Actor, at: datetime) -> None:
    """撤销 of 并入: the contacts come back to the case they opened."""
    mine = Contact.objects.filter(pk__in=contacts, case=case.repeat_of_id)
    mine.update(case=case)
    first = Case.objects.visible_to(actor).filter(pk=case.repeat_of_id).first()
    if first is not None:
        happened(first, "leave", actor=actor, at=at, text=f"{case.short_number}不再并入")
        search.index(kind="case", keys=[case.pk, first.pk])
