"""同人同事: when a contact joins a case that is there already. No database, no clock."""

from typing import Any

from cases.choices import OPEN_STATUSES, TOLD_STATUSES, CaseStatus
from cases.rules.way import elsewhere, history_refusal
from portal.access import Actor, Permission

JOINED = frozenset({*OPEN_STATUSES, *TOLD_STATUSES})
# What registering alone leaves behind: nothing of this is lost when the case goes into another.
QUIET = frozenset({"register", "fill", "edit", "repeat", "external", "undo"})


def join_refusal(case: Any, actor: Actor) -> str | None:
    """Why a contact may not join this case; None when it may."""
    if not actor.can(Permission.CASE_REGISTER):
        return "您可以查看，但不能登记来件。"
    if case.unit_code != actor.unit_code:
        return "这件事项由其他单位办理，不能并入；请另建一件，或联系经办单位。"
    if refusal := history_refusal(case):
        return refusal
    if case.status in JOINED:
        return None
    return f"这件事项{CaseStatus(case.status).label}，不能并入。请另建一件，再确认是不是重件。"


def merge_refusal(case: Any, first: Any, actor: Actor, *, verbs: set[str]) -> str | None:
    """Why a registered case may not go into the first one; `verbs` are what happened to it."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能办理。如需办理，请联系本单位经办人。"
    if refusal := elsewhere(case, actor):
        return refusal
    if first is None:
        return "原来的事项您现在无权查看，请由主管确认。"
    if case.needs_alarm:
        return "请先报警、先保证人身安全，登记报警情况之后再办理。"
    if verbs - QUIET or case.is_referred:
        return "这件事项登记之后已经办理，不能并入。请点“是重件”，两件分别保留。"
    return join_refusal(first, actor)
