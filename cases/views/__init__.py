"""HTTP ↔ cases. One view per address."""

from cases.views.case import (
    CaseAlarm,
    CaseDetail,
    CaseEdit,
    CaseEmergency,
    CaseLabel,
    CaseReader,
    CaseRecusal,
    CaseRecusalEnd,
    CaseUnmask,
)
from cases.views.contact import CallHistory, CallRegister, ContactWithdraw, Misdial
from cases.views.export import CaseExport
from cases.views.listing import CaseList
from cases.views.steps import CaseStep, CaseUndo, WaitingList
from cases.views.telling import CaseTell

__all__ = [
    "CallHistory",
    "CallRegister",
    "CaseAlarm",
    "CaseDetail",
    "CaseEdit",
    "CaseEmergency",
    "CaseExport",
    "CaseLabel",
    "CaseList",
    "CaseReader",
    "CaseRecusal",
    "CaseRecusalEnd",
    "CaseStep",
    "CaseTell",
    "CaseUndo",
    "CaseUnmask",
    "ContactWithdraw",
    "Misdial",
    "WaitingList",
]
