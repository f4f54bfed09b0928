"""转介 between units and 转送 within the own system: rows that two units see."""

from cases.models.referral.clocks import ReferralDeadline, ReferralExtension, ReferralPause
from cases.models.referral.file import ReferralFile
from cases.models.referral.papers import Chase, ReferralReport, ReferralRequest
from cases.models.referral.referral import Referral, ReferralCopy, ReferralHappening
from cases.models.referral.transfer import Transfer

__all__ = [
    "Chase",
    "Referral",
    "ReferralCopy",
    "ReferralDeadline",
    "ReferralExtension",
    "ReferralFile",
    "ReferralHappening",
    "ReferralPause",
    "ReferralReport",
    "ReferralRequest",
    "Transfer",
]
