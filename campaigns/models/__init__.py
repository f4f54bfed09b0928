"""A campaign, who is asked, what each owes, and what came in."""

from campaigns.models.activity import Activity, ActivityFigure, TallyTap
from campaigns.models.campaign import Campaign, CampaignLine, NoticePart, Requirement
from campaigns.models.duty import Duty, DutyRemark, DutyVersion
from campaigns.models.file import ActivityFile, DutyFile, IntakeFile
from campaigns.models.indicator import Indicator, IndicatorOwner, IndicatorSet
from campaigns.models.judging import JudgedCase, JudgedText, JudgeSeat, Judging, JudgingResult
from campaigns.models.material import CaseReading, DutySection, PastFigure, ReportCell
from campaigns.models.overlap import Overlap
from campaigns.models.participation import Chase, Participation
from campaigns.models.score_sheet import ScoreSheet
from campaigns.models.suggestion import Suggestion
from campaigns.models.summary import CampaignSummary

__all__ = [
    "Activity",
    "ActivityFigure",
    "ActivityFile",
    "Campaign",
    "CampaignLine",
    "CampaignSummary",
    "CaseReading",
    "Chase",
    "Duty",
    "DutyFile",
    "DutyRemark",
    "DutySection",
    "DutyVersion",
    "Indicator",
    "IndicatorOwner",
    "IndicatorSet",
    "IntakeFile",
    "JudgeSeat",
    "JudgedCase",
    "JudgedText",
    "Judging",
    "JudgingResult",
    "NoticePart",
    "Overlap",
    "Participation",
    "PastFigure",
    "ReportCell",
    "Requirement",
    "ScoreSheet",
    "Suggestion",
    "TallyTap",
]
