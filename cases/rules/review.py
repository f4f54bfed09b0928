"""复查 and then 复核 of a written answer, once each (信访工作条例 35, 36). No database, no clock.

Once each, because the Regulation ends it there: article 35 gives one request against an answer,
36 one against the opinion on it, and the same request with the same facts and reasons is not taken
up after that. It counts by written answer, not by case: an answer given after 重新办理 is another
one, so it may be reviewed anew. A withdrawn request was the one, for nothing in the text gives a
second; who asks again all the same is told so by the office above, which decides on taking it up.

They have stages of their own, and the case keeps its status: an answer that was revoked is worked
on again by the step 重新办理.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.choices import CaseStatus
from cases.choices.review import OPINIONS, ReviewKind, ReviewOutcome, ReviewStage
from cases.rules.way import elsewhere, history_refusal
from portal.access import Actor, Permission

CLAIM = "claim"  # cases/data/procedures.csv: only there a review may be asked for
# Where an answer stands. Reopened, it stands no more until the next one.
ANSWERED = (
    CaseStatus.ANSWERED, CaseStatus.CLOSING, CaseStatus.CLOSED, CaseStatus.FOLLOWED,
    CaseStatus.ARCHIVED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a review. Its address, its form, its action and the tests read the same row.

    `clock` is the rule (portal/deadlines/data/clock_rules.csv) a request starts and an opinion
    meets; `term` the one she had for asking, counted from `received`.
    """

    name: str
    label: str
    kind: ReviewKind
    source: ReviewStage
    target: ReviewStage
    clock: str
    term: str = ""
    received: str = ""

    @property
    def asks(self) -> bool:
        return bool(self.term)


K, S = ReviewKind, ReviewStage
MOVES = {
    move.name: move
    for move in (
        Move("ask-review", "登记复查申请", K.REVIEW, S.ANSWERED, S.REVIEW_ASKED,
             "review", "ask-review", "收到书面答复"),
        Move("give-review", "登记复查结果", K.REVIEW, S.REVIEW_ASKED, S.REVIEW_GIVEN, "review"),
        Move("ask-recheck", "登记复核申请", K.RECHECK, S.REVIEW_GIVEN, S.RECHECK_ASKED,
             "recheck", "ask-recheck", "收到复查答复"),
        Move("give-recheck", "登记复核结果", K.RECHECK, S.RECHECK_ASKED, S.ENDED, "recheck"),
    )
}  # fmt: skip
STAGES = {
    (K.REVIEW, False): S.REVIEW_ASKED,
    (K.REVIEW, True): S.REVIEW_GIVEN,
    (K.RECHECK, False): S.RECHECK_ASKED,
    (K.RECHECK, True): S.ENDED,
}
WRONG_STAGE = {
    S.ANSWERED: "还没有登记复查申请。",
    S.REVIEW_ASKED: "复查申请已经登记，还没有结果。复查只有一次。",
    S.REVIEW_GIVEN: "复查已有结果。复查只有一次；对复查意见不服的，登记复核申请。",
    S.RECHECK_ASKED: "复核申请已经登记，还没有结果。复核只有一次。",
    S.ENDED: "复核已有结果，复查、复核程序终结。同一事实和理由再提出的，不再受理。",
}


def standing(case: Any, reviews: Iterable[Any]) -> list[Any]:
    """Those of the answer that stands now, the first one first."""
    found = (one for one in reviews if one.round == case.reopened)
    return sorted(found, key=lambda one: one.kind != ReviewKind.REVIEW)


def stage_of(case: Any, reviews: Iterable[Any]) -> ReviewStage:
    rows = standing(case, reviews)
    return STAGES[ReviewKind(rows[-1].kind), bool(rows[-1].outcome)] if rows else S.ANSWERED


def write_refusal(case: Any, actor: Actor) -> str | None:
    """Why this person may not write about 复查、复核 of the case at all."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能办理：复查、复核。如需办理，请联系本单位经办人。"
    return elsewhere(case, actor) or history_refusal(case)


def answer_refusal(case: Any) -> str | None:
    """Why there is no answer that could be reviewed."""
    if case.status == CaseStatus.VOID:
        return "这件事项已作废，不能登记复查、复核。"
    if case.procedure_id not in (None, "", CLAIM):
        return f"按“{case.procedure.name}”办理的事项不适用信访复查、复核，请告知其他途径。"
    if case.status not in ANSWERED or case.answered_at is None:
        return f"这件事项{CaseStatus(case.status).label}，答复以后才能登记复查、复核申请。"
    if not case.is_answered_in_writing:
        return "没有书面答复，不能申请复查。请先书面答复。"
    return None


def refusal(move: Move, case: Any, reviews: Iterable[Any], actor: Actor) -> str | None:
    """Why this may not be registered now; None when it may."""
    if words := write_refusal(case, actor):
        return words
    rows = list(reviews)
    if move.asks and (words := answer_refusal(case)):
        return words
    if case.status == CaseStatus.VOID:
        return "这件事项已作废，不能登记复查、复核。"
    stage = stage_of(case, rows)
    if stage != move.source:
        return WRONG_STAGE[stage]
    return after_review_refusal(standing(case, rows)[-1]) if stage == S.REVIEW_GIVEN else None


def after_review_refusal(review: Any) -> str | None:
    """复核 is of an opinion, and of one that leaves the answer standing."""
    if review.outcome == ReviewOutcome.REVOKED:
        return "原答复已经撤销，请重新办理并书面答复；对新的答复可以再申请复查。"
    if review.outcome not in OPINIONS:
        label = ReviewOutcome(review.outcome).label
        return f"复查{label}，没有复查意见，不能申请复核。"
    return None


def original_refusal(row: Any, actor: Actor) -> str | None:
    """Why the stamped paper of a result may not be added now."""
    if words := write_refusal(row.case, actor):
        return words
    label = ReviewKind(row.kind).label
    if not row.outcome:
        return f"{label}还没有结果。登记结果时一并上传原件。"
    if row.original is not None and row.original.removed_at is None:
        return f"{label}结果的盖章原件已经上传。传错了的，先在“材料”里移除，再补传。"
    return None


def next_move(case: Any, reviews: Iterable[Any], actor: Actor) -> Move | None:
    """The one move that may be made now, if any."""
    rows = list(reviews)
    return next((one for one in MOVES.values() if refusal(one, case, rows, actor) is None), None)


def days_refusal(
    *, received: date, asked: date, answered: date, today: date, last: date, why_late: str
) -> tuple[str, str] | None:
    """(words, field) about the days of a request. `answered`: when the answer was given, `last`:
    the last day for asking; within it no reason is asked for."""
    if received > today:
        return "收到答复的日期不能晚于今天。", "received_on"
    if received < answered:
        return f"答复是{answered.month}月{answered.day}日作出的，收到日期不能更早。", "received_on"
    if asked > today:
        return "申请日期不能晚于今天。", "asked_on"
    if asked < received:
        return "申请日期不能早于收到答复的日期。", "asked_on"
    if asked > last and not why_late:
        day = f"{last.year}年{last.month}月{last.day}日"
        return f"申请期限到{day}，已经逾期。请写明逾期的原因。", "why_late"
    if asked <= last and why_late:
        return "申请没有逾期，不用填逾期的原因。", "why_late"
    return None
