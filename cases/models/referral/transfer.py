"""转送 within the own system: the case itself changes hands, offered and accepted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.choices.referral import TransferStatus
from cases.models.case import Case
from cases.models.constraints import known
from cases.querysets.referral import TransferQuerySet
from portal.access.models import TwoSidedModel
from portal.access.row_security import Kind, TwoSided
from portal.audit.history import tracked
from portal.units.models import Unit


@tracked("cases_transfer")
class Transfer(TwoSidedModel):
    """An offer of a case from one federation to another. Until it is accepted the receiver sees
    this row and not the case; afterwards the sender keeps this row and the case is gone from her
    unit. `note` is for the receiver and holds no name.
    """

    row_security: ClassVar[Kind] = TwoSided(also=("sides",))

    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers")
    case_number = models.CharField("编号", max_length=24, db_collation="C")
    short_number = models.CharField("简号", max_length=24)
    subject = models.CharField("事由", max_length=60)
    is_danger = models.BooleanField("有危险", default=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="转给")
    from_name = models.CharField("转出单位名称", max_length=60)
    status = models.CharField("状态", max_length=10, choices=TransferStatus)
    note = models.CharField("转送说明", max_length=300)
    offered_at = models.DateTimeField("转送时间")
    offered_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("接收或退回时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_note = models.CharField("说明", max_length=300, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "转送"
        constraints = [
            known(TransferStatus, "status", "transfer_status_known"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(status="offered"), name="one_open_transfer_per_case"
            ),
            models.CheckConstraint(
                condition=Q(status="offered", decided_at__isnull=True)
                | (~Q(status="offered") & Q(decided_at__isnull=False)),
                name="transfer_decided_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["to_code", "-offered_at", "-id"], name="transfer_by_receiver"),
            models.Index(fields=["case"], name="transfer_by_case"),
        ]

    def __str__(self):
        return self.case_number

    def get_absolute_url(self):
        return reverse("referrals:transfer", args=[self.pk])

    @property
    def unit_code(self):
        return self.from_code

    @property
    def state(self):
        return TransferStatus(self.status)

    @property
    def is_open(self):
        return self.status == TransferStatus.OFFERED
