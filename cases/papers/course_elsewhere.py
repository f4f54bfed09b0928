"""What other units did about a case, so far as it matters to a leader: asked, signed, reported."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from cases.choices.referral import (
    Acceptance,
    ChaseStep,
    ReferralKind,
    ReferralStatus,
    ReportResult,
    RequestKind,
    Ruling,
    Verdict,
)
from cases.models import Case, Referral, ReferralReport, ReferralRequest
from portal.access import Actor

Told = tuple[datetime, str]
CHASED = {ChaseStep.LETTER: "向{}发出催办函", ChaseStep.BRING: "就{}逾期未办提请协调",
          ChaseStep.URGE: "向{}发出督促处理意见书"}  # fmt: skip

TAKEN = {Acceptance.ACCEPTED: "已受理", Acceptance.ALREADY: "已在办理",
         Acceptance.DECLINED: "不予受理"}  # fmt: skip
RESULTS = {
    ReportResult.WARNING: "已出具告诫书", ReportResult.FILED: "已立案",
    ReportResult.PUNISHED: "已作处罚", ReportResult.MEDIATED: "已作调解",
    ReportResult.PASSED_ON: "已移送有关机关", ReportResult.EXPLAINED: "已作解释",
}  # fmt: skip


def steps_of_referrals(case: Case, actor: Actor) -> Iterator[Told]:
    rows = Referral.objects.visible_to(actor).filter(case=case).order_by("sent_at", "pk")
    found = list(rows.prefetch_related("requests", "reports", "chases"))
    for at, together in groupby(found, key=lambda one: one.sent_at):
        yield at, asked(list(together))
    for one in found:
        yield from steps_of(one)


def asked(together: list[Referral]) -> str:
    """One lead and its helpers, asked at once."""
    lead = [one.to_name for one in together if one.kind == ReferralKind.LEAD]
    helping = [one.to_name for one in together if one.kind == ReferralKind.CO]
    parts = [f"{'、'.join(lead)}主办"] if lead else []
    parts += [f"{'、'.join(helping)}协办"] if helping else []
    return f"转请{'，'.join(parts)}"


def steps_of(one: Referral) -> Iterator[Told]:
    if one.received_at:
        yield one.received_at, f"{one.to_name}签收"
    for wish in one.requests.all():
        yield from steps_of_request(one, wish)
    for report in one.reports.all():
        yield report.at, reported(one, report)
        if report.verdict == Verdict.SENT_BACK:
            yield report.reviewed_at or report.at, f"请{one.to_name}补充反馈"
    for chase in one.chases.all():
        if words := CHASED.get(ChaseStep(chase.step)):
            yield chase.at, words.format(one.to_name)
    if one.status == ReferralStatus.REVOKED and one.ended_at:
        yield one.ended_at, f"不再请{one.to_name}办理"


def steps_of_request(one: Referral, wish: ReferralRequest) -> Iterator[Told]:
    is_return = wish.kind == RequestKind.RETURN
    what = "退回" if is_return else f"延期{wish.days}日"
    yield wish.at, f"{one.to_name}申请{what}"
    if wish.ruling and wish.ruled_at:
        yield wish.ruled_at, f"{Ruling(wish.ruling).label}{one.to_name}{what}"


def reported(one: Referral, report: ReferralReport) -> str:
    done = [TAKEN[Acceptance(report.acceptance)]]
    done += [RESULTS[ReportResult(code)] for code in report.results]
    return f"{one.to_name}反馈{'、'.join(done)}"
