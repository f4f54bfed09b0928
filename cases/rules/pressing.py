"""When a late case of a unit below is pressed, in which order, and who answers. No database."""

from collections.abc import Sequence
from typing import Any

from cases.choices import CaseStatus
from cases.choices.pressing import PressStep
from cases.rules.referral import is_below, is_red
from cases.rules.way import elsewhere, history_refusal
from portal.access import Actor, Permission, Role
from portal.access.permissions import permissions_of
from portal.deadlines.choices import Basis

LADDER = (PressStep.REMIND, PressStep.PRESS, PressStep.SUPERVISE)
ORDER = "提醒、催办、督办"
PRESSERS = tuple(
    role.value for role in Role if Permission.REFERRAL_SEND in permissions_of(frozenset({role}))
)


def standing(rows: Sequence[Any]) -> list[Any]:
    """Those of the delay that is pressed now; of the unit before, or before it was reopened, none
    counts."""
    return [row for row in rows if not row.is_over]


def press_refusal(
    case: Any, actor: Actor, step: str, rows: Sequence[Any], *, late: Sequence[Any],
    why_skipped: str = "",
) -> str | None:  # fmt: skip
    """Why this step may not be taken; `rows` are the steps so far, `late` the clocks that are over.
    A step is skipped with a reason (`why_skipped`), and only where there is a ground for haste."""
    if refusal := who_refusal(case, actor):
        return refusal
    if not case.is_open:
        return f"这件事项{CaseStatus(case.status).label}，不用催办。"
    if not late:
        return "这件事项没有逾期的期限，不用催办。"
    due = next_step(rows)
    if LADDER.index(PressStep(step)) > LADDER.index(due):
        if not skip_ground(case, late):
            return f"按“{ORDER}”的次序，请先{due.label}。有危险或者法定期限已过的，才能不按次序。"
        if not why_skipped.strip():
            return f"按“{ORDER}”的次序，请先{due.label}；不按次序的，请写明理由。"
    if any(row.step == PressStep.SUPERVISE for row in waiting(rows)):
        return "已经督办，请等经办单位回复办理情况。"
    return None


def who_refusal(case: Any, actor: Actor) -> str | None:
    """督办 is of the own system, from above: never of a member unit, never of one's own case."""
    if not actor.can(Permission.REFERRAL_SEND):
        return "您可以查看，但不能催办。由上级妇联经办人办理。"
    if case.unit_code == actor.unit_code or not is_below(case.unit_code, actor.unit_code):
        return "本单位的事项不用催办；催办由上级妇联对下级妇联进行。"
    return history_refusal(case)


def next_step(rows: Sequence[Any]) -> PressStep:
    """The one after the furthest; 督办 again where it was answered and the case is late still."""
    furthest = max((LADDER.index(PressStep(row.step)) for row in standing(rows)), default=-1)
    return LADDER[min(furthest + 1, len(LADDER) - 1)]


def skip_ground(case: Any, late: Sequence[Any]) -> str:
    """Why a step may be skipped at all; empty where nothing is that urgent."""
    if is_red(case):
        return "有危险"
    return "法定期限已过" if any(one.rule.basis == Basis.LAW for one in late) else ""


def skippable(case: Any, rows: Sequence[Any], late: Sequence[Any]) -> list[PressStep]:
    """The steps that may be taken before their turn."""
    return list(LADDER[LADDER.index(next_step(rows)) + 1 :]) if skip_ground(case, late) else []


def reply_refusal(case: Any, actor: Actor, rows: Sequence[Any]) -> str | None:
    """Why nothing is answered now; None when the unit that has the case may."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能办理：回复办理情况。如需办理，请联系本单位经办人。"
    if refusal := elsewhere(case, actor):
        return refusal
    return None if waiting(rows) else "没有等待回复的催办、督办。"


def waiting(rows: Sequence[Any]) -> list[Any]:
    """What is to be answered, the latest last: its clock runs. A 提醒 has none, and answering or
    closing the case meets it as well."""
    return [row for row in rows if not row.reply and row.clock and row.clock.is_open]
