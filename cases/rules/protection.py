"""The way of a protection order as data, and what an application on her behalf stands on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.choices.protection import Applicant, OrderStatus
from cases.rules.danger import protect_refusal
from portal.access import Actor

S = OrderStatus
MONTHS = 6  # 反家庭暴力法 30: not longer than six months
REMIND_DAYS = (30, 7)
SHORTEST_WILL = 4


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One step of an application. `asks` names the fields of the form it needs."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    asks: tuple[str, ...]

    def refusal(self, order: Any, case: Any, actor: Actor) -> str | None:
        if refusal := protect_refusal(case, actor):
            return refusal
        if order.status not in self.sources:
            return f"保护令{OrderStatus(order.status).label}，不能再登记“{self.label}”。"
        return None


STEPS = {
    step.name: step
    for step in (
        OrderStep("file", "提交法院", frozenset({S.PREPARING}), S.FILED, ("filed_on",)),
        OrderStep(
            "accept", "法院受理", frozenset({S.PREPARING, S.FILED}), S.ACCEPTED, ("accepted_at",)
        ),
        OrderStep(
            "issue",
            "作出保护令",
            frozenset({S.FILED, S.ACCEPTED}),
            S.ISSUED,
            ("decided_on", "number", "expires_on"),
        ),
        OrderStep(
            "refuse",
            "裁定驳回",
            frozenset({S.FILED, S.ACCEPTED}),
            S.REFUSED,
            ("decided_on", "note"),
        ),
        OrderStep(
            "withdraw",
            "撤回申请",
            frozenset({S.PREPARING, S.FILED, S.ACCEPTED}),
            S.WITHDRAWN,
            ("note",),
        ),
        OrderStep("renew", "延长有效期", frozenset({S.ISSUED}), S.ISSUED, ("expires_on", "note")),
        OrderStep("end", "失效或撤销", frozenset({S.ISSUED}), S.ENDED, ("note",)),
    )
}


def available(order: Any, case: Any, actor: Actor) -> list[OrderStep]:
    return [step for step in STEPS.values() if step.refusal(order, case, actor) is None]


def application_refusal(*, applicant: str, ground: str, will: str) -> tuple[str, str] | None:
    """(words, field) why this application may not be made so; None when it may."""
    if applicant == Applicant.HERSELF:
        return ("本人申请的不用选代为申请的依据。", "ground") if ground else None
    if not ground:
        return "妇联代为申请须有法定情形，请选明依据。", "ground"
    if len(will.strip()) < SHORTEST_WILL:
        return "请写明本人意愿：什么时候、怎样表示的；无法表达的写明情况。", "will"
    return None


def latest_expiry(decided: date) -> date:
    """Six months on, or the last day of a shorter month."""
    month = decided.month - 1 + MONTHS
    year, month = decided.year + month // 12, month % 12 + 1
    return date(year, month, min(decided.day, monthrange(year, month)[1]))


def expiry_refusal(*, since: date, expires: date) -> str | None:
    """`since` is the ruling's day, or the day an extension begins."""
    if expires < since:
        return "失效日期不能早于裁定日期。"
    if expires > latest_expiry(since):
        return "保护令有效期不超过六个月（反家庭暴力法第三十条），请核对。"
    return None


def reminder_due(*, expires: date, today: date, reminded: int) -> int:
    """30 or 7 when that many days are left and it has not been told; else 0."""
    left = (expires - today).days
    for days in reversed(REMIND_DAYS):
        if 0 <= left <= days:
            return days if reminded == 0 or reminded > days else 0
    return 0
