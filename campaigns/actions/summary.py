"""The city's summary: written over figures that are counted, frozen when it is issued."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.actions.happening import happened, locked_campaign
from campaigns.models import Campaign, CampaignSummary
from campaigns.rules import summary as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused

MOST = 20_000


def own_campaign(campaign: Campaign, actor: Actor) -> Campaign:
    if not actor.can(Permission.CAMPAIGN_PLAN) or campaign.unit_code != actor.unit_code:
        raise Refused("总结由筹备单位写。如需办理，请联系市妇联权益部。")
    return locked_campaign(campaign, actor)


@transaction.atomic
def write_summary(
    *, campaign: Campaign, text: str, version: int, actor: Actor, at: datetime
) -> CampaignSummary:
    """Keep the text. `version` 0 begins one. Raises Refused once it was issued, or when somebody
    saved in between."""
    campaign = own_campaign(campaign, actor)
    found = CampaignSummary.objects.visible_to(actor).select_for_update(of=("self",))
    summary = found.filter(campaign=campaign).first()
    if summary is None:
        summary = CampaignSummary.objects.create(
            campaign=campaign, unit_code=campaign.unit_code, text=text
        )
        happened(campaign, "summary", actor=actor, at=at)
        return summary
    if summary.is_issued:
        raise Refused("总结已经印发，不再改动。有更正的，请另行印发说明。")
    if summary.version != version:
        raise Refused("有人刚刚保存了总结。您填写的内容仍在，请对照后再保存。")
    summary.text, summary.version = text, summary.version + 1
    summary.save(update_fields=["text", "version"])
    happened(campaign, "summary", actor=actor, at=at)
    return summary


@transaction.atomic
def freeze_summary(
    *, summary: CampaignSummary, made: Mapping[str, Any], paper: str, actor: Actor, at: datetime
) -> CampaignSummary:
    """印发: what every number was, from which versions, stands from now on. `made` maps each place
    of the text to its rules.Counted."""
    campaign = own_campaign(summary.campaign, actor)
    found = CampaignSummary.objects.visible_to(actor).select_for_update(of=("self",))
    summary = found.get(pk=summary.pk)
    if summary.is_issued:
        raise Refused("总结已经印发。")
    missing = [key for key in rules.keys_in(summary.text) if made[key].value is None]
    if missing:
        raise Refused(f"有{len(missing)}处还没有数：{'、'.join(missing)}。请删去或等材料通过。")
    summary.figures = {key: one.as_data() for key, one in made.items()}
    summary.paper_name, summary.issued_at, summary.issued_by_id = paper, at, actor.account_id
    summary.save(update_fields=["figures", "paper_name", "issued_at", "issued_by"])
    happened(campaign, "issue-summary", actor=actor, at=at, figures=len(made))
    return summary
