"""What may happen to an owed thing, and what may be asked for. No database, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from campaigns.choices import CampaignStatus, DutyStatus
from portal.access import Actor, Permission


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a duty. Button, address, action and tests read the same row."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: Permission
    guard: Callable[[Any, Actor], str | None]

    def refusal(self, duty: Any, actor: Actor) -> str | None:
        """Why this may not happen now; None when it may."""
        if not actor.can(self.permission):
            return f"您可以查看，但不能办理：{self.label}。如需办理，请联系市妇联权益部。"
        if refusal := self.guard(duty, actor) or closed(duty):
            return refusal
        if duty.status not in self.sources:
            return f"这份材料{DutyStatus(duty.status).label}，不能再{self.label}。"
        return None


def own_unit(duty: Any, actor: Actor) -> str | None:
    """A unit reports for itself; whoever asked may do so for it, and says on what ground."""
    if duty.unit_code == actor.unit_code:
        return None
    return "这份材料由填报单位报送。收到邮件或纸质材料的，请用“代报”。"


def asker(duty: Any, actor: Actor) -> str | None:
    if duty.asked_by_code == actor.unit_code:
        return None
    return "这份材料由布置单位审核，您可以查看。"


def closed(duty: Any) -> str | None:
    """A finished campaign takes nothing more in; the lock says why."""
    if duty.participation.campaign.status == CampaignStatus.PUBLISHED:
        return None
    return "活动已经结束，材料不再改动。确需更正的，请联系市妇联权益部重新打开。"


S = DutyStatus
OPEN = frozenset({S.WAITING, S.DRAFT, S.RETURNED})
P = Permission
TRANSITIONS = {
    step.name: step
    for step in (
        Transition("submit", "报送", OPEN, S.SUBMITTED, P.CAMPAIGN_REPORT, own_unit),
        Transition("nothing", "无此项活动", OPEN, S.NOTHING, P.CAMPAIGN_REPORT, own_unit),
        Transition(
            "withdraw", "撤回", frozenset({S.SUBMITTED, S.NOTHING}), S.DRAFT, P.CAMPAIGN_REPORT,
            own_unit,
        ),
        Transition("behalf", "代报", OPEN, S.SUBMITTED, P.CAMPAIGN_REVIEW, asker),
        Transition("none-behalf", "代报无此项", OPEN, S.NOTHING, P.CAMPAIGN_REVIEW, asker),
        Transition(
            "return", "退回修改", frozenset({S.SUBMITTED, S.ACCEPTED}), S.RETURNED,
            P.CAMPAIGN_REVIEW, asker,
        ),
        Transition(
            "accept", "通过", frozenset({S.SUBMITTED}), S.ACCEPTED, P.CAMPAIGN_REVIEW, asker
        ),
    )
}  # fmt: skip


def available(duty: Any, actor: Actor) -> list[Transition]:
    return [step for step in TRANSITIONS.values() if step.refusal(duty, actor) is None]


def fill_refusal(duty: Any, actor: Actor) -> str | None:
    """Why the content may not be written now: by the unit itself, or for it by who asked."""
    if duty.unit_code != actor.unit_code and duty.asked_by_code != actor.unit_code:
        return "这份材料由填报单位填写，您可以查看。"
    mine = duty.unit_code == actor.unit_code
    if not actor.can(P.CAMPAIGN_REPORT if mine else P.CAMPAIGN_REVIEW):
        return "您可以查看，但不能填写。如需填写，请联系本单位经办人。"
    if refusal := closed(duty):
        return refusal
    if duty.status not in OPEN:
        return f"这份材料{DutyStatus(duty.status).label}，不能修改。审核前可以先撤回。"
    return None


def confirm_refusal(duty: Any, actor: Actor) -> str | None:
    """核对无误: by the unit itself, of what was sent for it and is not confirmed yet."""
    if duty.unit_code != actor.unit_code or not actor.can(P.CAMPAIGN_REPORT):
        return "代报的材料由填报单位自己核对。"
    if not duty.is_on_behalf or duty.status in OPEN:
        return "这份材料不是代报的，不用核对。"
    return "已经核对过了。" if duty.confirmed_at else closed(duty)


def sign_refusal(participation: Any, actor: Actor) -> str | None:
    """Why this unit may not be signed for now: itself, or by who asked it (代签收)."""
    mine = participation.unit_code == actor.unit_code
    if not mine and participation.asked_by_code != actor.unit_code:
        return "通知由收文单位签收。"
    if not actor.can(P.CAMPAIGN_REPORT if mine else P.CAMPAIGN_REVIEW):
        return "您可以查看，但不能签收。请联系本单位经办人。"
    if participation.signed_at is not None:
        return "已经签收过了。"
    return None


def exception_refusal(duty: Any, actor: Actor) -> str | None:
    """Why the day may not be put off for this unit."""
    if not actor.can(P.CAMPAIGN_REVIEW):
        return "您可以查看，但不能办理：延期。如需办理，请联系市妇联权益部。"
    if refusal := asker(duty, actor) or closed(duty):
        return refusal
    return None if duty.status in OPEN else "材料已经报送，不用延期。"


def forward_refusal(participation: Any, actor: Actor) -> str | None:
    """Only a unit with units below it passes a notice on, after it has signed."""
    if participation.unit_code != actor.unit_code or not actor.can(P.CAMPAIGN_REVIEW):
        return "通知由收文的县（市、区）单位转发。"
    if participation.signed_at is None:
        return "请先签收，再转发。"
    return None
