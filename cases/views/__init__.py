"""HTTP ↔ cases. One view per address."""

from cases.views.case import (
    CaseDetail,
    CaseEdit,
    CaseEmergency,
    CaseLabel,
    CaseReader,
    CaseUnmask,
)
from cases.views.contact import CallHistory, CallRegister, ContactWithdraw, Misdial
from cases.views.danger import (
    CaseAct,
    CaseAlarm,
    CaseCheck,
    CaseContact,
    CaseDecline,
    CaseMinor,
    CaseNoChange,
    CaseRisk,
    CaseSafety,
    CaseScreening,
)
from cases.views.discretion import (
    CaseDiscretion,
    CaseReaderEnd,
    CaseRecusal,
    CaseRecusalEnd,
    RecusalList,
)
from cases.views.export import CaseExport
from cases.views.figures import Figures, FiguresCases, FiguresFile
from cases.views.filters import FilterDrop, FilterSave
from cases.views.form import CaseForm
from cases.views.issued import (
    FiguresIssued,
    FiguresIssuedFile,
    FiguresIssuedList,
    FiguresIssueNew,
)
from cases.views.listing import CaseList
from cases.views.pressing import CasePressAdd, CasePressReply
from cases.views.protection import (
    CaseEvidence,
    CaseOrder,
    CaseOrderNew,
    CaseOrderStep,
    CasePlan,
    CasePlanPrint,
    CaseWarning,
    CaseWarningNew,
)
from cases.views.referrals import CaseComplained, CaseRefer, CaseTransfer
from cases.views.review import CaseReviewOriginal, CaseReviewStep
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
    "CaseAct",
    "CaseAlarm",
    "CaseCheck",
    "CaseComplained",
    "CaseContact",
    "CaseDecline",
    "CaseDetail",
    "CaseDiscretion",
    "CaseEdit",
    "CaseEmergency",
    "CaseEvidence",
    "CaseExport",
    "CaseForm",
    "CaseInstruction",
    "CaseLabel",
    "CaseLinkAdd",
    "CaseLinkEnd",
    "CaseList",
    "CaseMinor",
    "CaseNational",
    "CaseNoChange",
    "CaseOrder",
    "CaseOrderNew",
    "CaseOrderStep",
    "CasePlan",
    "CasePlanPrint",
    "CasePressAdd",
    "CasePressReply",
    "CaseProcedure",
    "CaseReader",
    "CaseReaderEnd",
    "CaseRecusal",
    "CaseRecusalEnd",
    "CaseRefer",
    "CaseRepeat",
    "CaseReviewOriginal",
    "CaseReviewStep",
    "CaseRisk",
    "CaseSafety",
    "CaseScreening",
    "CaseStep",
    "CaseTell",
    "CaseTransfer",
    "CaseUndo",
    "CaseUnmask",
    "CaseWarning",
    "CaseWarningNew",
    "ClockDecide",
    "ClockExtend",
    "ClockPause",
    "ClockResume",
    "ClockTold",
    "ContactWithdraw",
    "Figures",
    "FiguresCases",
    "FiguresFile",
    "FiguresIssueNew",
    "FiguresIssued",
    "FiguresIssuedFile",
    "FiguresIssuedList",
    "FilterDrop",
    "FilterSave",
    "Misdial",
    "RecusalList",
    "WaitingList",
]
