from campaigns.views.activity import (
    ActivityChange,
    ActivityList,
    ActivityNew,
    ActivityPage,
    ActivityTally,
    ActivityWithdraw,
)
from campaigns.views.board import AcceptAll, Board, CampaignChase, ChaseCall
from campaigns.views.campaign import (
    CampaignDetail,
    CampaignForward,
    CampaignHome,
    CampaignSign,
    CampaignTowns,
    SignOnBehalf,
)
from campaigns.views.duty import DutyConfirm, DutyDetail, DutyStep
from campaigns.views.plan import CampaignClose, CampaignNew, CampaignPlan, CampaignReopen
from campaigns.views.review import (
    DutyAccept,
    DutyBehalf,
    DutyException,
    DutyHints,
    DutyReturn,
    DutyReview,
)
from campaigns.views.summary import CampaignSummary, SummaryFigure, SummaryTables

__all__ = [
    "AcceptAll",
    "ActivityChange",
    "ActivityList",
    "ActivityNew",
    "ActivityPage",
    "ActivityTally",
    "ActivityWithdraw",
    "Board",
    "CampaignChase",
    "CampaignClose",
    "CampaignDetail",
    "CampaignForward",
    "CampaignHome",
    "CampaignNew",
    "CampaignPlan",
    "CampaignReopen",
    "CampaignSign",
    "CampaignSummary",
    "CampaignTowns",
    "ChaseCall",
    "DutyAccept",
    "DutyBehalf",
    "DutyConfirm",
    "DutyDetail",
    "DutyException",
    "DutyHints",
    "DutyReturn",
    "DutyReview",
    "DutyStep",
    "SignOnBehalf",
    "SummaryFigure",
    "SummaryTables",
]
