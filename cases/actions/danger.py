"""Her safety: the four questions, the screening, what follows from a colour, what was done."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases.actions.colours import (
    COLOUR_CLOCKS,
    SCREENING,
    ask_for_alarm_again,
    meet,
    move_clocks,
    protected,
    stamp,
    start,
    take_colour,
)
from cases.actions.happening import happened
from cases.actions.reading import tell_leaders
from cases.choices import Flag, Safety
from cases.choices.danger import ActKind, Answer, MinorOutcome, RiskLevel, ScreeningKind
from cases.models import Case, MinorReport, RiskScreening, SafetyAct
from cases.rules import danger as rules
from portal.access import Actor
from portal.access.refusal import Refused

RECENT = timedelta(hours=2)  # a call to the police so short ago was about this very moment


@transaction.atomic
def record_first_check(
    *, case: Case, actor: Actor, at: datetime, answers: Mapping[str, str]
) -> RiskScreening:
    """首次四问: any yes is red at once; the full screening is owed within a day where the matter is
    violence. Raises Refused in words."""
    case = protected(case, actor)
    found = rules.first_check(answers)
    level = rules.level_after(case.risk, found.level)
    case.checked_at = at
    if answers.get("happening") == Answer.YES:
        case.safety = Safety.DANGER
        if case.alarm_at is None or at - case.alarm_at > RECENT:
            ask_for_alarm_again(case)
    _note_child(case, ScreeningKind.FIRST, answers)
    screening = _kept(case, ScreeningKind.FIRST, found, level, answers, "", actor, at)
    take_colour(case, level, actor=actor, at=at)
    if level or (case.category and Flag.DV in case.category.flags):
        start(case, SCREENING, "首次联系", actor, at)
    yes = f"{found.score}项为“是”" if found.score else "没有“是”"
    happened(case, "check", actor=actor, at=at, text=yes, level=level)
    return screening


@transaction.atomic
def decline_alarm(*, case: Case, actor: Actor, at: datetime, reason: str) -> Case:
    """She clearly refuses the police: only with no minor and no present danger (users.md c4)."""
    case = protected(case, actor)
    if refusal := rules.decline_refusal(case):
        raise Refused(refusal, "reason")
    case.alarm_declined_at, case.alarm_declined_reason = at, reason
    stamp(case, "alarm_declined_at", "alarm_declined_reason")
    happened(case, "decline", actor=actor, at=at, text="本人明确拒绝报警，已写明理由")
    tell_leaders(case, "评估为红色，本人明确拒绝报警，请查看理由。", actor=actor, at=at)
    return case


@transaction.atomic
def screen(
    *, case: Case, actor: Actor, at: datetime, answers: Mapping[str, str], note: str
) -> RiskScreening:
    """The fifteen items. What comes out higher counts at once; lower waits for the leader."""
    case = protected(case, actor)
    found = rules.screened(answers)
    level = rules.level_after(case.risk, found.level)
    _note_child(case, ScreeningKind.FULL, answers)
    case.checked_at = case.checked_at or at
    screening = _kept(case, ScreeningKind.FULL, found, level, answers, note, actor, at)
    meet(case, {SCREENING, *COLOUR_CLOCKS}, "已做十五项评估", actor, at)
    take_colour(case, level, actor=actor, at=at)
    label = RiskLevel(level).label
    text = f"十五项，{label}，得{found.score}分，命中红线{found.red_lines}项"
    if level != found.level:
        text += f"；按回答为{RiskLevel(found.level).label}，下调待主管同意"
        tell_leaders(case, "重新评估的结果低于现在的等级，请决定是否下调。", actor=actor, at=at)
    happened(case, "screen", actor=actor, at=at, text=text, level=level, score=found.score)
    return screening


@transaction.atomic
def record_no_change(*, case: Case, actor: Actor, at: datetime, note: str) -> RiskScreening:
    """She was spoken to again and nothing has changed (users.md b3); it is a follow-up."""
    case = protected(case, actor)
    if not case.risk:
        raise Refused("还没有评估，请先做首次四问或十五项评估。")
    same = rules.Assessed("", 0, 0, 0)
    screening = _kept(case, ScreeningKind.UNCHANGED, same, case.risk, {}, note, actor, at)
    meet(case, COLOUR_CLOCKS, "已跟进", actor, at)
    stamp(case)
    happened(case, "unchanged", actor=actor, at=at, text="再次联系，情况无变化", level=case.risk)
    return screening


@transaction.atomic
def adjust_risk(
    *, case: Case, actor: Actor, at: datetime, level: str, reason: str
) -> RiskScreening:
    """Another colour by judgement: up by who handles the case, down by the leader alone."""
    case = protected(case, actor)
    if refusal := rules.adjust_refusal(case, actor, level):
        raise Refused(refusal, "level")
    before = case.risk
    kind = ScreeningKind.LOWERED if rules.is_lower(level, before) else ScreeningKind.RAISED
    same = rules.Assessed("", 0, 0, 0)
    screening = _kept(case, kind, same, level, {}, reason, actor, at)
    take_colour(case, level, actor=actor, at=at)
    text = f"由{RiskLevel(before).label}{kind.label}为{RiskLevel(level).label}：{reason}"
    happened(case, "risk", actor=actor, at=at, text=text, before=before, level=level)
    return screening


@transaction.atomic
def record_act(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    kind: str,
    done_at: datetime,
    whom: str,
    until: date | None,
    place: str,
    phone: str,
    note: str,
) -> SafetyAct:
    """One thing done for her safety; some of them meet a clock or start one."""
    case = protected(case, actor)
    if done_at > at:
        raise Refused("办理时间不能晚于现在。", "done_at")
    if until is not None and until < timezone.localdate(done_at):
        raise Refused("结束日期不能早于开始。", "until")
    chosen = ActKind(kind)
    act = SafetyAct.objects.create(
        unit_code=case.unit_code,
        case=case,
        kind=kind,
        done_at=done_at,
        whom=whom,
        until=until,
        place=place,
        phone=phone,
        note=note,
        at=at,
        made_by_id=actor.account_id,
    )
    move_clocks(case, chosen, done_at, actor=actor, at=at)
    stamp(case)
    # A shelter's name in the lines of the case would tell where she is.
    text = chosen.label if chosen.has_place or not whom else f"{chosen.label}：{whom}"
    happened(case, "protect", actor=actor, at=at, text=text, kind=kind)
    return act


@transaction.atomic
def report_minor(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    outcome: str,
    situation: str,
    reported_at: datetime | None,
    reporter: str,
    reported_to: str,
    receipt_number: str,
    reason: str,
) -> MinorReport:
    """强制报告 was made, or why none is due. Raises Refused in words."""
    case = protected(case, actor)
    if reported_at is not None and reported_at > at:
        raise Refused("报告时间不能晚于现在。", "reported_at")
    if outcome == MinorOutcome.NOT_REQUIRED and case.risk == RiskLevel.RED:
        raise Refused("评估为红色且涉及未成年人，应当立即向公安机关报告。", "outcome")
    report = MinorReport.objects.create(
        unit_code=case.unit_code,
        case=case,
        outcome=outcome,
        situation=situation,
        reported_at=reported_at,
        reporter=reporter,
        reported_to=reported_to,
        receipt_number=receipt_number,
        reason=reason,
        at=at,
        made_by_id=actor.account_id,
    )
    case.involves_minor, case.minor_settled_at = True, at
    stamp(case, "involves_minor", "minor_settled_at")
    text = MinorOutcome(outcome).label + (f"：{reported_to}" if reported_to else "")
    happened(case, "minor", actor=actor, at=at, text=text, outcome=outcome)
    tell_leaders(case, f"强制报告：{MinorOutcome(outcome).label}。", actor=actor, at=at)
    return report


def _kept(
    case: Case,
    kind: ScreeningKind,
    found: rules.Assessed,
    level: str,
    answers: Mapping[str, str],
    note: str,
    actor: Actor,
    at: datetime,
) -> RiskScreening:
    return RiskScreening.objects.create(
        unit_code=case.unit_code,
        case=case,
        kind=kind,
        answers=dict(answers),
        score=found.score,
        red_lines=found.red_lines,
        unknown=found.unknown,
        suggested=found.level,
        level=level,
        note=note,
        at=at,
        made_by_id=actor.account_id,
    )


def _note_child(case: Case, kind: ScreeningKind, answers: Mapping[str, str]) -> None:
    """A child that was there or was hit: 涉未成年人, and the report is owed anew."""
    if rules.hits_child(kind, answers) and not case.involves_minor:
        case.involves_minor = True
