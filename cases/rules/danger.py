"""Safety first: what comes before what, the colour of the danger, who may lower it.

No database, no clock. Words of refusals are for the person on the page (wording 24 to 29, 58).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.choices import CLOSED_STATUSES, CaseStatus, Flag, NoticeWay, Safety
from cases.choices.danger import FIRST_QUESTIONS, ITEMS, Answer, RiskLevel, ScreeningKind
from portal.access import Actor, Permission

# Handled to the end: nothing is asked about them any more. Others take a step back first.
ENDED = frozenset({CaseStatus.VOID, *CLOSED_STATUSES})
ASKED = {Flag.DV, Flag.MIN, Flag.URG}
YES = {Answer.YES, Answer.GRAVE}
MANY_UNKNOWN = 6
RED_SCORE, ORANGE_SCORE, YELLOW_SCORE = 8, 6, 3

ALARM_FIRST = (
    "评估为红色或有危险，请先填写报警情况；本人明确拒绝且无未成年人、无现实危险的，请写明理由。"
)
CHECK_FIRST = "请先问过四个安全问题（正在发生、受伤、掐脖凶器扬言、孩子），再办下一步。"


def has_ended(case: Any) -> bool:
    return case.status in ENDED or case.is_history


# ── What comes first ────────────────────────────────────────────────────────────────────────────
def needs_check(case: Any) -> bool:
    """The four questions stand before anything else: violence, a child, urgency, or her word."""
    flags = set(case.category.flags) if case.category else set()
    asked_for = bool(ASKED & flags) or case.safety == Safety.DANGER
    return asked_for and case.checked_at is None and not has_ended(case)


def alarm_needed(case: Any) -> str | None:
    """Why this case may be neither referred nor closed yet; None when it may.

    A red case never travels by portal before the police were called (users.md c4).
    """
    if case.needs_alarm:
        return ALARM_FIRST
    return CHECK_FIRST if needs_check(case) else None


def mediation_refusal(case: Any) -> str | None:
    """A case of violence at red is not closed by mediation (reference cases.md §4.1)."""
    if case.risk != RiskLevel.RED:
        return None
    return (
        "评估为红色的家庭暴力事项不能以调解办结。请先完成保护措施或由主管下调风险等级并写明理由。"
    )


def return_refusal(case: Any) -> str | None:
    """退回 is not offered on a red case (users.md c4)."""
    if case.risk != RiskLevel.RED:
        return None
    return "评估为红色的事项不能申请退回，请电话联系转出单位协调。"


def way_refusal(way: str, *, no_paper: bool, no_message: bool) -> str | None:
    """Why she may not be told in this way: a letter or a message at home endangers her (c15)."""
    if no_paper and way in (NoticeWay.WRITTEN, NoticeWay.MESSAGE):
        return "已登记不宜书面送达，请改为当面领取或安全电话口头告知。"
    if no_message and way == NoticeWay.MESSAGE:
        return "已登记不能发短信，请换一种告知方式。"
    return None


def decline_refusal(case: Any) -> str | None:
    """Why her refusal of the police cannot stand in the place of a call."""
    if not case.needs_alarm:
        return "这件事项不需要登记报警情况。"
    if case.safety == Safety.DANGER:
        return "正有现实危险，不能以本人拒绝代替报警。请先拨打110。"
    if case.touches_minor:
        return "涉及未成年人，不能以本人拒绝代替报警。请先向公安机关报告。"
    return None


def minor_report_due(case: Any) -> bool:
    """涉未成年人可能遭受侵害, and neither reported nor found to need no report."""
    flags = set(case.category.flags) if case.category else set()
    endangered = case.involves_minor or (Flag.MIN in flags and bool(case.risk))
    return endangered and case.minor_settled_at is None and not has_ended(case)


# ── Who ─────────────────────────────────────────────────────────────────────────────────────────
def protect_refusal(case: Any, actor: Actor) -> str | None:
    """Why what concerns her safety may not be written (or read in full) by this person."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能办理：安全与保护。如需办理，请联系本单位经办人。"
    if case.unit_code != actor.unit_code:
        return "这件事项由经办单位办理，您可以查看，不能代为办理。"
    if has_ended(case):
        return "这件事项已办结或作废，需要继续保护的，请先重新办理。"
    return None


def reads_protection(case: Any, actor: Actor) -> bool:
    """Answers, visits, places: only inside the unit that has the case, by who handles cases."""
    return actor.can(Permission.CASE_HANDLE) and case.unit_code == actor.unit_code


def adjust_refusal(case: Any, actor: Actor, level: str) -> str | None:
    """Raising is anybody's who handles the case; lowering takes the leader."""
    if refusal := protect_refusal(case, actor):
        return refusal
    if not case.risk:
        return "还没有评估，请先做首次四问或十五项评估。"
    if level == case.risk:
        return f"现在就是{RiskLevel(level).label}色。"
    if is_lower(level, case.risk) and not actor.can(Permission.CASE_LEAD):
        return "下调风险等级须由本单位主管批准并写明理由；您可以请主管办理。"
    return None


def is_lower(level: str, than: str) -> bool:
    return RiskLevel(level).rank < RiskLevel(than).rank


# ── Colour ──────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Assessed:
    """What answers alone say. `level` is empty where they say nothing yet (four times no)."""

    level: str
    score: int
    red_lines: int
    unknown: int

    @property
    def is_thin(self) -> bool:
        """Too much is not known to call it mild."""
        return self.unknown >= MANY_UNKNOWN


def first_check(answers: Mapping[str, str]) -> Assessed:
    """The four questions: any yes is red; otherwise the colour waits for the full screening."""
    yes = sum(answers.get(item.name) in YES for item in FIRST_QUESTIONS)
    unknown = sum(answers.get(item.name) == Answer.UNKNOWN for item in FIRST_QUESTIONS)
    return Assessed(RiskLevel.RED if yes else "", yes, yes, unknown)


def screened(answers: Mapping[str, str]) -> Assessed:
    """The fifteen items: one point a yes, red at eight or at any red line; six times 不知道 is
    never the mildest colour."""
    given = [(item, answers.get(item.name, Answer.UNKNOWN)) for item in ITEMS]
    score = sum(answer in YES for _, answer in given)
    unknown = sum(answer == Answer.UNKNOWN for _, answer in given)
    red_lines = sum(
        answer == Answer.GRAVE or (item.is_red_line and answer == Answer.YES)
        for item, answer in given
    )
    return Assessed(_level(score, red_lines, unknown), score, red_lines, unknown)


def _level(score: int, red_lines: int, unknown: int) -> RiskLevel:
    if red_lines or score >= RED_SCORE:
        return RiskLevel.RED
    if score >= ORANGE_SCORE:
        return RiskLevel.ORANGE
    if score >= YELLOW_SCORE or unknown >= MANY_UNKNOWN:
        return RiskLevel.YELLOW
    return RiskLevel.BLUE


def level_after(present: str, suggested: str) -> str:
    """A screening raises by itself; what would lower it waits for the leader."""
    if not present or not suggested:
        return suggested or present
    return present if is_lower(suggested, present) else suggested


def hits_child(kind: str, answers: Mapping[str, str]) -> bool:
    """A child was there or was hit: the case is 涉未成年人 from now on."""
    item = "child" if kind == ScreeningKind.FIRST else "children"
    return answers.get(item) in YES


# What each colour sets off: the clock of the first follow-up (clock_rules.csv) and what is done.
CLOCK_OF = {
    RiskLevel.RED: "risk-red",
    RiskLevel.ORANGE: "risk-orange",
    RiskLevel.YELLOW: "risk-yellow",
    RiskLevel.BLUE: "risk-blue",
}
