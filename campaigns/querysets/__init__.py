from campaigns.querysets.core import (
    CampaignChildQuerySet,
    CampaignQuerySet,
    DutyChildQuerySet,
    DutyQuerySet,
    ParticipationQuerySet,
    SentDownQuerySet,
)

__all__ = [
    "CampaignChildQuerySet",
    "CampaignQuerySet",
    "DutyChildQuerySet",
    "DutyQuerySet",
    "ParticipationQuerySet",
    "SentDownQuerySet",
]
