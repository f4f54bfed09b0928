"""告诫书, 人身安全保护令, their visits and breaches; evidence, the plan, and how to reach her."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cases.actions.colours import (
    SCREENING,
    ask_for_alarm_again,
    protected,
    stamp,
    start,
    take_colour,
)
from cases.actions.happening import happened
from cases.actions.reading import tell_leaders
from cases.choices import PartyRole
from cases.choices.danger import RiskLevel
from cases.choices.protection import Applicant, CheckKind, OrderStatus
from cases.models import (
    Case,
    EvidenceList,
    Party,
    ProtectionCheck,
    ProtectionOrder,
    SafetyPlan,
    WarningLetter,
)
from cases.rules import protection as rules
from portal.access import Actor
from portal.access.refusal import Refused


@transaction.atomic
def register_warning(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    issued_on: date,
    issuer: str,
    number: str,
    note: str,
) -> WarningLetter:
    """告诫书 that the police issued (反家庭暴力法 16)."""
    case = protected(case, actor)
    warning = WarningLetter.objects.create(
        unit_code=case.unit_code,
        case=case,
        issued_on=issued_on,
        issuer=issuer,
        number=number,
        note=note,
        at=at,
        made_by_id=actor.account_id,
    )
    stamp(case)
    happened(case, "warning", actor=actor, at=at, text=f"{issuer}出具")
    return warning


@transaction.atomic
def prepare_order(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    applicant: str,
    ground: str,
    will: str,
    court: str,
    measures: list[str],
    is_urgent: bool,
    note: str,
) -> ProtectionOrder:
    """An application begins: by herself, or on her behalf on a named ground and with her will."""
    case = protected(case, actor)
    if refusal := rules.application_refusal(applicant=applicant, ground=ground, will=will):
        raise Refused(*refusal)
    order = ProtectionOrder.objects.create(
        unit_code=case.unit_code,
        case=case,
        status=OrderStatus.PREPARING,
        applicant=applicant,
        ground=ground,
        will=will,
        court=court,
        measures=measures,
        is_urgent=is_urgent,
        note=note,
        at=at,
        made_by_id=actor.account_id,
    )
    stamp(case)
    text = f"准备申请（{Applicant(applicant).label}），{court}"
    happened(case, "order", actor=actor, at=at, text=text, status=order.status)
    return order


@transaction.atomic
def take_order_step(
    *, order: ProtectionOrder, actor: Actor, at: datetime, step: str, values: Mapping[str, Any]
) -> ProtectionOrder:
    """One step of rules.STEPS with the fields it asks for. Raises Refused in words."""
    case = protected(order.case, actor)
    order = ProtectionOrder.objects.select_for_update().get(pk=order.pk)
    taken = rules.STEPS[step]
    if refusal := taken.refusal(order, case, actor):
        raise Refused(refusal)
    _check_days(order, step, values, at)
    for name in taken.asks:
        setattr(order, name, values[name])
    order.status = taken.target
    if "expires_on" in taken.asks:
        order.reminded = 0
    order.save(update_fields=[*taken.asks, "status", "reminded"])
    stamp(case)
    happened(case, "order", actor=actor, at=at, text=taken.label, status=order.status)
    return order


def _check_days(order: ProtectionOrder, step: str, values: Mapping[str, Any], at: datetime) -> None:
    accepted, decided = values.get("accepted_at"), values.get("decided_on")
    if accepted is not None and accepted > at:
        raise Refused("受理时间不能晚于现在。", "accepted_at")
    if expires := values.get("expires_on"):
        # An extension begins where the last one ended.
        since = order.expires_on if step == "renew" else decided
        if since is not None and (refusal := rules.expiry_refusal(since=since, expires=expires)):
            raise Refused(refusal, "expires_on")


@transaction.atomic
def record_check(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    kind: str,
    seen_on: date,
    by_whom: str,
    found: str,
    warning: WarningLetter | None = None,
    order: ProtectionOrder | None = None,
) -> ProtectionCheck:
    """查访 or 违反 of a warning or an order. A breach of an order is red and asks for the police;
    a breach of a warning asks for a new screening within the day."""
    case = protected(case, actor)
    check = ProtectionCheck.objects.create(
        unit_code=case.unit_code,
        case=case,
        warning=warning,
        order=order,
        kind=kind,
        seen_on=seen_on,
        by_whom=by_whom,
        found=found,
        at=at,
        made_by_id=actor.account_id,
    )
    what = "告诫书" if warning else "保护令"
    if kind == CheckKind.BREACH:
        if order:
            ask_for_alarm_again(case)
        level = RiskLevel.RED if order else case.risk
        take_colour(case, level, actor=actor, at=at)
        start(case, SCREENING, f"违反{what}", actor, at)
        tell_leaders(case, f"违反{what}，请查看。", actor=actor, at=at)
    else:
        stamp(case)
    text = f"{what}{CheckKind(kind).label}（{by_whom}）"
    happened(case, "guard", actor=actor, at=at, text=text, kind=kind)
    return check


@transaction.atomic
def keep_evidence(
    *, case: Case, actor: Actor, at: datetime, items: Mapping[str, Mapping[str, str]]
) -> EvidenceList:
    """证据清单 as it stands now; earlier states stay in the history."""
    case = protected(case, actor)
    values = {"items": dict(items), "at": at, "made_by_id": actor.account_id}
    kept, _ = EvidenceList.objects.update_or_create(
        case=case, defaults=values, create_defaults=values | {"unit_code": case.unit_code}
    )
    stamp(case)
    happened(case, "evidence", actor=actor, at=at, text="已更新")
    return kept


@transaction.atomic
def keep_plan(
    *, case: Case, actor: Actor, at: datetime, parts: Mapping[str, str], consent: str
) -> SafetyPlan:
    """安全计划; `consent` says when and how she asked for it on paper, empty while she has not."""
    case = protected(case, actor)
    plan = SafetyPlan.objects.select_for_update().filter(case=case).first()
    if plan is None:
        plan = SafetyPlan(unit_code=case.unit_code, case=case)
    plan.body, plan.consent = json.dumps(dict(parts), ensure_ascii=False), consent
    plan.at, plan.made_by_id = at, actor.account_id
    plan.save()
    stamp(case)
    happened(case, "plan", actor=actor, at=at, text="已更新")
    return plan


@transaction.atomic
def print_plan(*, case: Case, actor: Actor, at: datetime) -> SafetyPlan:
    """The plan leaves on paper: never without her word. Raises Refused."""
    case = protected(case, actor)
    plan = SafetyPlan.objects.filter(case=case).first()
    if plan is None or not plan.consent:
        raise Refused("安全计划未经本人同意不打印、不发送。请先写明本人何时、怎样同意。")
    happened(case, "print_plan", actor=actor, at=at, text="本人同意")
    return plan


@transaction.atomic
def keep_safe_contact(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    safe_contact: str,
    safe_times: str,
    code_word: str,
    no_message: bool,
    no_paper: bool,
) -> Party:
    """How and when to reach her. 不宜书面送达 is told to the leader (users.md c15)."""
    case = protected(case, actor)
    party = case.parties.select_for_update().get(role=PartyRole.CONCERNED)
    began = no_paper and not party.no_paper
    party.safe_contact, party.safe_times, party.code_word = safe_contact, safe_times, code_word
    party.no_message, party.no_paper = no_message, no_paper
    names = ["safe_contact", "safe_times", "code_word", "no_message", "no_paper"]
    party.save(update_fields=names)
    stamp(case)
    limits = [word for word, on in (("不发短信", no_message), ("不宜书面送达", no_paper)) if on]
    text = "已登记" + (f"（{'、'.join(limits)}）" if limits else "")
    happened(case, "contact", actor=actor, at=at, text=text)
    if began:
        tell_leaders(case, "不宜书面送达（安全原因），请知悉。", actor=actor, at=at)
    return party
