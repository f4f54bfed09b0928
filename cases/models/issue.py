"""报出的统计数字: what the tables of a period said when they were reported (features.md H4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.querysets.figures import FiguresIssueQuerySet
from cases.rules.figures import period_named
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned


class FiguresIssue(OwnedModel):
    """All tables of one period and unit as they were reported: what, to whom, when and by whom.

    Added and never changed; the web's role has no right to. A later difference is
    shown beside it; a correction is another issue, which says why.
    """

    append_only = True
    row_security: ClassVar[Kind] = Owned()

    scope_code = UnitCodeField("统计单位代码")
    heading = models.CharField("统计单位", max_length=60)
    period = models.CharField("时间", max_length=8)
    sent_to = models.CharField("报给", max_length=60)
    note = models.CharField("说明", max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    tables = models.JSONField("各表")
    at = models.DateTimeField("报出时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = models.CharField("报出人", max_length=60)

    objects = FiguresIssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报出的统计数字"
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(note=""),
                name="a_correction_of_figures_says_why",
            ),
            models.UniqueConstraint(
                fields=["unit_code", "scope_code", "period"],
                condition=Q(corrects__isnull=True),
                name="figures_first_reported_once",
            ),
        ]
        indexes = [models.Index(fields=["scope_code", "period"], name="figures_issue_by_period")]

    def __str__(self):
        return f"{self.heading}　{self.period_label}"

    def get_absolute_url(self):
        return reverse("cases:figures-issued", args=[self.pk])

    @property
    def period_label(self):
        period = period_named(self.period)
        return period.label if period else self.period
