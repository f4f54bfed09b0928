"""Who may move a judging, who judges which case of it, and the sheets that follow from it."""

from datetime import datetime

from django.db import connection
from django.db.models import Q

from campaigns.models import (
    Campaign,
    DutyVersion,
    JudgedCase,
    JudgedText,
    JudgeSeat,
    Judging,
    Participation,
    ScoreSheet,
)
from campaigns.rules import judging as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.desk import actions as desk


def ensure_planner(campaign: Campaign, actor: Actor) -> None:
    if not actor.can(Permission.CAMPAIGN_PLAN) or campaign.unit_code != actor.unit_code:
        raise Refused("评审由筹备单位组织。如需办理，请联系市妇联权益部。")


def hold(judging: Judging, *, alone: bool) -> None:
    """One at a time moves a judging; judges write beside each other, but not beside a move. A
    judge may not lock the row itself: it is the planner's."""
    ask = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ask}(hashtextextended(%s, 0))", [f"judging {judging.pk}"])


def stepping(judging: Judging, name: str, actor: Actor) -> Judging:
    """The judging as it is now, held alone. Raises Refused in the rule's words."""
    ensure_planner(judging.campaign, actor)
    hold(judging, alone=True)
    now = Judging.objects.visible_to(actor).select_related("campaign").get(pk=judging.pk)
    if refusal := rules.MOVES[name].refusal(now.phase, facts_of(now, actor)):
        raise Refused(refusal)
    return now


def judges_for(actor: Actor) -> list[Posting]:
    """Whom the planner may name: people of the units right under her own, never of her own, which
    has reviewed every case and sees whose it is."""
    found = Posting.objects.present().active().filter(unit__parent__code=actor.unit_code)
    found = found.select_related("account", "unit").order_by("unit__code", "account__name", "pk")
    return [posting for posting in found if posting.may(Permission.CAMPAIGN_VIEW)]


def panel_of(judging: Judging, actor: Actor) -> dict[JudgedCase, list[JudgeSeat]]:
    """Each case with the judges who may judge it."""
    seats = list(JudgeSeat.objects.visible_to(actor).filter(judging=judging).seated())
    cases = list(
        JudgedCase.objects.visible_to(actor)
        .filter(judging=judging)
        .standing()
        .select_related("duty", "judging__campaign")
        .order_by("number")
    )
    units = _units_of(seats, judging)
    writers = _writers_of(cases, actor)
    return {
        case: [
            seat
            for seat in seats
            if rules.may_judge(
                units[seat.pk], seat.account_id, case.duty.unit_code, writers[case.duty_id]
            )
        ]
        for case in cases
    }


def _units_of(seats: list[JudgeSeat], judging: Judging) -> dict[int, set[str]]:
    """{seat: where she worked since the notice went out}: a clerk who moved last month may have
    written the case."""
    since = judging.campaign.published_at
    posts = Posting.objects.filter(account__in=[seat.account_id for seat in seats])
    posts = posts.filter(Q(valid_to=None) | Q(valid_to__gte=since)).select_related("unit")
    found = {seat.pk: {seat.seat_code} for seat in seats}
    for post in posts:
        for seat in seats:
            if seat.account_id == post.account_id:
                found[seat.pk].add(post.unit.code)
    return found


def _writers_of(cases: list[JudgedCase], actor: Actor) -> dict[int, set[int]]:
    """{duty: the accounts that sent it or signed for the notice it answers}"""
    found: dict[int, set[int]] = {case.duty_id: set() for case in cases}
    sent = DutyVersion.objects.visible_to(actor).filter(duty__in=found)
    signed = Participation.objects.visible_to(actor).filter(duties__in=found)
    for duty, account in (
        *sent.values_list("duty_id", "by_id"),
        *signed.exclude(signed_by=None).values_list("duties__pk", "signed_by_id"),
    ):
        if duty in found:
            found[duty].add(account)
    return found


def counted(judging: Judging, actor: Actor) -> list[ScoreSheet]:
    """The sheets that make the result: handed in, of the text as it is now, by who is a judge."""
    seated = JudgeSeat.objects.visible_to(actor).filter(judging=judging).seated()
    cases = JudgedCase.objects.visible_to(actor).filter(judging=judging).standing()
    versions = dict(cases.values_list("pk", "version"))
    handed = ScoreSheet.objects.visible_to(actor).filter(
        judging=judging, handed_at__isnull=False, judge__in=seated.values("account_id")
    )
    return [
        sheet
        for sheet in handed.order_by("number", "judge_name", "pk")
        if versions.get(sheet.case_id) == sheet.version
    ]


def facts_of(judging: Judging, actor: Actor) -> rules.Facts:
    panel = panel_of(judging, actor)
    texts = JudgedText.objects.visible_to(actor).filter(case__judging=judging)
    read = set(texts.values_list("case_id", flat=True))
    handed = {case.number: 0 for case in panel}
    for sheet in counted(judging, actor):
        handed[sheet.number] += 1
    return rules.Facts(
        asked={case.number: len(seats) for case, seats in panel.items()},
        handed=handed,
        unread=[case.number for case in panel if case.pk not in read],
    )


def hand_out(judging: Judging, actor: Actor, at: datetime) -> int:
    """Give every judge the sheets she lacks, take back those whose text has been replaced; tell
    who got some. Answers how many were given."""
    sheets = ScoreSheet.objects.visible_to(actor).filter(judging=judging)
    read = set(
        JudgedText.objects.visible_to(actor)
        .filter(case__judging=judging)
        .values_list("case_id", flat=True)
    )
    made: list[ScoreSheet] = []
    for case, seats in panel_of(judging, actor).items():
        mine = sheets.filter(case=case)
        mine.waiting().exclude(version=case.version).delete()
        has = set(
            mine.filter(Q(version=case.version) | Q(aside_at__isnull=False)).values_list(
                "judge_id", flat=True
            )
        )
        made += [
            _sheet(case, seat) for seat in seats if case.pk in read and seat.account_id not in has
        ]
    ScoreSheet.objects.bulk_create(made)
    desk.notify(
        accounts={sheet.judge_id for sheet in made},
        text=f"请您评审：{judging.title}",
        url="/campaigns/scores/",
        at=at,
    )
    return len(made)


def _sheet(case: JudgedCase, seat: JudgeSeat) -> ScoreSheet:
    return ScoreSheet(
        judging_id=case.judging_id,
        case=case,
        planner_code=case.unit_code,
        unit_code=seat.seat_code,
        judge_id=seat.account_id,
        judge_name=seat.name,
        number=case.number,
        version=case.version,
    )
