"""What an old ledger said of a case (users.md a15)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from cases.models.case import Case
from cases.querysets import CaseChildQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("cases_ledgerline")
class LedgerLine(OwnedModel):
    """The line of an old ledger a case of kind `history` was made from: its own number, who
    handled it then, what came of it.

    `key` is a digest of day, name and story: the same line is not taken in twice.
    """

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.OneToOneField(Case, models.PROTECT, related_name="ledger", db_constraint=False)
    registered_code = UnitCodeField("登记单位代码", editable=False)
    key = models.CharField("行标识", max_length=64, editable=False)
    number = models.CharField("原编号", max_length=40, blank=True)
    outcome = models.TextField("处理情况", blank=True)
    handler = models.CharField("原经办人", max_length=30, blank=True)
    at = models.DateTimeField("导入时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人"
    )

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "历史台账行"
        constraints = [
            models.UniqueConstraint(
                fields=["registered_code", "key"], name="a_line_of_a_ledger_once"
            ),
        ]

    def __str__(self):
        return f"历史台账行{self.pk}"
