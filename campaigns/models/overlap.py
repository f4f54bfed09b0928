"""重复计数: one event that two units reported, counted once in the city's figures."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from campaigns.models.campaign import Campaign
from campaigns.models.duty import Duty
from portal.access.models import OwnedModel
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("campaigns_overlap")
class Overlap(OwnedModel):
    """What is taken off the sum because `kept` and `taken` both reported it. Neither table is
    changed. `figures`: {code: number as text}. Owned by the unit that adds up."""

    row_security: ClassVar[Kind] = Owned()

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="overlaps", db_constraint=False
    )
    title = models.CharField("什么活动", max_length=40)
    held_on = models.DateField("哪天")
    kept = models.ForeignKey(Duty, models.PROTECT, related_name="+", verbose_name="一家")
    taken = models.ForeignKey(Duty, models.PROTECT, related_name="+", verbose_name="另一家")
    figures = models.JSONField("减去的数")
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    by_name = models.CharField("记录人姓名", max_length=60)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重复计数"
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=models.F("taken")), name="overlap_of_two_materials"
            ),
            models.CheckConstraint(condition=~Q(figures={}), name="overlap_takes_something"),
        ]

    def __str__(self):
        return f"重复{self.pk}"
