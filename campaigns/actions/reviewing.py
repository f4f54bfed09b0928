"""全部通过: one column of the board at once, without those that carry a hint."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from campaigns.actions.duties import accept_duty
from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Duty
from portal.access import Actor, Permission
from portal.access.refusal import Refused


@transaction.atomic
def accept_all(*, campaign: Campaign, duties: Sequence[Duty], actor: Actor, at: datetime) -> int:
    """Accept these; the caller left out what has hints not looked at. Raises Refused for none."""
    if not actor.can(Permission.CAMPAIGN_REVIEW) or campaign.status != CampaignStatus.PUBLISHED:
        raise Refused("您可以查看，但不能审核。")
    if not duties:
        raise Refused("没有可以一并通过的：待审的都有提示，请逐份核实。")
    for duty in duties:
        accept_duty(duty=duty, actor=actor, at=at)
    return len(duties)
