"""评审优秀案例: turned on with an approving paper, its judges named, its phases moved. What is
recommended stays the planner's word (read_case)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from campaigns.actions.happening import happened, locked_campaign
from campaigns.actions.judged_cases import take_in
from campaigns.actions.judges import ensure_planner, hand_out, judges_for, stepping
from campaigns.choices import JudgingPhase
from campaigns.models import Campaign, JudgeSeat, Judging, ScoreSheet
from campaigns.reference.rubric import rubric
from portal.access import Actor
from portal.access.refusal import Refused


@transaction.atomic
def begin_judging(
    *, campaign: Campaign, basis: str, is_blind: bool, actor: Actor, at: datetime
) -> Judging:
    """Turn it on: the accepted cases come in under drawn numbers, ready to be looked through."""
    ensure_planner(campaign, actor)
    campaign = locked_campaign(campaign, actor)
    if not basis.strip():
        raise Refused("评审须有批准文件，请写文件名称和文号。", "basis")
    if Judging.objects.visible_to(actor).filter(campaign=campaign).standing().exists():
        raise Refused("这项活动已经开启评审。")
    version, items = rubric()
    judging = Judging.objects.create(
        campaign=campaign,
        unit_code=campaign.unit_code,
        title=f"{campaign}优秀案例评审",
        basis=basis.strip(),
        is_blind=is_blind,
        rubric_version=version,
        rubric=[asdict(item) for item in items],
        at=at,
        by_id=actor.account_id,
    )
    cases = take_in(judging, actor, at)
    if not cases:
        raise Refused("还没有审核通过的优秀案例，不能开启评审。")
    happened(
        campaign, "judging", actor=actor, at=at, rubric=version, cases=cases, is_blind=is_blind
    )
    return judging


@transaction.atomic
def collect_cases(*, judging: Judging, actor: Actor, at: datetime) -> int:
    """取最新正文: what was accepted since comes in, what was sent anew is to be looked through
    again; answers how many cases that are."""
    judging = stepping(judging, "collect", actor)
    cases = take_in(judging, actor, at)
    if judging.phase == JudgingPhase.SCORING:
        hand_out(judging, actor, at)
    happened(judging.campaign, "judging-collect", actor=actor, at=at, cases=cases)
    return cases


@transaction.atomic
def open_judging(*, judging: Judging, actor: Actor, at: datetime) -> Judging:
    """开始评审: every judge gets a sheet for each case that she may judge, and a notice."""
    judging = stepping(judging, "open", actor)
    judging.phase, judging.opened_at = JudgingPhase.SCORING, at
    judging.save(update_fields=["phase", "opened_at"])
    sheets = hand_out(judging, actor, at)
    happened(judging.campaign, "judging-open", actor=actor, at=at, sheets=sheets)
    return judging


@transaction.atomic
def stop_judging(*, judging: Judging, actor: Actor, at: datetime) -> Judging:
    """关闭: no result; what judges wrote stays on record, nobody can go on writing."""
    judging = stepping(judging, "stop", actor)
    judging.phase, judging.ended_at = JudgingPhase.OFF, at
    judging.save(update_fields=["phase", "ended_at"])
    happened(judging.campaign, "judging-stop", actor=actor, at=at)
    return judging


# ── Judges ──────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def name_judges(
    *, judging: Judging, accounts: Iterable[int], actor: Actor, at: datetime
) -> Sequence[JudgeSeat]:
    """Add judges; while scores are being given they get their sheets at once. Raises Refused for
    somebody who cannot be one, or is one already."""
    judging = stepping(judging, "name", actor)
    offered = {one.account_id: one for one in judges_for(actor)}
    wanted = list(dict.fromkeys(accounts))
    seated = set(seats_of(judging, actor).values_list("account_id", flat=True))
    if not wanted or not set(wanted) <= set(offered) - seated:
        raise Refused("请选择评委。已是评委的、不在下属单位和成员单位的，不能选。", "accounts")
    seats = JudgeSeat.objects.bulk_create(
        JudgeSeat(
            judging=judging,
            unit_code=judging.unit_code,
            account_id=key,
            name=offered[key].account.name,
            seat_code=offered[key].unit.code,
            seat_name=offered[key].unit.short_name,
            named_at=at,
            named_by_id=actor.account_id,
        )
        for key in wanted
    )
    if judging.phase == JudgingPhase.SCORING:
        hand_out(judging, actor, at)
    happened(judging.campaign, "judging-name", actor=actor, at=at, judges=len(seats))
    return seats


def seats_of(judging: Judging, actor: Actor):
    return JudgeSeat.objects.visible_to(actor).filter(judging=judging).seated()


@transaction.atomic
def release_judge(*, seat: JudgeSeat, reason: str, actor: Actor, at: datetime) -> JudgeSeat:
    """请评委退出: what she has not handed in goes, what she has handed in is counted no more."""
    judging = stepping(seat.judging, "name", actor)
    if not reason.strip():
        raise Refused("请写评委退出的理由。", "reason")
    seat = seats_of(judging, actor).filter(pk=seat.pk).select_for_update(of=("self",)).first()
    if seat is None:
        raise Refused("这位评委已经退出。")
    seat.left_at, seat.left_reason = at, reason.strip()
    seat.save(update_fields=["left_at", "left_reason"])
    sheets = ScoreSheet.objects.visible_to(actor).filter(judging=judging, judge=seat.account_id)
    sheets.waiting().delete()
    happened(judging.campaign, "judging-release", actor=actor, at=at)
    return seat
