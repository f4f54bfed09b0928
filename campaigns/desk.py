"""What campaigns put on the desk: to sign, to report, to review, to judge."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from campaigns.choices import DUTY_TONES, OPEN, CampaignStatus, DutyStatus, JudgingPhase
from campaigns.models import Campaign, Duty, Judging, Participation, ScoreSheet
from campaigns.registry import label_of, place_of
from campaigns.rules.planning import KEY_DATES
from portal.access import Actor, Permission
from portal.desk.registry import Day, Progress, Todo

RUNNING = CampaignStatus.PUBLISHED


def unsigned(actor: Actor) -> QuerySet[Participation]:
    """Notices this unit has not signed for."""
    if not actor.can(Permission.CAMPAIGN_REPORT):
        return Participation.objects.none()
    mine = Participation.objects.visible_to(actor).filter(unit_code=actor.unit_code)
    return mine.unsigned().filter(campaign__status=RUNNING).select_related("campaign")


def owed(actor: Actor) -> QuerySet[Duty]:
    """What this unit still has to send; a voluntary thing only once it was begun."""
    if not actor.can(Permission.CAMPAIGN_REPORT):
        return Duty.objects.none().with_last_day()
    mine = Duty.objects.visible_to(actor).filter(unit_code=actor.unit_code)
    begun = Q(is_voluntary=False) | ~Q(status=DutyStatus.WAITING)
    running = Q(participation__campaign__status=RUNNING)
    return mine.open().filter(begun, running).with_last_day()


def to_review(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns in which something waits for this unit's review: one line each, not forty."""
    waiting = Q(
        participations__duties__status=DutyStatus.SUBMITTED,
        participations__duties__asked_by_code=actor.unit_code,
    )
    if not actor.can(Permission.CAMPAIGN_REVIEW):
        waiting &= Q(pk__in=[])
    running = Campaign.objects.visible_to(actor).running()
    return running.annotate(
        waiting=Count("participations__duties", filter=waiting),
        first_on=Min("participations__duties__due_on", filter=waiting),
    ).filter(waiting__gt=0)


def to_judge(actor: Actor) -> QuerySet[Judging]:
    """Judgings in which a judge has not handed in everything, or a text of the planner's is not
    核对: one line each, in one question."""
    mine = ScoreSheet.objects.visible_to(actor).of_judge(actor).waiting()
    unread = Q(cases__isnull=False, cases__dropped_at=None, cases__text=None)
    wanted = Q(phase=JudgingPhase.SCORING, is_judge=True)
    if actor.can(Permission.CAMPAIGN_PLAN):
        alive = Q(phase__in=(JudgingPhase.PREPARING, JudgingPhase.SCORING))
        wanted |= alive & Q(unit_code=actor.unit_code, unread__gt=0)
    found = Judging.objects.visible_to(actor).annotate(
        is_judge=Exists(mine.filter(judging=OuterRef("pk"))), unread=Count("cases", filter=unread)
    )
    return found.filter(wanted)


def todos(actor: Actor, limit: int) -> list[Todo]:
    rows = [signing(one) for one in unsigned(actor).order_by("asked_at")[:limit]]
    rows += [
        reporting(duty)
        for duty in owed(actor)
        .select_related("participation__campaign")
        .order_by("last_on", "pk")[:limit]
    ]
    rows += [reviewing(one) for one in to_review(actor).order_by("first_on", "pk")[:limit]]
    return rows + [judging(one) for one in to_judge(actor).order_by("pk")[:limit]]


def waiting(actor: Actor) -> list[Any]:
    return [unsigned(actor), owed(actor), to_review(actor), to_judge(actor)]


def line(campaign: Campaign, state: str, act: str, url: str, due: date | None) -> dict[str, Any]:
    return {
        "number": "活动",
        "title": campaign.name,
        "state": state,
        "url": url,
        "next_act": act,
        "due": due,
    }


def signing(one: Participation) -> Todo:
    return Todo(**line(one.campaign, "通知未签收", "签收", one.get_absolute_url(), None))


def reporting(duty: Duty) -> Todo:
    state = f"{label_of(duty.kind)}：{duty.state.label}"
    campaign = duty.participation.campaign
    return Todo(**line(campaign, state, "填报", duty.get_absolute_url(), duty.last_day))


def reviewing(campaign: Any) -> Todo:
    url = f"{campaign.get_absolute_url()}board/?show=waiting"
    state = f"待审{campaign.waiting}份"
    return Todo(**line(campaign, state, "审核", url, campaign.first_on))


def judging(one: Any) -> Todo:
    if one.is_judge:
        return Todo("评审", one.title, "案例待评分", reverse("campaigns:scores"), "评分")
    return Todo("评审", one.title, f"{one.unread}篇正文待核对", one.get_absolute_url(), "核对")


# ── How far a campaign is ───────────────────────────────────────────────────────────────────────
LATEST = 2


def progress(actor: Actor) -> list[Progress]:
    """The latest running campaigns: what others still owe to whom asks, her own things else."""
    rows = (
        Duty.objects.visible_to(actor)
        .filter(Q(unit_code=actor.unit_code) | Q(asked_by_code=actor.unit_code), begun_or_owed())
        .filter(participation__campaign__status=RUNNING)
        .select_related("participation__campaign")
    )
    by_campaign: dict[Campaign, list[Duty]] = {}
    for duty in rows:
        by_campaign.setdefault(duty.participation.campaign, []).append(duty)
    latest = sorted(by_campaign, key=lambda one: one.begins_on, reverse=True)[:LATEST]
    return [how_far(campaign, by_campaign[campaign], actor) for campaign in latest]


def begun_or_owed() -> Q:
    """Everything owed, and a voluntary thing once it was begun."""
    return Q(is_voluntary=False) | ~Q(status=DutyStatus.WAITING)


def how_far(campaign: Campaign, duties: list[Duty], actor: Actor) -> Progress:
    mine = [duty for duty in duties if duty.unit_code == actor.unit_code]
    counted = mine or [duty for duty in duties if not duty.is_voluntary]
    done = sum(duty.status not in OPEN for duty in counted)
    if mine:
        ordered = sorted(mine, key=lambda duty: place_of(duty.kind))
        lines = [(label_of(d.kind), d.state.label, DUTY_TONES[d.state]) for d in ordered]
        note, url = f"本单位已报{done}份，应报{len(counted)}份", campaign.get_absolute_url()
    else:
        waiting = sum(duty.status == DutyStatus.SUBMITTED for duty in duties)
        back = sum(duty.status == DutyStatus.RETURNED for duty in duties)
        lines = [("待审", f"{waiting}份", ""), ("退回修改", f"{back}份", "")]
        note, url = f"已报{done}份，应报{len(counted)}份", f"{campaign.get_absolute_url()}board/"
    return Progress(campaign.name, url, done, len(counted), note, tuple(lines))


# ── Days of the year ────────────────────────────────────────────────────────────────────────────
WOMENS_DAY = (3, 8, "国际妇女节")


def days(actor: Actor, first: date, last: date) -> list[Day]:
    """Key dates, campaigns that are not planned only, and what this unit owes by when."""
    found = [
        Day(date(year, month, day), name)
        for year in range(first.year, last.year + 1)
        for month, day, name in (WOMENS_DAY, *KEY_DATES)
        if first <= date(year, month, day) <= last
    ]
    campaigns = Campaign.objects.visible_to(actor).exclude(status=CampaignStatus.PLANNED)
    for one in campaigns.filter(begins_on__range=(first, last)):
        url = one.get_absolute_url()
        found.append(Day(one.begins_on, one.name, url, "span", until=one.ends_on))
    for duty in (
        owed(actor)
        .filter(last_on__range=(first, last))
        .select_related("participation__campaign")
        .order_by("last_on")
    ):
        name = duty.participation.campaign.name
        label = f"报送{label_of(duty.kind)}：{name}"
        found.append(Day(duty.last_on, label, duty.get_absolute_url(), "due"))
    return found
