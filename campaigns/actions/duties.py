"""报送、退回、通过、撤回 and what is sent for a unit that does not sign in. The steps are those of
rules.TRANSITIONS; what is in a material is its kind's own affair (campaigns/registry.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from campaigns.actions.happening import happened, locked_duty
from campaigns.actions.judged_cases import take_back_text
from campaigns.actions.reading import read_paper
from campaigns.choices import DutyStatus, Way
from campaigns.models import Duty, DutyFile, DutyRemark, DutyVersion
from campaigns.registry import Missing, duty_kind
from campaigns.rules import duties as rules
from campaigns.rules import planning
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines.reference import calendar_from
from portal.files.choices import FileRole


class Incomplete(Refused):
    """Everything that is missing, said at once; `missing` names each place on the page."""

    def __init__(self, missing: list[Missing]) -> None:
        words = "；".join(one.words for one in missing)
        super().__init__(f"还差{len(missing)}处：{words}")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Received:
    """How a material that was not sent by the portal reached us (代报)."""

    way: str
    received_on: date
    basis: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reviewer says about one cell or paragraph; no anchor means the whole."""

    text: str
    anchor: str = ""
    label: str = ""


def _step(duty: Duty, name: str, actor: Actor) -> Duty:
    """The duty locked, with the step's target state; raises Refused in the rule's words."""
    duty = locked_duty(duty, actor)
    if refusal := rules.TRANSITIONS[name].refusal(duty, actor):
        raise Refused(refusal)
    duty.status = rules.TRANSITIONS[name].target
    return duty


@transaction.atomic
def touch_duty(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """Somebody began to write: 未报 becomes 草稿. Raises Refused when it may not be written."""
    duty = locked_duty(duty, actor)
    if refusal := rules.fill_refusal(duty, actor):
        raise Refused(refusal)
    if duty.status == DutyStatus.WAITING:
        duty.status = DutyStatus.DRAFT
        duty.save(update_fields=["status"])
        happened(duty, "draft", actor=actor, at=at, kind=duty.kind)
    return duty


def _send(duty: Duty, *, content: dict, received: Received, actor: Actor, at: datetime) -> Duty:
    """Freeze a version and set the facts of the duty; the first day it came in stays."""
    duty.content_version += 1
    duty.submitted_at = at
    duty.received_on = duty.received_on or received.received_on
    duty.is_on_behalf = received.way != Way.PORTAL
    duty.hints_checked_at = duty.confirmed_at = None
    duty.save(
        update_fields=[
            "status", "content_version", "submitted_at", "received_on", "is_on_behalf",
            "hints_checked_at", "confirmed_at",
        ]
    )  # fmt: skip
    DutyVersion.objects.create(
        duty=duty,
        unit_code=duty.unit_code,
        number=duty.content_version,
        content=content,
        at=at,
        by_id=actor.account_id,
        by_name=actor.name,
        received_on=received.received_on,
        way=received.way,
        basis=received.basis,
    )
    DutyRemark.objects.filter(duty=duty, settled_at__isnull=True).update(settled_at=at)
    return duty


@transaction.atomic
def submit_duty(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """报送. Raises Incomplete with all that is missing, Refused when it may not be sent."""
    duty = _step(duty, "submit", actor)
    kind = duty_kind(duty.kind)
    if missing := kind.complete(duty):
        raise Incomplete(missing)
    today = Received(Way.PORTAL, timezone.localdate(at), "")
    duty = _send(duty, content=kind.freeze(duty), received=today, actor=actor, at=at)
    happened(duty, "submit", actor=actor, at=at, kind=duty.kind, on_time=duty.is_on_time)
    return duty


@transaction.atomic
def answer_nothing(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """本单位无此项活动: an answer like any other, in one click."""
    duty = _step(duty, "nothing", actor)
    today = Received(Way.PORTAL, timezone.localdate(at), "")
    duty = _send(duty, content={"nothing": True}, received=today, actor=actor, at=at)
    happened(duty, "nothing", actor=actor, at=at, kind=duty.kind, on_time=duty.is_on_time)
    return duty


@transaction.atomic
def withdraw(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """撤回 before the review. What comes again counts from that day."""
    duty = _step(duty, "withdraw", actor)
    if duty.reviewed_at is None:
        duty.received_on = None
    duty.save(update_fields=["status", "received_on"])
    happened(duty, "withdraw", actor=actor, at=at, kind=duty.kind)
    return duty


@transaction.atomic
def submit_on_behalf(*, duty: Duty, received: Received, actor: Actor, at: datetime) -> Duty:
    """代报: what came by mail or on paper is the unit's, on time by the day it came in.

    Raises Refused without a ground, for a day still to come or before the unit was asked.
    """
    duty = _step(duty, "behalf", actor)
    check_received(duty, received, at)
    if missing := missing_on_behalf(duty):
        raise Incomplete(missing)
    content = duty_kind(duty.kind).freeze(duty)
    duty = _send(duty, content=content, received=received, actor=actor, at=at)
    happened(duty, "behalf", actor=actor, at=at, kind=duty.kind, way=received.way)
    return duty


@transaction.atomic
def nothing_on_behalf(*, duty: Duty, received: Received, actor: Actor, at: datetime) -> Duty:
    """The unit said on the phone that it had nothing."""
    duty = _step(duty, "none-behalf", actor)
    check_received(duty, received, at)
    duty = _send(duty, content={"nothing": True}, received=received, actor=actor, at=at)
    happened(duty, "behalf", actor=actor, at=at, kind=duty.kind, way=received.way)
    return duty


@transaction.atomic
def enter_on_behalf(
    *, duty: Duty, received: Received, is_nothing: bool, text: str, actor: Actor, at: datetime
) -> Duty:
    """代报 in one act: what was typed or pasted becomes the content, then it is sent."""
    if is_nothing:
        return nothing_on_behalf(duty=duty, received=received, actor=actor, at=at)
    take_text = duty_kind(duty.kind).take_text
    if text and take_text is not None:
        take_text(duty=duty, text=text, actor=actor, at=at)
    elif not text:
        _read_latest(duty, actor=actor, at=at)
    return submit_on_behalf(duty=duty, received=received, actor=actor, at=at)


def _read_latest(duty: Duty, *, actor: Actor, at: datetime) -> None:
    """The latest paper beside it that can be read, where nothing was typed."""
    reads = duty_kind(duty.kind).reads
    papers = DutyFile.objects.filter(duty=duty, removed_at=None, kind__in=reads)
    if latest := papers.order_by("-added_at", "-pk").first():
        read_paper(duty, latest, actor=actor, at=at)


def missing_on_behalf(duty: Duty) -> list[Missing]:
    """What stands against 代报. Where the unit's own paper lies beside it a text need not be
    whole: the paper is what it sent."""
    kind = duty_kind(duty.kind)
    papers = DutyFile.objects.filter(duty=duty, removed_at=None).exclude(role=FileRole.PHOTO)
    if kind.complete_beside is not None and papers.exists():
        return kind.complete_beside(duty)
    return kind.complete(duty)


def check_received(duty: Duty, received: Received, at: datetime) -> None:
    """Raises Refused without a ground, or for a day that cannot be."""
    if received.way == Way.PORTAL or not received.basis:
        raise Refused("请写明依据，例如“3月10日邮件”。", "basis")
    if received.received_on > timezone.localdate(at):
        raise Refused("收到日期不能晚于今天。", "received_on")
    if received.received_on < timezone.localdate(duty.participation.asked_at):
        raise Refused("收到日期不能早于通知发出的日期。", "received_on")


@transaction.atomic
def confirm_duty(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """核对无误: the unit read what was sent for it; what is wrong it takes back."""
    duty = locked_duty(duty, actor)
    if refusal := rules.confirm_refusal(duty, actor):
        raise Refused(refusal)
    duty.confirmed_at = at
    duty.save(update_fields=["confirmed_at"])
    happened(duty, "confirm", actor=actor, at=at, kind=duty.kind)
    return duty


@transaction.atomic
def accept_duty(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """通过."""
    duty = _step(duty, "accept", actor)
    duty.reviewed_at, duty.reviewed_by_id = at, actor.account_id
    duty.save(update_fields=["status", "reviewed_at", "reviewed_by"])
    happened(duty, "accept", actor=actor, at=at, kind=duty.kind, version=duty.content_version)
    return duty


@transaction.atomic
def return_duty(*, duty: Duty, remarks: Sequence[Remark], actor: Actor, at: datetime) -> Duty:
    """退回修改: to a cell or a paragraph, each with its word; no judge reads it any more. Raises
    Refused without one."""
    if not remarks or not all(remark.text.strip() for remark in remarks):
        raise Refused("请写明退回的理由。", "text")
    duty = _step(duty, "return", actor)
    duty.reviewed_at, duty.reviewed_by_id = at, actor.account_id
    duty.save(update_fields=["status", "reviewed_at", "reviewed_by"])
    DutyRemark.objects.bulk_create(
        DutyRemark(
            duty=duty,
            unit_code=duty.unit_code,
            version_number=duty.content_version,
            anchor=remark.anchor,
            label=remark.label,
            text=remark.text.strip(),
            at=at,
            by_id=actor.account_id,
            by_name=actor.name,
        )
        for remark in remarks
    )
    take_back_text(duty, actor)
    happened(duty, "return", actor=actor, at=at, kind=duty.kind, remarks=len(remarks))
    return duty


@transaction.atomic
def grant_exception(*, duty: Duty, until: date, reason: str, actor: Actor, at: datetime) -> Duty:
    """延到某日 for one unit. Raises Refused for a day not after the one it is due."""
    duty = locked_duty(duty, actor)
    if refusal := rules.exception_refusal(duty, actor):
        raise Refused(refusal)
    if not reason.strip():
        raise Refused("请写明延期的理由。", "reason")
    if until <= duty.due_on:
        raise Refused("延到的日期应当晚于原报送日。", "until")
    if words := planning.day_refusal(until, calendar_from(until.year - 1), year=until.year):
        raise Refused(words, "until")
    duty.exception_until, duty.exception_reason = until, reason.strip()
    duty.exception_by_id = actor.account_id
    duty.save(update_fields=["exception_until", "exception_reason", "exception_by"])
    happened(duty, "exception", actor=actor, at=at, kind=duty.kind, until=until.isoformat())
    return duty


@transaction.atomic
def check_hints(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """已核实: the reviewer looked at what the hints point to."""
    duty = locked_duty(duty, actor)
    if refusal := rules.TRANSITIONS["accept"].refusal(duty, actor):
        raise Refused(refusal)
    duty.hints_checked_at = at
    duty.save(update_fields=["hints_checked_at"])
    happened(duty, "hints", actor=actor, at=at, kind=duty.kind)
    return duty
