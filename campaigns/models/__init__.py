"""A campaign, who is asked, what each owes, and what came in."""

from campaigns.models.campaign import Campaign, CampaignLine, NoticePart, Requirement
from campaigns.models.duty import Duty, DutyRemark, DutyVersion
from campaigns.models.participation import Chase, Participation

__all__ = [
    "Campaign",
    "CampaignLine",
    "Chase",
    "Duty",
    "DutyRemark",
    "DutyVersion",
    "NoticePart",
    "Participation",
    "Requirement",
]
