"""HTTP ↔ referrals and transfers."""

from cases.views.referrals.lists import Inbox, ReceiveMany, Sent, Sheet
from cases.views.referrals.one import ChaseAdd, Detail, Step
from cases.views.referrals.sending import CaseComplained, CaseRefer
from cases.views.referrals.transfers import CaseTransfer, TransferAct, TransferDetail

__all__ = [
    "CaseComplained",
    "CaseRefer",
    "CaseTransfer",
    "ChaseAdd",
    "Detail",
    "Inbox",
    "ReceiveMany",
    "Sent",
    "Sheet",
    "Step",
    "TransferAct",
    "TransferDetail",
]
