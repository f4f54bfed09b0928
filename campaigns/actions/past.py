"""上年数: figures of the years before the portal, brought in by sheet (users.md a15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from campaigns.actions.happening import happened, locked_campaign
from campaigns.models import Campaign, PastFigure
from portal.access import Actor, Permission
from portal.access.refusal import Refused


@dataclass(frozen=True, slots=True)
class Past:
    """One figure of one unit in the year before the campaign's."""

    unit_code: str
    code: str
    value: Decimal


@transaction.atomic
def take_in_past(*, campaign: Campaign, figures: Iterable[Past], actor: Actor, at: datetime) -> int:
    """Keep them for the year before the campaign's; one that is there is written over. Gives how
    many were written. Raises Refused to who does not plan this campaign."""
    campaign = locked_campaign(campaign, actor)
    if not actor.can(Permission.CAMPAIGN_PLAN) or campaign.unit_code != actor.unit_code:
        raise Refused("上年数由筹备活动的单位导入。")
    about = {"kind": campaign.kind, "year": campaign.year - 1}
    kept = {(one.unit_code, one.code): one for one in PastFigure.objects.filter(**about)}
    written = 0
    for figure in figures:
        row = kept.get((figure.unit_code, figure.code))
        if row is not None and row.value == figure.value:
            continue
        row = row or PastFigure(unit_code=figure.unit_code, code=figure.code, **about)
        row.value = figure.value
        row.save()
        written += 1
    happened(campaign, "past", actor=actor, at=at, figures=written)
    return written
