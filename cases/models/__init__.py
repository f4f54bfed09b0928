"""Contacts, cases, the people in them, and who may not see them."""

from cases.models.access import Reader, Recusal
from cases.models.case import Case, CaseHappening
from cases.models.contact import Contact
from cases.models.danger import MinorReport, RiskScreening, SafetyAct
from cases.models.deadline import CaseDeadline, CaseExtension, CasePause
from cases.models.dictionary import CaseCounter, Category, Channel, Relation
from cases.models.file import CaseFile
from cases.models.history import LedgerLine
from cases.models.party import Party
from cases.models.protection import (
    EvidenceList,
    ProtectionCheck,
    ProtectionOrder,
    SafetyPlan,
    WarningLetter,
)

__all__ = [
    "Case",
    "CaseCounter",
    "CaseDeadline",
    "CaseExtension",
    "CaseFile",
    "CaseHappening",
    "CasePause",
    "Category",
    "Channel",
    "Contact",
    "EvidenceList",
    "LedgerLine",
    "MinorReport",
    "Party",
    "ProtectionCheck",
    "ProtectionOrder",
    "Reader",
    "Recusal",
    "Relation",
    "RiskScreening",
    "SafetyAct",
    "SafetyPlan",
    "WarningLetter",
]
