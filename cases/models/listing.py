"""常用筛选: a filter of the ledger kept under a name, for oneself or for the whole unit."""

from typing import ClassVar

from django.db import models

from cases.querysets import SavedFilterQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("cases_savedfilter")
class SavedFilter(OwnedModel):
    """`params` are filters of the list without the words searched for: those may be a name."""

    row_security: ClassVar[Kind] = Owned()

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=20)
    params = models.JSONField("条件")
    is_shared = models.BooleanField("本单位同事也可以用", default=False)
    at = models.DateTimeField("保存时间")

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit_code", "name"], name="own_filter_names_differ"
            ),
        ]

    def __str__(self):
        return self.name
