"""催报: each way of reminding a unit leaves a line; a telephone call also what was answered."""

from datetime import date, datetime

from django.db import transaction

from campaigns.actions.asking import tell_units
from campaigns.actions.happening import happened, locked_campaign, locked_participation
from campaigns.choices import CampaignStatus, ChaseKind
from campaigns.models import Campaign, Chase, Participation
from portal.access import Actor, Permission
from portal.access.refusal import Refused

LONGEST = 200


def _may_chase(actor: Actor) -> None:
    if not actor.can(Permission.CAMPAIGN_REVIEW):
        raise Refused("您可以查看，但不能催报。如需办理，请联系市妇联权益部。")


@transaction.atomic
def chase_units(
    *, campaign: Campaign, things: dict[int, str], kind: str, actor: Actor, at: datetime
) -> int:
    """Remind several units; `things` maps a participation to what it still owes, in words.

    By 站内提醒 their people get a line. Gives how many units. Raises Refused when the campaign is
    over, or nobody was chosen.
    """
    _may_chase(actor)
    campaign = locked_campaign(campaign, actor)
    if campaign.status != CampaignStatus.PUBLISHED:
        raise Refused("活动已经结束，不用再催。")
    asked = Participation.objects.visible_to(actor).asked_by(actor.unit_code)
    rows = list(asked.filter(campaign=campaign, pk__in=things))
    if not rows:
        raise Refused("请选择要催的单位。")
    Chase.objects.bulk_create(
        Chase(
            unit_code=actor.unit_code,
            participation=row,
            kind=kind,
            things=things[row.pk][:LONGEST],
            at=at,
            by_id=actor.account_id,
        )
        for row in rows
    )
    for row in rows if kind == ChaseKind.NOTICE else ():
        text = f"请尽快报送{campaign.name}：{things[row.pk]}"
        tell_units(codes=[row.unit_code], text=text, url=campaign.get_absolute_url(), at=at)
    happened(campaign, "chase", actor=actor, at=at, way=kind, units=len(rows))
    return len(rows)


@transaction.atomic
def record_call(
    *,
    participation: Participation,
    things: str,
    answered_by: str,
    answer: str,
    promised_on: date | None,
    actor: Actor,
    at: datetime,
) -> Chase:
    """电话催报: unit, who answered, which day was promised (users.md a6)."""
    _may_chase(actor)
    participation = locked_participation(participation, actor)
    if participation.asked_by_code != actor.unit_code:
        raise Refused("只有布置单位可以记电话催报。")
    call = Chase.objects.create(
        unit_code=actor.unit_code,
        participation=participation,
        kind=ChaseKind.CALL,
        things=things[:LONGEST],
        answered_by=answered_by,
        answer=answer,
        promised_on=promised_on,
        at=at,
        by_id=actor.account_id,
    )
    happened(participation, "chase", actor=actor, at=at, way=ChaseKind.CALL)
    return call
