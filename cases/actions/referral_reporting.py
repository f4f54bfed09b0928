"""反馈 and its review; 催办 in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from cases.actions.happening import happened, locked
from cases.actions.referral_files import keep_original
from cases.actions.referral_lines import (
    Brought,
    checked,
    enter,
    line,
    report_clock,
    running,
    start,
    stop,
    take,
    tell_city,
    tell_receiver,
    tell_sender,
)
from cases.choices.referral import (
    Acceptance,
    ChaseStep,
    ChaseWay,
    ReferralStatus,
    ReportResult,
    Told,
    Verdict,
)
from cases.models import Chase, Referral, ReferralReport
from cases.rules import referral as rules
from portal import clock
from portal.access import Actor
from portal.access.refusal import Refused

CHASED, URGED = "chase-report", "urging-reply"
AFTER = {ChaseStep.LETTER: CHASED, ChaseStep.URGE: URGED}  # the clock a paper of ours starts
REPORT_RULES = ("referral-report", "referral-co-report", "referral-more", CHASED, URGED)


@dataclass(frozen=True, slots=True)
class Answer:
    """The five things of 反馈 (users.md d2); `told` is empty on purpose until somebody chooses."""

    acceptance: str
    text: str
    told: str
    results: Sequence[str] = ()
    document: str = ""
    told_on: date | None = None
    told_note: str = ""
    late_reason: str = ""
    original: Any = None  # the stamped original, Django's UploadedFile


@transaction.atomic
def report(
    *, referral: Referral, answer: Answer, actor: Actor, at: datetime,
    brought: Brought | None = None,
) -> ReferralReport:  # fmt: skip
    """反馈 to the sender. Late, it asks for one line of reason and no more."""
    referral, on_behalf = take(referral, "report", actor)
    came = checked(brought or Brought(), on_behalf=on_behalf, at=at)
    term = report_clock(referral)
    is_late = term is not None and term.is_late(came.at or at)
    _refuse(answer, is_late=is_late, at=at)
    made = ReferralReport.objects.create(
        referral=referral,
        from_code=referral.from_code,
        to_code=referral.to_code,
        acceptance=answer.acceptance,
        document=answer.document,
        results=list(answer.results),
        text=answer.text,
        told=answer.told,
        told_on=answer.told_on,
        told_note=answer.told_note,
        late_reason=answer.late_reason if is_late else "",
        delivery=came.delivery,
        source=came.source,
        on_behalf=on_behalf,
        at=came.at or at,
        by_id=actor.account_id,
    )
    enter(referral, ReferralStatus.REPORTED, at=at)
    stop(referral, "已反馈", *REPORT_RULES, actor=actor, at=at)
    start(referral, "referral-review", duty=referral.from_code, actor=actor, at=at, since=at)
    results = "、".join(ReportResult(one).label for one in answer.results)
    said = Acceptance(answer.acceptance).label + (f"，{results}" if results else "")
    said += f"（代录：{came.source}）" if on_behalf else ""
    line(referral, "report", actor=actor, at=at, text=said, late=is_late, on_behalf=on_behalf)
    if answer.original is not None:
        keep_original(referral, answer.original, actor=actor, at=at)
    tell_sender(referral, f"{referral.to_name}已反馈，请审核", at=at)
    return made


def _refuse(answer: Answer, *, is_late: bool, at: datetime) -> None:
    if answer.told == Told.YES and answer.told_on is None:
        raise Refused("请填写哪天答复的。", "told_on")
    if answer.told == Told.YES and answer.told_on and answer.told_on > clock.day_of(at):
        raise Refused("答复日期不能晚于今天。", "told_on")
    if answer.told in {Told.NO, Told.UNFIT} and not answer.told_note.strip():
        raise Refused("请写明没有答复或不宜答复的原因。", "told_note")
    if is_late and not answer.late_reason.strip():
        raise Refused("已过期限，请用一句话写明原因。", "late_reason")


@transaction.atomic
def review(
    *, referral: Referral, actor: Actor, at: datetime, verdict: str, text: str = ""
) -> Referral:
    """审核 of the last report: accepted ends the referral, sent back says what is missing."""
    accepted = verdict == Verdict.ACCEPTED
    referral, _ = take(referral, "accept" if accepted else "send-back", actor)
    if not accepted and len(text.strip()) < 4:
        raise Refused("请写明要补充什么。", "text")
    last = ReferralReport.objects.select_for_update().get(referral=referral, verdict=Verdict.OPEN)
    last.verdict, last.verdict_text = verdict, text
    last.reviewed_at, last.reviewed_by_id = at, actor.account_id
    last.save(update_fields=["verdict", "verdict_text", "reviewed_at", "reviewed_by"])
    stop(referral, Verdict(verdict).label, "referral-review", actor=actor, at=at)
    enter(referral, ReferralStatus.DONE if accepted else ReferralStatus.HANDLING, at=at)
    if not accepted:
        start(referral, "referral-more", duty=referral.to_code, actor=actor, at=at, since=at)
    verb = "accept" if accepted else "send-back"
    line(referral, verb, actor=actor, at=at, text=text)
    tell_receiver(referral, f"反馈{Verdict(verdict).label}", at=at)
    return referral


# ── 催办 ────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def chase(
    *, referral: Referral, actor: Actor, at: datetime, step: str, way: str, spoke_with: str = "",
    answer: str = "", promised_on: date | None = None,
) -> Chase:  # fmt: skip
    """催办 one step of the order 提醒 → 催办函 → 提请协调组协调 → 督促处理意见书;
    each is a record.

    By telephone it keeps who took the call, the answer and the promised day.
    """
    locked(referral.case, actor)
    rows = Referral.objects.visible_to(actor).select_for_update(of=("self",))
    referral = rows.get(pk=referral.pk)
    done = list(Chase.objects.filter(referral=referral).values_list("step", flat=True))
    if refusal := rules.chase_refusal(referral, actor, step, done):
        raise Refused(refusal)
    if way == ChaseWay.PHONE and not (spoke_with.strip() and answer.strip()):
        raise Refused("请填写谁接的、怎么答复。", "spoke_with" if not spoke_with else "answer")
    made = Chase.objects.create(
        referral=referral,
        from_code=referral.from_code,
        to_code=referral.to_code,
        step=step,
        way=way,
        spoke_with=spoke_with,
        answer=answer,
        promised_on=promised_on,
        at=at,
        by_id=actor.account_id,
    )
    words = [ChaseWay(way).label] if step == ChaseStep.REMIND else []
    words += [part for part in (spoke_with, answer) if part]
    if promised_on:
        words.append(f"答应{promised_on.month}月{promised_on.day}日前反馈")
    line(referral, f"chase-{step}", actor=actor, at=at, text="，".join(words), way=way)
    _tell_chased(referral, step, actor=actor, at=at)
    return made


def _tell_chased(referral: Referral, step: str, *, actor: Actor, at: datetime) -> None:
    if step == ChaseStep.BRING:
        referral.city_code = settings.PORTAL_CITY_CODE
        referral.save(update_fields=["city_code"])
        tell_city(referral, f"提请协调：{referral.to_name}逾期未办", at=at)
        happened(referral.case, "bring", actor=actor, at=at, text=referral.to_name)
        return
    rule = AFTER.get(ChaseStep(step))
    if rule and not any(one.rule.code == rule for one in running(referral)):
        start(referral, rule, duty=referral.to_code, actor=actor, at=at, since=at)
    what = "签收" if referral.status == ReferralStatus.WAITING else "反馈"
    tell_receiver(referral, f"转出单位催办，请尽快{what}", at=at)
