"""What campaigns put on the desk: to sign, to report, to review."""

from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from campaigns.choices import CampaignStatus, DutyStatus
from campaigns.models import Campaign, Duty, Participation
from campaigns.registry import label_of
from portal.access import Actor, Permission
from portal.desk.registry import Todo

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


def todos(actor: Actor, limit: int) -> list[Todo]:
    rows = [signing(one) for one in unsigned(actor).order_by("asked_at")[:limit]]
    rows += [
        reporting(duty)
        for duty in owed(actor)
        .select_related("participation__campaign")
        .order_by("last_on", "pk")[:limit]
    ]
    return rows + [reviewing(one) for one in to_review(actor).order_by("first_on", "pk")[:limit]]


def todo_count(actor: Actor) -> int:
    return unsigned(actor).count() + owed(actor).count() + to_review(actor).count()


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
