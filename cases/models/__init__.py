"""Contacts, cases, the people in them, and who may not see them."""

from cases.models.access import NumberQuestion, Reader, Recusal
from cases.models.case import Case, CaseHappening
from cases.models.contact import Contact
from cases.models.danger import MinorReport, RiskScreening, SafetyAct
from cases.models.deadline import CaseDeadline, CaseExtension, CasePause
from cases.models.dictionary import (
    CaseCounter,
    Category,
    Channel,
    HandlingWay,
    Phrase,
    Procedure,
    Relation,
)
from cases.models.fact import CaseFact, ContactFact, ReferralFact
from cases.models.file import CaseFile
from cases.models.history import LedgerLine
from cases.models.issue import FiguresIssue
from cases.models.listing import SavedFilter
from cases.models.party import Party
from cases.models.pressing import CasePress
from cases.models.protection import (
    EvidenceList,
    ProtectionCheck,
    ProtectionOrder,
    SafetyPlan,
    WarningLetter,
)
from cases.models.referral import (
    Chase,
    Referral,
    ReferralCopy,
    ReferralDeadline,
    ReferralExtension,
    ReferralFile,
    ReferralHappening,
    ReferralPause,
    ReferralReport,
    ReferralRequest,
    Transfer,
)
from cases.models.registration import Registration
from cases.models.review import CaseReview
from cases.models.way import CaseLink, ExtensionRequest, FollowUp, Instruction

__all__ = [
    "Case",
    "CaseCounter",
    "CaseDeadline",
    "CaseExtension",
    "CaseFact",
    "CaseFile",
    "CaseHappening",
    "CaseLink",
    "CasePause",
    "CasePress",
    "CaseReview",
    "Category",
    "Channel",
    "Chase",
    "Contact",
    "ContactFact",
    "EvidenceList",
    "ExtensionRequest",
    "FiguresIssue",
    "FollowUp",
    "HandlingWay",
    "Instruction",
    "LedgerLine",
    "MinorReport",
    "NumberQuestion",
    "Party",
    "Phrase",
    "Procedure",
    "ProtectionCheck",
    "ProtectionOrder",
    "Reader",
    "Recusal",
    "Referral",
    "ReferralCopy",
    "ReferralDeadline",
    "ReferralExtension",
    "ReferralFact",
    "ReferralFile",
    "ReferralHappening",
    "ReferralPause",
    "ReferralReport",
    "ReferralRequest",
    "Registration",
    "Relation",
    "RiskScreening",
    "SafetyAct",
    "SafetyPlan",
    "SavedFilter",
    "Transfer",
    "WarningLetter",
]
