"""重复计数: said by the unit that adds up; nobody's table is changed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from campaigns.actions.happening import happened
from campaigns.actions.summary import own_campaign
from campaigns.models import Campaign, Duty, Overlap
from campaigns.rules import overlap as rules
from campaigns.rules.reports import as_text
from campaigns.rules.summary import Cells
from portal.access import Actor
from portal.access.refusal import Refused


@transaction.atomic
def count_once(
    *,
    campaign: Campaign,
    title: str,
    held_on: date,
    kept: Duty,
    taken: Duty,
    off: Mapping[str, Decimal],
    cells: Cells,
    actor: Actor,
    at: datetime,
) -> Overlap:
    """Take `off` from the sums: the event was reported by both. `cells` are the accepted figures.
    Raises Refused for more than either reported, the same event twice, or a day still to come."""
    campaign = own_campaign(campaign, actor)
    off = {code: value for code, value in off.items() if value}
    if held_on > timezone.localdate(at):
        raise Refused("活动日期不能晚于今天。", "held_on")
    if refused := rules.refusal(cells, kept.pk, taken.pk, off):
        words, field = refused
        raise Refused(words, field)
    standing = Overlap.objects.visible_to(actor).filter(campaign=campaign, undone_at=None)
    pair = [kept.pk, taken.pk]
    if standing.filter(held_on=held_on, kept__in=pair, taken__in=pair).exists():
        raise Refused("这两家这一天的重复已经记过，请先撤销再记。", "held_on")
    overlap = Overlap.objects.create(
        campaign=campaign,
        unit_code=campaign.unit_code,
        title=title,
        held_on=held_on,
        kept=kept,
        taken=taken,
        figures={code: as_text(value) for code, value in off.items()},
        at=at,
        by_id=actor.account_id,
        by_name=actor.name,
    )
    happened(campaign, "overlap", actor=actor, at=at, figures=len(off))
    return overlap


@transaction.atomic
def undo_overlap(*, overlap: Overlap, actor: Actor, at: datetime) -> Overlap:
    """撤销: it was not the same event after all. The line stays in the history."""
    campaign = own_campaign(overlap.campaign, actor)
    found = Overlap.objects.visible_to(actor).select_for_update(of=("self",))
    overlap = found.get(pk=overlap.pk)
    if overlap.undone_at is None:
        overlap.undone_at = at
        overlap.save(update_fields=["undone_at"])
        happened(campaign, "overlap-undo", actor=actor, at=at)
    return overlap
