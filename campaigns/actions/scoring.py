"""What a judge does with her sheets, and the result that comes of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.actions.happening import happened
from campaigns.actions.judges import counted, hold, stepping
from campaigns.choices import Grade, JudgingPhase
from campaigns.models import DutyVersion, JudgedCase, JudgedText, Judging, JudgingResult, ScoreSheet
from campaigns.rules import judging as judging_rules
from campaigns.rules import scoring as rules
from portal.access import Actor
from portal.access.refusal import Refused
from portal.desk import actions as desk


def _locked_sheet(sheet: ScoreSheet, actor: Actor) -> ScoreSheet:
    """Her own sheet, still open, held. The policy `unhanded` shuts one that was handed in, so that
    a second hand finds no row to lock."""
    if sheet.judge_id != actor.account_id:
        raise Refused("评分由评委本人填写。")
    hold(sheet.judging, alone=False)
    mine = ScoreSheet.objects.visible_to(actor).filter(pk=sheet.pk)
    locked = mine.waiting().select_for_update(of=("self",)).select_related("judging").first()
    if locked is None:
        now = mine.first()
        if now is None:
            raise Refused("这一篇不再请您评分。")
        raise Refused(rules.ASIDE if now.aside_at else rules.HANDED)
    if refusal := judging_rules.MOVES["score"].refusal(locked.judging.phase, judging_rules.Facts()):
        raise Refused(refusal)
    return locked


@transaction.atomic
def score_case(
    *,
    sheet: ScoreSheet,
    scores: Mapping[str, int],
    comment: str,
    is_handed: bool,
    actor: Actor,
    at: datetime,
) -> ScoreSheet:
    """Keep what there is, or hand in for good. Raises Refused while the text is not 已核对."""
    locked = _locked_sheet(sheet, actor)
    if not JudgedText.objects.visible_to(actor).filter(case_id=locked.case_id).exists():
        raise Refused("这一篇的正文正在重新核对，核对以后再评分。")
    items = locked.judging.items
    if refused := rules.score_refusal(items, scores, comment, is_handed=is_handed):
        raise Refused(*refused)
    known = {item.key for item in items}
    locked.scores = {key: value for key, value in scores.items() if key in known}
    locked.comment = comment.strip()
    locked.handed_at = at if is_handed else None
    locked.save(update_fields=["scores", "comment", "handed_at"])
    if is_handed:
        happened(locked, "score", actor=actor, at=at, number=locked.number)
    return locked


@transaction.atomic
def step_aside(*, sheet: ScoreSheet, reason: str, actor: Actor, at: datetime) -> ScoreSheet:
    """回避: she reads and scores this case no more; who turned the judging on is told."""
    locked = _locked_sheet(sheet, actor)
    if not reason.strip():
        raise Refused("请写回避的理由。", "reason")
    locked.aside_at, locked.aside_reason = at, reason.strip()
    locked.save(update_fields=["aside_at", "aside_reason"])
    judging = locked.judging
    desk.notify(
        accounts=[judging.by_id],
        text=f"有评委回避案例{locked.number}：{judging.title}",
        url=judging.get_absolute_url(),
        at=at,
    )
    happened(locked, "score-aside", actor=actor, at=at, number=locked.number)
    return locked


# ── The result ──────────────────────────────────────────────────────────────────────────────────
def results_of(judging: Judging, actor: Actor) -> list[rules.Result]:
    """The cases by their numbers, from the sheets that count."""
    cases = JudgedCase.objects.visible_to(actor).filter(judging=judging).standing()
    scores: dict[int, list[Mapping[str, int]]] = {number: [] for number in cases.values_list(
        "number", flat=True
    )}  # fmt: skip
    for sheet in counted(judging, actor):
        scores[sheet.number].append(sheet.scores)
    return rules.results(scores)


@transaction.atomic
def conclude_judging(
    *,
    judging: Judging,
    counts: Sequence[int],
    order: Sequence[int],
    decided_by: str,
    tie_reason: str,
    actor: Actor,
    at: datetime,
) -> JudgingResult:
    """出结果: so many of each 等次. Raises Refused while a case lacks judges, and for a tie that a
    等次 parts without somebody who says who comes first, and why."""
    judging = stepping(judging, "conclude", actor)
    found = results_of(judging, actor)
    if refused := rules.grade_refusal(found, counts, order, decided_by, tie_reason):
        raise Refused(*refused)
    is_parted = bool(rules.parted(found, counts))
    judging.phase, judging.ended_at = JudgingPhase.CONCLUDED, at
    judging.save(update_fields=["phase", "ended_at"])
    result = JudgingResult.objects.create(
        judging=judging,
        unit_code=judging.unit_code,
        number=1,
        grades=_told(judging, rules.graded(found, counts, order), actor),
        decided_by=decided_by.strip() if is_parted else "",
        tie_reason=tie_reason.strip() if is_parted else "",
        at=at,
        by_id=actor.account_id,
        by_name=actor.name,
    )
    happened(judging.campaign, "judging-conclude", actor=actor, at=at, graded=len(result.grades))
    return result


@transaction.atomic
def correct_result(
    *, judging: Judging, grades: Mapping[int, str], reason: str, actor: Actor, at: datetime
) -> JudgingResult:
    """更正: what was said stays; a new result says what changed and why."""
    judging = stepping(judging, "correct", actor)
    if not reason.strip():
        raise Refused("请写更正的理由。", "reason")
    results = JudgingResult.objects.visible_to(actor).filter(judging=judging)
    last = results.order_by("-number")[0]
    told = _told(judging, {case: Grade(grade) for case, grade in grades.items() if grade}, actor)
    if told == last.grades:
        raise Refused("等次与现在的结果相同，不用更正。", "reason")
    result = JudgingResult.objects.create(
        judging=judging,
        unit_code=judging.unit_code,
        number=last.number + 1,
        grades=told,
        reason=reason.strip(),
        at=at,
        by_id=actor.account_id,
        by_name=actor.name,
    )
    happened(judging.campaign, "judging-correct", actor=actor, at=at, number=result.number)
    return result


def _told(judging: Judging, grades: Mapping[int, Grade], actor: Actor) -> list[dict[str, Any]]:
    """The graded cases with their units and real titles, the best first."""
    cases = JudgedCase.objects.visible_to(actor).filter(judging=judging, number__in=grades)
    rows = cases.standing().select_related("duty__participation__unit")
    versions = DutyVersion.objects.visible_to(actor).filter(duty__in=[row.duty_id for row in rows])
    titles = {(one.duty_id, one.number): one.content.get("title", "") for one in versions}
    ordered = sorted(rows, key=lambda row: (list(Grade).index(grades[row.number]), row.number))
    return [
        {
            "duty": row.duty_id,
            "number": row.number,
            "unit": row.duty.participation.unit.short_name,
            "title": titles.get((row.duty_id, row.version), ""),
            "grade": grades[row.number].value,
        }
        for row in ordered
    ]
