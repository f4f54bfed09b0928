"""报出统计数字: who may, and what a correction has to say. No database, no clock."""

from portal.access import Actor, Permission


def issue_refusal(actor: Actor, *, note: str, is_first: bool) -> str | None:
    """Why these figures may not be reported now; None when they may."""
    if not actor.can(Permission.FIGURES_ISSUE):
        return "您可以查看，但不能报出统计数字。如需报出，请联系本单位经办人。"
    if not is_first and not note.strip():
        return "这一期已经报出过。再报一次是更正，请写明为什么更正；原来报出的仍然保留。"
    return None


def covers(actor: Actor, unit: str) -> bool:
    """Whether she counts everything this unit counted: else a comparison would be of two things."""
    return bool(actor.scope) and actor.scope <= unit and f"{unit}~" <= actor.upto
