"""Where a case may be handed on within the own system. No database, no clock."""

from collections.abc import Callable
from typing import Any

from cases import rules
from cases.choices import CaseStatus
from cases.choices.referral import TransferStatus
from cases.rules.danger import alarm_needed
from cases.rules.referral import is_complained_of, is_red
from portal.access import Actor, Permission

__all__ = ["Refusal", "is_red"]
Refusal = Callable[[Any, Actor], str | None]
RECEIVERS = ("office", "federation", "zone")
NOT_HERS = "您可以查看，但不能{what}。如需办理，请联系本单位经办人。"


def offer_refusal(case: Any, actor: Actor) -> str | None:
    """Why this case may not be handed on now; None when it may."""
    if not actor.can(Permission.CASE_TRANSFER):
        return NOT_HERS.format(what="转送")
    if refusal := rules.elsewhere(case, actor):
        return refusal
    if refusal := alarm_needed(case):
        return refusal
    if case.status == CaseStatus.VOID:
        return "已作废的事项不能转送。"
    return None


def receiver_refusal(case: Any, actor: Actor, unit: Any) -> str | None:
    """Why this unit may not be given the case."""
    if unit.kind not in RECEIVERS:
        return "转送用于妇联系统；成员单位请用“转介”。"
    if unit.code == actor.unit_code:
        return "这件事项已在本单位。"
    if is_complained_of(case, code=unit.code, name=unit.short_name):
        return "不能转送给被反映的单位。"
    return None


def accept_refusal(transfer: Any, actor: Actor) -> str | None:
    """接收 and 不接收 are the receiving unit's."""
    if not actor.can(Permission.CASE_TRANSFER) or not actor.can(Permission.CASE_HANDLE):
        return NOT_HERS.format(what="接收")
    if transfer.to_code != actor.unit_code:
        return "由接收单位办理，您可以查看。"
    return _open_refusal(transfer, "接收")


def withdraw_refusal(transfer: Any, actor: Actor) -> str | None:
    if not actor.can(Permission.CASE_TRANSFER):
        return NOT_HERS.format(what="撤回")
    if transfer.from_code != actor.unit_code:
        return "由转出单位撤回，您可以查看。"
    return _open_refusal(transfer, "撤回")


def _open_refusal(transfer: Any, what: str) -> str | None:
    if transfer.status == TransferStatus.OFFERED:
        return None
    return f"这件转送{TransferStatus(transfer.status).label}，不能再{what}。"


def complaint_refusal(case: Any, actor: Actor, unit: Any) -> str | None:
    """Why the unit complained of may not be set so."""
    if not actor.can(Permission.CASE_HANDLE):
        return NOT_HERS.format(what="登记被反映单位")
    if refusal := rules.elsewhere(case, actor):
        return refusal
    if unit is not None and unit.code == case.unit_code:
        return "被反映的是本单位的，请报上级妇联转送其他单位办理。"
    return None
