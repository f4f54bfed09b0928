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
from cases.views.filters import FilterDrop, FilterSave
from cases.views.form import CaseForm
from cases.views.listing import CaseList
from cases.views.steps import CaseStep, CaseUndo, WaitingList
from cases.views.telling import CaseTell
from cases.views.way import (
    CaseInstruction,
    CaseLinkAdd,
    CaseLinkEnd,
    CaseNational,
    CaseProcedure,
    CaseRepeat,
    ClockDecide,
    ClockExtend,
    ClockPause,
    ClockResume,
    ClockTold,
)

__all__ = [
    "CallHistory",
    "CallRegister",
    "CaseAlarm",
    "CaseDetail",
    "CaseEdit",
    "CaseEmergency",
    "CaseExport",
    "CaseForm",
    "CaseInstruction",
    "CaseLabel",
    "CaseLinkAdd",
    "CaseLinkEnd",
    "CaseList",
    "CaseNational",
    "CaseProcedure",
    "CaseReader",
    "CaseRecusal",
    "CaseRecusalEnd",
    "CaseRepeat",
    "CaseStep",
    "CaseTell",
    "CaseUndo",
    "CaseUnmask",
    "ClockDecide",
    "ClockExtend",
    "ClockPause",
    "ClockResume",
    "ClockTold",
    "ContactWithdraw",
    "FilterDrop",
    "FilterSave",
    "Misdial",
    "WaitingList",
]
