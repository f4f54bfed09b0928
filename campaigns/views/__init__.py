from campaigns.views.activity import (
    ActivityChange,
    ActivityList,
    ActivityNew,
    ActivityPage,
    ActivityTally,
    ActivityWithdraw,
)
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
    "ActivityChange",
    "ActivityList",
    "ActivityNew",
    "ActivityPage",
    "ActivityTally",
    "ActivityWithdraw",
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
