"""A warning, an order, the evidence and the plan, as their pages tell them."""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from cases.choices.protection import PLAN, Applicant, Ground, OrderStatus
from cases.models import (
    Case,
    EvidenceList,
    ProtectionCheck,
    ProtectionOrder,
    SafetyPlan,
    WarningLetter,
)
from cases.rules import protection as rules
from portal import clock
from portal.access import Actor
from portal.deadlines.models import ClockRule
from portal.deadlines.rules import count_hours
from portal.ui import words
from portal.units.models import Unit

COURT = "M08"


def warning_page(warning: WarningLetter, actor: Actor) -> dict[str, Any]:
    facts = [
        ("出具日期", words.day_long(warning.issued_on)),
        ("出具单位", warning.issuer),
        ("文号", warning.number),
        ("说明", warning.note),
    ]
    return {
        "heading": "家庭暴力告诫书",
        "facts": [(term, value) for term, value in facts if value],
        "checks": checks_of(actor, warning=warning),
        "what": "告诫书",
    }


def order_page(order: ProtectionOrder, actor: Actor) -> dict[str, Any]:
    facts = [
        ("状态", order.state.label),
        ("谁申请", Applicant(order.applicant).label),
        ("法定情形", Ground(order.ground).label if order.ground else ""),
        ("本人意愿", order.will),
        ("法院", order.court),
        ("请求措施", "；".join(order.measure_words)),
        ("提交", words.day_long(order.filed_on) if order.filed_on else ""),
        ("裁定", words.day_long(order.decided_on) if order.decided_on else ""),
        ("裁定文号", order.number),
        ("有效期至", words.day_long(order.expires_on) if order.expires_on else ""),
        ("说明", order.note),
    ]
    return {
        "heading": "人身安全保护令",
        "facts": [(term, value) for term, value in facts if value],
        "reference": court_line(order),
        "expiry": expiry_line(order),
        "checks": checks_of(actor, order=order),
        "what": "保护令",
        "guards": order.status == OrderStatus.ISSUED,
    }


def court_line(order: ProtectionOrder) -> str:
    """法院应在…前作出裁定: the court's own hours, never a clock of ours (users.md c23)."""
    if order.accepted_at is None or order.status != OrderStatus.ACCEPTED:
        return ""
    code = "protection-order-urgent" if order.is_urgent else "protection-order"
    rule = ClockRule.objects.present().filter(code=code).first()
    if rule is None or rule.length is None:
        return ""
    by = count_hours(timezone.localtime(order.accepted_at), rule.length).strict_at
    return f"参照：法院应在{moment(by)}前作出裁定（{rule.article}）。请核对申请材料是否齐全。"


def moment(at: datetime | None) -> str:
    return words.moment(at, today=clock.today()) if at else ""


def expiry_line(order: ProtectionOrder) -> str:
    if order.status != OrderStatus.ISSUED or order.expires_on is None:
        return ""
    left = (order.expires_on - clock.today()).days
    if left < 0:
        return "有效期已满。仍有危险的，请帮助当事人重新申请。"
    if left <= max(rules.REMIND_DAYS):
        return f"还有{left}天到期。需要继续保护的，请在到期前帮助当事人申请延长。"
    return ""


def checks_of(actor: Actor, **of: Any) -> list[ProtectionCheck]:
    visible = ProtectionCheck.objects.visible_to(actor).filter(**of)
    return list(visible.order_by("-seen_on", "-pk"))


def court_of(case: Case) -> str:
    """The court of the same county, as a first suggestion."""
    first = Unit.objects.filter(code=case.county_code + COURT, valid_to=None).first()
    return first.name if first else ""


def evidence_values(case: Case, actor: Actor) -> dict[str, str]:
    kept = EvidenceList.objects.visible_to(actor).filter(case=case).first()
    values: dict[str, str] = {}
    for name, item in (kept.items if kept else {}).items():
        values |= {name: item.get("state", ""), f"{name}_note": item.get("note", "")}
    return values


def plan_values(case: Case, actor: Actor) -> dict[str, str]:
    plan = SafetyPlan.objects.visible_to(actor).filter(case=case).first()
    if plan is None:
        return {}
    return json.loads(plan.body or "{}") | {"consent": plan.consent}


def may_print_plan(case: Case, actor: Actor) -> bool:
    return SafetyPlan.objects.visible_to(actor).filter(case=case).exclude(consent="").exists()


def plan_lines(plan: SafetyPlan) -> list[tuple[str, str]]:
    parts = json.loads(plan.body or "{}")
    return [(label, parts[name]) for name, label, _ in PLAN if parts.get(name)]
