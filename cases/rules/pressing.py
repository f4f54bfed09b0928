"""When a late case of a unit below is pressed, in which order, and who answers. No database."""

from collections.abc import Sequence
from typing import Any

from cases.choices import CaseStatus
from cases.choices.pressing import PressStep
from cases.rules.referral import is_below
from cases.rules.way import elsewhere, history_refusal
from portal.access import Actor, Permission

LADDER = (PressStep.REMIND, PressStep.PRESS, PressStep.SUPERVISE)
ORDER = "提醒、催办、督办"


def standing(rows: Sequence[Any]) -> list[Any]:
    """Those of the delay that is pressed now; of the unit before, or before it was reopened, none
    counts."""
    return [row for row in rows if not row.is_over]


def press_refusal(
    case: Any, actor: Actor, step: str, rows: Sequence[Any], *, is_late: bool
) -> str | None:
    """Why this step may not be taken; `rows` are the steps so far, `is_late`: a term is over."""
    if refusal := who_refusal(case, actor):
        return refusal
    if not case.is_open:
        return f"这件事项{CaseStatus(case.status).label}，不用催办。"
    if not is_late:
        return "这件事项没有逾期的期限，不用催办。"
    sent = standing(rows)
    place = LADDER.index(PressStep(step))
    if place and LADDER[place - 1] not in {row.step for row in sent}:
        return f"按“{ORDER}”的次序，请先{LADDER[place - 1].label}。"
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
    """The one that comes next; 督办 again where it was answered and the case is late still."""
    taken = {row.step for row in standing(rows)}
    return next((step for step in LADDER if step not in taken), PressStep.SUPERVISE)


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
