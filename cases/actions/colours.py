"""The colour of a case of violence, and the clocks it starts and ends."""

from collections.abc import Set
from datetime import datetime

from cases.actions.deadlines import open_clocks
from cases.actions.happening import locked
from cases.actions.reading import tell_leaders
from cases.choices import TOLD_STATUSES, CaseStatus
from cases.choices.danger import ActKind, RiskLevel
from cases.models import Case, CaseDeadline, SafetyAct
from cases.rules import danger as rules
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines import actions as deadlines

SCREENING, LETTER = "risk-screening", "risk-letter"
AID_CHECK, AID_ASSIGN = "legal-aid-check", "legal-aid-assign"
POLICE = "M07"  # how the codes of public security end, in the city as in each county
COLOUR_CLOCKS = frozenset(rules.CLOCK_OF.values())


def protected(case: Case, actor: Actor) -> Case:
    """The case, locked, where what concerns her safety may be written. Raises Refused."""
    case = locked(case, actor)
    if refusal := rules.protect_refusal(case, actor):
        raise Refused(refusal)
    return case


def stamp(case: Case, *fields: str) -> None:
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def ask_for_alarm_again(case: Case) -> None:
    """It happens now: an earlier call to the police does not answer for it."""
    case.alarm_at, case.alarm_taken_by, case.alarm_number = None, "", ""
    case.alarm_declined_at, case.alarm_declined_reason = None, ""


def take_colour(case: Case, level: str, *, actor: Actor, at: datetime) -> None:
    """Put the colour on the case: the clocks of the old one end, those of the new begin."""
    before, case.risk = case.risk, level
    if level and case.status in TOLD_STATUSES:
        case.status = CaseStatus.HANDLING  # answered on the spot, and in danger after all
    stamp(
        case, "risk", "status", "safety", "checked_at", "involves_minor", "alarm_at",
        "alarm_taken_by", "alarm_number", "alarm_declined_at", "alarm_declined_reason",
    )  # fmt: skip
    if not level or level == before:
        return
    label = RiskLevel(level).label
    for clock in open_clocks(case):
        if clock.rule.code in COLOUR_CLOCKS or (
            clock.rule.code == LETTER and level != RiskLevel.RED
        ):
            deadlines.drop(deadline=clock, actor=actor, at=at, why=f"等级变为{label}")
    start(case, rules.CLOCK_OF[RiskLevel(level)], f"评估为{label}色", actor, at)
    if level == RiskLevel.RED:
        start(case, LETTER, "评估为红色", actor, at)
        tell_leaders(case, "评估为红色，请先报警、先保证人身安全。", actor=actor, at=at)


def move_clocks(
    case: Case, kind: ActKind, done_at: datetime, *, actor: Actor, at: datetime
) -> None:
    """法律援助法 43: seven days to decide, three to assign; the letter to the police in a day."""
    if kind == ActKind.POLICE_LETTER:
        meet(case, {LETTER}, kind.label, actor, at)
    elif kind == ActKind.AID_APPLIED:
        start(case, AID_CHECK, "申请法律援助", actor, at, since=done_at)
    elif kind in (ActKind.AID_GRANTED, ActKind.AID_REFUSED):
        meet(case, {AID_CHECK}, kind.label, actor, at)
        if kind == ActKind.AID_GRANTED:
            start(case, AID_ASSIGN, "决定法律援助", actor, at, since=done_at)
    elif kind == ActKind.AID_ASSIGNED:
        meet(case, {AID_CHECK, AID_ASSIGN}, kind.label, actor, at)


def letter_sent(case: Case, *, to: dict[str, str], actor: Actor, at: datetime) -> None:
    """A 转介 of a red case to the police is the written 函 of the first day (users.md c4).

    `to` maps the codes of the receivers to their names.
    """
    police = [name for code, name in to.items() if code.endswith(POLICE)]
    if case.risk != RiskLevel.RED or not police:
        return
    SafetyAct.objects.create(
        unit_code=case.unit_code,
        case=case,
        kind=ActKind.POLICE_LETTER,
        done_at=at,
        whom=police[0],
        note="转介发出时记下",
        at=at,
        made_by_id=actor.account_id,
    )
    meet(case, {LETTER}, ActKind.POLICE_LETTER.label, actor, at)


def start(
    case: Case, rule: str, event: str, actor: Actor, at: datetime, *, since: datetime | None = None
) -> None:
    """One clock of a rule at a time; one that runs already runs on."""
    if any(clock.rule.code == rule for clock in open_clocks(case)):
        return
    deadlines.start_clock(
        model=CaseDeadline,
        rule=rule,
        owner={"case": case},
        unit_code=case.unit_code,
        event=event,
        started_at=since or at,
        actor=actor,
        at=at,
    )


def meet(case: Case, codes: Set[str], how: str, actor: Actor, at: datetime) -> None:
    for clock in open_clocks(case):
        if clock.rule.code in codes:
            deadlines.meet(deadline=clock, actor=actor, at=at, how=how)
