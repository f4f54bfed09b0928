"""The way of a case as data: what may happen, by whom, and what it becomes. Nothing here writes.

Draft → registered → {answered, handling, redirected, filed} → result → answered → closed →
followed up → archived; beside it reopening with a reason, and 作废.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.choices import CLOSED_STATUSES, AccessLabel, CaseStatus, Flag
from cases.choices.handling import BY_MEDIATION
from cases.rules.danger import alarm_needed, mediation_refusal
from portal.access import Actor, Permission

Guard = Callable[[Any, Actor], str | None]


def free(case: Any, actor: Actor) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a case. The button, the address, the action and the tests read the same row.

    `target` is empty where the state stays. `fields` are what the step's form sets on the case.
    `from_above`: a leader of a unit above may take it as well. `undo`: offered for 8 seconds.
    """

    name: str
    label: str
    past: str
    sources: frozenset[str]
    target: str
    permission: Permission
    asks: str  # what the person is asked to write
    guard: Guard = free
    fields: tuple[str, ...] = ()
    from_above: bool = False
    undo: bool = True

    def refusal(self, case: Any, actor: Actor) -> str | None:
        """Why this may not happen now; None when it may."""
        if not actor.can(self.permission):
            return f"您可以查看，但不能办理：{self.label}。如需办理，请联系本单位经办人。"
        if refusal := elsewhere(case, actor, from_above=self.from_above):
            return refusal
        if self.name != "void" and (refusal := history_refusal(case)):
            return refusal
        if case.status not in self.sources:
            return f"这件事项{CaseStatus(case.status).label}，不能再{self.label}。"
        return self.guard(case, actor)


def elsewhere(case: Any, actor: Actor, *, from_above: bool = False) -> str | None:
    """A case is worked on by the unit that has it; whoever stands above may read, not write."""
    if case.unit_code == actor.unit_code:
        return None
    is_above = case.unit_code.startswith(actor.unit_code) and actor.can(Permission.CASE_LEAD)
    if from_above and is_above:
        return None
    return "这件事项由经办单位办理，您可以查看，不能代为办理。"


def history_refusal(case: Any) -> str | None:
    """A case from an old ledger is asked and counted; a wrong line may be 作废."""
    if not case.is_history:
        return None
    return "这是历史台账里的事项，只供查询和统计，不再办理。有新情况请登记来件。"


def alarm_first(case: Any, actor: Actor) -> str | None:
    return "请先报警、先保证人身安全，登记报警情况之后再办理。" if case.needs_alarm else None


def registrar_or_leader(case: Any, actor: Actor) -> str | None:
    """作废 is the registrar's own slip, or the leader's decision (users.md a16)."""
    if case.registered_by_id == actor.account_id or actor.can(Permission.CASE_LEAD):
        return None
    return "只能由登记人或本单位主管作废。"


def why_second(case: Any) -> str:
    """Why a second person closes this case; empty where the registrar may (users.md b2)."""
    flags = set(case.category.flags) if case.category else set()
    reasons = (
        (Flag.DV in flags, "家庭暴力事项"),
        (Flag.MIN in flags or case.involves_minor, "涉及未成年人"),
        (case.access_label == AccessLabel.NAMED, "限定知悉"),
        (case.is_referred, "转介过的事项"),
        (case.is_answered_in_writing, "已作书面答复"),
        (case.wants_second, "本人要求复核"),
    )
    return next((why for holds, why in reasons if holds), "")


def closed_by_oneself(case: Any, actor: Actor) -> str | None:
    if refusal := alarm_first(case, actor):
        return refusal
    if why := why_second(case):
        return f"{why}，须由其他人同意办结，请报请办结。"
    return None


def another_person(case: Any, actor: Actor) -> str | None:
    """Nobody agrees to what she herself handled or submitted."""
    if actor.account_id in (case.handler_id, case.closing_asked_by_id):
        return "这件事是您经办的，请由其他人同意办结。"
    return None


def not_the_handler(case: Any, actor: Actor) -> str | None:
    if case.handler_id == actor.account_id:
        return "这件事是您经办的，请由其他人回访。"
    return None


def archived_by_leader(case: Any, actor: Actor) -> str | None:
    if case.status == CaseStatus.ARCHIVED and not actor.can(Permission.CASE_LEAD):
        return "已归档的事项由本单位主管决定重新办理。"
    return None


def is_urgent(case: Any, actor: Actor) -> str | None:
    if refusal := alarm_first(case, actor):
        return refusal
    return None if case.procedure_id == "urgent" else "只有紧急处置的事项须登记报告主管。"


S, P = CaseStatus, Permission
WORKING = frozenset({S.REGISTERED, S.HANDLING})
TOLD = frozenset({S.ANSWERED, S.REDIRECTED, S.FILED})
HANDLE, LEAD = P.CASE_HANDLE, P.CASE_LEAD
TRANSITIONS = {
    step.name: step
    for step in (
        Transition("handle", "记一笔办理", "办理", WORKING, S.HANDLING, HANDLE,
                   "做了什么、结果怎样", alarm_first),
        Transition("report", "报告主管", "已报告主管", WORKING | {S.RESULT}, "", HANDLE,
                   "报告了哪位领导，怎么安排的", is_urgent),
        Transition("result", "登记结果", "登记结果", WORKING | {S.RESULT}, S.RESULT, HANDLE,
                   "查明了什么、怎么处理的", alarm_first, ("result", "settlement", "assistance")),
        Transition("answer", "答复", "已答复", WORKING | {S.RESULT}, S.ANSWERED, HANDLE,
                   "怎么答复的", alarm_first, ("is_answered_in_writing", "wants_second")),
        Transition("redirect", "告知另提", "已告知另提", WORKING, S.REDIRECTED, HANDLE,
                   "告知向哪个机关提出", alarm_first),
        Transition("shelve", "存查", "存查", WORKING | {S.RESULT}, S.FILED, HANDLE,
                   "为什么存查", alarm_first),
        Transition("close", "办结", "办结", TOLD | {S.RESULT}, S.CLOSED, HANDLE,
                   "办结说明", closed_by_oneself),
        Transition("ask-close", "报请办结", "报请办结", TOLD | {S.RESULT}, S.CLOSING, HANDLE,
                   "办理结果一句话", alarm_first),
        Transition("agree", "同意办结", "同意办结", frozenset({S.CLOSING}), S.CLOSED, LEAD,
                   "意见", another_person, from_above=True),
        Transition("send-back", "退回再办", "退回再办", frozenset({S.CLOSING}), S.HANDLING, LEAD,
                   "哪里还要再办", another_person, from_above=True),
        Transition("follow-up", "回访", "已回访", frozenset({S.CLOSED, S.FOLLOWED}), S.FOLLOWED,
                   HANDLE, "回访情况", not_the_handler, undo=False),
        Transition("archive", "归档", "归档", frozenset({S.CLOSED, S.FOLLOWED}), S.ARCHIVED, HANDLE,
                   "卷内材料是否齐全", free, ("retention",)),
        Transition("reopen", "重新办理", "重新办理", TOLD | frozenset(CLOSED_STATUSES), S.HANDLING,
                   HANDLE, "为什么重新办理", archived_by_leader),
        Transition("void", "作废", "作废", WORKING | TOLD | {S.RESULT}, S.VOID, HANDLE,
                   "为什么作废", registrar_or_leader, undo=False),
    )
}  # fmt: skip


def available(case: Any, actor: Actor) -> list[Transition]:
    return [step for step in TRANSITIONS.values() if step.refusal(case, actor) is None]


def void_refusal(case: Any, actor: Actor, *, same_day: bool) -> str | None:
    """The registrar voids within the day, later only the leader; the number stays."""
    if same_day or actor.can(Permission.CASE_LEAD):
        return None
    return "误登只能在当天作废；请由本单位主管作废，并写明原因。"


def closing_refusal(case: Any) -> str | None:
    """A red case is not ended by mediation; nothing is closed before danger was asked about."""
    if case.result in BY_MEDIATION and (refusal := mediation_refusal(case)):
        return refusal
    return alarm_needed(case)


def clock_refusal(case: Any, actor: Actor) -> str | None:
    """Why its clocks may not be changed now (中止、恢复、申请延期); None when they may."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能办理：期限。如需办理，请联系本单位经办人。"
    return elsewhere(case, actor)


def decide_refusal(case: Any, actor: Actor, *, asked_by: int) -> str | None:
    """延期 is approved by who leads the unit, not by who asked (信访工作条例 34)."""
    if not actor.can(Permission.CASE_LEAD):
        return "延期由本单位负责人批准。"
    if refusal := elsewhere(case, actor):
        return refusal
    return "延期由本单位负责人批准，请由其他人批准。" if asked_by == actor.account_id else None


def simple_refusal(registration: Any, category: Any) -> str | None:
    """简易办理 is not for joint or collective matters (办法: 重大、疑难、多责任主体)."""
    if registration is not None and (registration.is_collective or registration.is_joint):
        return "集体访、联名的事项不适用简易办理。"
    flags: set[Any] = set(category.flags) if category else set()
    if flags & {Flag.DV, Flag.URG}:
        return "家庭暴力和紧急事项不适用简易办理。"
    return None


def snapshot(case: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
    """What 撤销 would put back, as it goes into a line of the case."""
    return {name: _plain(getattr(case, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
