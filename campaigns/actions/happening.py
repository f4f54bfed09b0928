"""One entry in the log for each act on a campaign, and the row as it is now, locked."""

from datetime import datetime
from typing import Any

from campaigns.models import Campaign, Duty, Participation
from portal.access import Actor
from portal.audit import actions as audit


def happened(target: Any, verb: str, *, actor: Actor, at: datetime, **data: Any) -> None:
    """`data` holds states, numbers, days: no text of a material."""
    audit.record(actor=actor, action=f"campaign.{verb}", target=target, at=at, **data)


def locked_duty(duty: Duty, actor: Actor) -> Duty:
    return Duty.objects.visible_to(actor).for_page().select_for_update(of=("self",)).get(pk=duty.pk)


def locked_campaign(campaign: Campaign, actor: Actor) -> Campaign:
    return Campaign.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=campaign.pk)


def locked_participation(participation: Participation, actor: Actor) -> Participation:
    return (
        Participation.objects.visible_to(actor)
        .select_related("campaign", "unit")
        .select_for_update(of=("self",))
        .get(pk=participation.pk)
    )
