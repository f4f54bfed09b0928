"""复查 and 复核 of a written answer are registered: the request, then what came of it."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.actions.case_files import has_letter, keep_original
from cases.actions.deadlines import open_clocks, start
from cases.actions.happening import happened, locked
from cases.actions.reading import tell_leaders
from cases.choices.review import HANDED_IN, AskedBy, AskWay, ReviewOutcome
from cases.models import Case, CaseReview
from cases.rules import review as rules
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines import actions as deadlines
from portal.deadlines import reference
from portal.deadlines.choices import Counting
from portal.deadlines.models import ClockRule
from portal.deadlines.rules import Explanation, count_days
from portal.files.choices import FileRole
from portal.ui.words import day_long

GIVEN = [
    "outcome", "answered_on", "number", "opinion", "original", "decided_at", "decided_by",
]  # fmt: skip


def term_of(rule: str, received: date) -> tuple[ClockRule, Explanation]:
    """Until when 复查 or 复核 may be asked for; hers, so that no clock of ours runs."""
    kept = ClockRule.objects.present().filter(code=rule).first()
    if kept is None or kept.length is None:
        raise Refused("没有这项期限规则，请联系系统管理员在参考数据里补充。")
    calendar = reference.calendar_from(received.year - 1)
    return kept, count_days(received, kept.length, Counting(kept.counting), calendar)


def reviews_of(case: Case, actor: Actor) -> list[CaseReview]:
    """Every one of the case, earlier answers' as well, the oldest first."""
    return list(
        CaseReview.objects.visible_to(actor)
        .filter(case=case)
        .order_by("round", "pk")
        .select_related("case", "original")
    )


def answered_on(case: Case, earlier: list[CaseReview]) -> date:
    """The day of what is not accepted: the written answer, or the opinion of the review."""
    if earlier and earlier[-1].answered_on:
        return earlier[-1].answered_on
    return timezone.localdate(case.answered_at)


def checked(case: Case, move: rules.Move, actor: Actor) -> tuple[Case, list[CaseReview]]:
    """The case, locked, with the reviews of its answer. Raises Refused where it may not be."""
    case = locked(case, actor)
    reviews = reviews_of(case, actor)
    if refusal := rules.refusal(move, case, reviews, actor):
        raise Refused(refusal)
    return case, rules.standing(case, reviews)


def waiting_refusal(case: Case) -> str | None:
    """Why the answer that is reviewed is not worked on again, nor put away, before the result."""
    row = CaseReview.objects.filter(case=case, outcome="").first()
    if row is None:
        return None
    label = row.get_kind_display()
    return f"{label}申请还没有结果，请先登记{label}结果；本人撤回的也在那里登记。"


def caption_of(row: CaseReview) -> str:
    named = f"（{row.number}）" if row.number else ""
    return f"{row.get_kind_display()}结果原件{named}"


def stamp(case: Case) -> None:
    case.version += 1
    case.save(update_fields=["version"])


@transaction.atomic
def ask_review(
    *, case: Case, actor: Actor, at: datetime, move: str, received_on: date, asked_on: date,
    why_late: str, asked_by: str, way: str, body: str, claim: str, letter: Any = None,
) -> CaseReview:  # fmt: skip
    """A request came in; its clock runs from the day of the request. `letter`: the letter of
    authority of an agent, an UploadedFile.

    Raises Refused without a written answer, a second time, for days that cannot be, and for an
    agent who brought no letter.
    """
    taken = rules.MOVES[move]
    case, earlier = checked(case, taken, actor)
    _, term = term_of(taken.term, received_on)
    refusal = rules.days_refusal(
        received=received_on, asked=asked_on, answered=answered_on(case, earlier),
        today=timezone.localdate(at), last=term.rolled, why_late=why_late,
    )  # fmt: skip
    if refusal:
        raise Refused(*refusal)
    take_letter(case, letter, asked_by=asked_by, way=way, actor=actor, at=at)
    row = CaseReview.objects.create(
        unit_code=case.unit_code, case=case, round=case.reopened, kind=taken.kind,
        received_on=received_on, asked_on=asked_on, why_late=why_late, asked_by=asked_by, way=way,
        body=body, claim=claim, at=at, made_by_id=actor.account_id,
    )  # fmt: skip
    since = timezone.make_aware(datetime.combine(asked_on, time()))
    start(case, taken.clock, event=f"收到{taken.kind.label}请求", actor=actor, at=at, since=since)
    stamp(case)
    late = "，逾期" if why_late else ""
    text = f"{day_long(asked_on)}，{AskedBy(asked_by).label}{AskWay(way).label}，向{body}提出{late}"
    happened(case, move, actor=actor, at=at, text=text, late=bool(why_late))
    tell_leaders(case, f"收到{taken.kind.label}申请，请查看。", actor=actor, at=at)
    return row


def take_letter(
    case: Case, letter: Any, *, asked_by: str, way: str, actor: Actor, at: datetime
) -> None:
    """Kept where it came. Handed in here it is asked for; of what was asked elsewhere we may have
    none."""
    if keep_original(
        case, letter, caption="代理人的委托书", actor=actor, at=at, role=FileRole.AUTHORITY,
        field="letter",
    ):  # fmt: skip
        return
    if asked_by == AskedBy.AGENT and way in HANDED_IN and not has_letter(case, actor):
        raise Refused("代理人申请的，请上传委托书（“材料”里还没有委托书）。", "letter")


@transaction.atomic
def keep_review_original(
    *, case: Case, actor: Actor, at: datetime, review: int, original: Any
) -> CaseReview:
    """The stamped paper of a result that came later. Raises Refused before there is a result, where
    the paper lies already, and for what the file is."""
    case = locked(case, actor)
    row = next((one for one in reviews_of(case, actor) if one.pk == review), None)
    if row is None:
        raise Refused("没有这次复查、复核。")
    if refusal := rules.original_refusal(row, actor):
        raise Refused(refusal)
    row.original = keep_original(case, original, caption=caption_of(row), actor=actor, at=at)
    row.save(update_fields=["original"])
    label = row.get_kind_display()
    happened(case, "review-original", actor=actor, at=at, text=f"补传{label}结果的盖章原件")
    return row


@transaction.atomic
def answer_review(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    move: str,
    outcome: str,
    answered_on: date,
    number: str,
    opinion: str,
    original: Any = None,
) -> CaseReview:
    """What came of a request; its clock ends. `original`: the stamped paper, an UploadedFile.

    Raises Refused where none waits, for its day, or for what the file is."""
    taken = rules.MOVES[move]
    case, rows = checked(case, taken, actor)
    row = rows[-1]
    if answered_on > timezone.localdate(at):
        raise Refused("意见日期不能晚于今天。", "answered_on")
    if answered_on < row.asked_on:
        raise Refused("意见日期不能早于申请日期。", "answered_on")
    row.outcome, row.answered_on, row.number, row.opinion = outcome, answered_on, number, opinion
    row.decided_at, row.decided_by_id = at, actor.account_id
    row.original = keep_original(case, original, caption=caption_of(row), actor=actor, at=at)
    row.save(update_fields=GIVEN)
    label = ReviewOutcome(outcome).label
    for deadline in open_clocks(case):
        if deadline.rule.code == taken.clock:
            deadlines.meet(deadline=deadline, actor=actor, at=at, how=label)
    stamp(case)
    named = f"（{number}）" if number else ""
    text = f"{day_long(answered_on)}，{row.body}{label}{named}"
    happened(case, move, actor=actor, at=at, text=text, outcome=outcome)
    tell_leaders(case, f"{taken.kind.label}已有结果：{label}。", actor=actor, at=at)
    return row
