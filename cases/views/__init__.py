"""HTTP ↔ cases. One view per address."""

from cases.views.case import (
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
    RecusalList,
)
from cases.views.export import CaseExport
from cases.views.figures import Figures, FiguresCases, FiguresFile
from cases.views.listing import CaseList
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
from cases.views.steps import CaseStep, CaseUndo, WaitingList
from cases.views.telling import CaseTell

__all__ = [
    "CallHistory",
    "CallRegister",
    "CaseAct",
    "CaseAlarm",
    "CaseCheck",
    "CaseContact",
    "CaseDecline",
    "CaseDetail",
    "CaseDiscretion",
    "CaseEdit",
    "CaseEmergency",
    "CaseEvidence",
    "CaseExport",
    "CaseLabel",
    "CaseList",
    "CaseMinor",
    "CaseNoChange",
    "CaseOrder",
    "CaseOrderNew",
    "CaseOrderStep",
    "CasePlan",
    "CasePlanPrint",
    "CaseReader",
    "CaseReaderEnd",
    "CaseRecusal",
    "CaseRecusalEnd",
    "CaseRisk",
    "CaseSafety",
    "CaseScreening",
    "CaseStep",
    "CaseTell",
    "CaseUndo",
    "CaseUnmask",
    "CaseWarning",
    "CaseWarningNew",
    "ContactWithdraw",
    "Figures",
    "FiguresCases",
    "FiguresFile",
    "Misdial",
    "RecusalList",
    "WaitingList",
]
