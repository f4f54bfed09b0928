"""What may happen to a case, and what follows from what was said. No database, no clock."""

from typing import Any

from cases.choices import AccessLabel, CaseStatus, FirstStep, PartyRole, Safety
from cases.rules.danger import mediation_refusal
from cases.rules.way import (
    TRANSITIONS,
    Transition,
    alarm_first,
    available,
    clock_refusal,
    closing_refusal,
    decide_refusal,
    elsewhere,
    history_refusal,
    simple_refusal,
    snapshot,
    void_refusal,
    why_second,
)
from portal.access import Actor, Permission
from portal.access.masking import mask_name

__all__ = [
    "TRANSITIONS",
    "Transition",
    "alarm_first",
    "available",
    "clock_refusal",
    "closing_refusal",
    "decide_refusal",
    "elsewhere",
    "history_refusal",
    "mediation_refusal",
    "simple_refusal",
    "snapshot",
    "void_refusal",
    "why_second",
]

STATUS_AFTER = {
    FirstStep.ANSWER: CaseStatus.ANSWERED,
    FirstStep.OWN: CaseStatus.HANDLING,
    FirstStep.REFER: CaseStatus.REGISTERED,
    FirstStep.REDIRECT: CaseStatus.REDIRECTED,
}


def status_at_first(safety: str, first_step: str) -> CaseStatus:
    """In danger nothing counts as done, whatever was ticked."""
    if safety == Safety.DANGER:
        return CaseStatus.REGISTERED
    return STATUS_AFTER[FirstStep(first_step or FirstStep.ANSWER)]


ORDER = [AccessLabel.NORMAL, AccessLabel.SENSITIVE, AccessLabel.NAMED]


def recusal_refusal(case: Any, actor: Actor, *, unit_code: str, is_leader: bool) -> str | None:
    """Why this recusal may not be made (it takes the case out of somebody's sight for good).

    Never the unit that has the case; a unit above it or a leader only by a leader's decision.
    """
    if unit_code == case.unit_code:
        return "经办单位本身不能回避。需要整体回避的，请报上级妇联转办。"
    above = bool(unit_code) and case.unit_code.startswith(unit_code)
    if (above or is_leader) and not actor.can(Permission.CASE_LEAD):
        return "让主管或上级单位回避，须由本单位主管登记。"
    return None


def safety_refusal(case: Any, actor: Actor, safety: str) -> str | None:
    """有危险 is left by calling the police, or by the leader's word; not by editing the form."""
    if case.needs_alarm and safety != Safety.DANGER and not actor.can(Permission.CASE_LEAD):
        return "有危险的事项请先登记报警情况；确属误选的，请由主管修改。"
    return None


def edit_refusal(case: Any, actor: Actor) -> str | None:
    """Why the registered facts may not be corrected; None when they may."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能修改登记内容。如需修改，请联系本单位经办人。"
    if refusal := elsewhere(case, actor):
        return refusal
    return "已作废的事项不能修改。" if case.status == CaseStatus.VOID else None


def tell_refusal(case: Any, actor: Actor) -> str | None:
    """Why 告知当事人 may not be written down now; None when it may."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能办理：告知当事人。如需办理，请联系本单位经办人。"
    if refusal := elsewhere(case, actor):
        return refusal
    if case.status == CaseStatus.VOID:
        return "已作废的事项不用告知。"
    if refusal := history_refusal(case):
        return refusal
    return alarm_first(case, actor)


def may_edit(case: Any, actor: Actor) -> bool:
    """Whether the page offers 修改登记内容; the action asks again."""
    return edit_refusal(case, actor) is None


def least_label(category: Any) -> AccessLabel:
    """Domestic and sexual violence and minors are at least 敏感 (security.md §1)."""
    needs_care = category is not None and category.needs_care
    return AccessLabel.SENSITIVE if needs_care else AccessLabel.NORMAL


def label_refusal(category: Any, label: str) -> str | None:
    least = least_label(category)
    if ORDER.index(AccessLabel(label)) < ORDER.index(least):
        return f"这类事项的知悉范围至少为“{least.label}”。"
    return None


def title_of(category: Any, caller_name: str, told_by: str = "") -> str:
    """Short and neutral: it stands in every list, and units asked read it (users.md c7):
    家庭暴力（张某）. Whoever rang about somebody else (`told_by`) is never named in it:
    家庭暴力（邻居同事反映）."""
    who = f"{told_by}反映" if told_by else mask_name(caller_name) or "匿名"
    return f"{what_of(category)}（{who}）"


def what_of(category: Any) -> str:
    return category.name if category else "来件"


def retitled(title: str, before: Any, after: Any) -> str:
    """The title after the class was corrected; who it speaks of stays."""
    head = f"{what_of(before)}（"
    return f"{what_of(after)}（{title.removeprefix(head)}" if title.startswith(head) else title


def hides_caller(case: Any) -> bool:
    """实名但要求保密: nobody reads who rang without asking for it, not even the handler."""
    registration = getattr(case, "registration", None)
    return registration is not None and registration.keeps_secret


def number_of(county_code: str, year: int, sequence: int) -> str:
    return f"{county_code}-{year}-{sequence}"


def short_number_of(unit_name: str, sequence: int, *, year: int | None = None) -> str:
    """新华·0118 from 新华区妇联; 汝州·0007 from 汝州市妇联; 市·0031 from 市妇联.

    With the year of an old ledger: 新华·2023-0118.
    """
    plain = unit_name.removesuffix("妇联").removesuffix("党群工作部")
    word = plain[:-1] if len(plain) > 2 and plain[-1] in "区县市" else plain
    return f"{word}·{year}-{sequence:04d}" if year else f"{word}·{sequence:04d}"


def shows_plainly(case: Any, actor: Actor) -> bool:
    """Identity and contact unmasked without asking: only in one's own open case, and logged."""
    return case.handler_id == actor.account_id and case.is_open


def shows_story(case: Any, actor: Actor) -> bool:
    """The story is open within the unit that has the case; above it, only of 一般 ones."""
    return case.unit_code == actor.unit_code or case.access_label == AccessLabel.NORMAL


def agent(parties: list[Any]) -> Any | None:
    """Who acts for her with a letter of authority, among the people of a case."""
    return next((party for party in parties if party.role == PartyRole.AGENT), None)


def concerned(parties: list[Any]) -> Any | None:
    """Whom the case is about, among its people."""
    return next((party for party in parties if party.role == PartyRole.CONCERNED), None)
