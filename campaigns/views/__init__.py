from campaigns.views.campaign import (
    CampaignDetail,
    CampaignForward,
    CampaignHome,
    CampaignSign,
    CampaignTowns,
    SignOnBehalf,
)
from campaigns.views.duty import DutyDetail, DutyStep
from campaigns.views.plan import CampaignClose, CampaignNew, CampaignPlan, CampaignReopen

__all__ = [
    "CampaignClose",
    "CampaignDetail",
    "CampaignForward",
    "CampaignHome",
    "CampaignNew",
    "CampaignPlan",
    "CampaignReopen",
    "CampaignSign",
    "CampaignTowns",
    "DutyDetail",
    "DutyStep",
    "SignOnBehalf",
]
