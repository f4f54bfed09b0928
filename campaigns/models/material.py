"""What a unit writes into its duties before it sends them: cells of a table, sections of a text.

What was sent stands in DutyVersion.content; these rows are the working copy.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from campaigns.choices import CampaignKind, Reading, TypedReason
from campaigns.models.campaign import known
from campaigns.models.duty import Duty
from campaigns.querysets import DutyChildQuerySet
from campaigns.querysets.material import PastFigureQuerySet, SectionQuerySet
from portal.access.models import OwnedModel
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("campaigns_reportcell")
class ReportCell(OwnedModel):
    """One typed cell of an indicator report. A cell without a row shows what the activities say.

    `value` is empty while nothing has been typed but a note. A value that differs from the
    activities says why (`reason`).
    """

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_duty", "duty_id"))

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="cells", db_constraint=False)
    code = models.CharField("指标代码", max_length=8)
    value = models.DecimalField("数", max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.CharField("为什么手填", max_length=8, choices=TypedReason, blank=True)
    note = models.CharField("说明", max_length=100, blank=True)

    objects = DutyChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "统计表数字"
        constraints = [
            models.UniqueConstraint(fields=["duty", "code"], name="report_cell_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="report_cell_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", *TypedReason.values]), name="report_cell_reason_known"
            ),
        ]

    def __str__(self):
        return f"{self.duty_id}·{self.code}"


@tracked("campaigns_dutysection")
class DutySection(OwnedModel):
    """One section of a text: of a plan, a summary, an excellent case. Paragraphs, one a line."""

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_duty", "duty_id"))

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="sections", db_constraint=False)
    key = models.SlugField("哪一部分", max_length=20, db_index=False)
    position = models.SmallIntegerField("顺序")
    text = models.TextField("正文", blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "材料正文"
        constraints = [
            models.UniqueConstraint(fields=["duty", "key"], name="duty_section_once"),
        ]

    def __str__(self):
        return f"{self.duty_id}·{self.key}"


@tracked("campaigns_pastfigure")
class PastFigure(OwnedModel):
    """上年数: a figure of a year before the portal, brought in by sheet, for 去年同期."""

    row_security: ClassVar[Kind] = Owned()

    kind = models.CharField("活动类别", max_length=12, choices=CampaignKind)
    year = models.SmallIntegerField("年度")
    code = models.CharField("指标代码", max_length=8)
    value = models.DecimalField("数", max_digits=14, decimal_places=2)

    objects = PastFigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上年数"
        constraints = [
            known(CampaignKind, "kind", "past_figure_kind_known"),
            models.UniqueConstraint(
                fields=["unit_code", "kind", "year", "code"], name="past_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lt=2100), name="past_figure_in_our_time"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="past_figure_not_negative"),
        ]

    def __str__(self):
        return f"{self.year}·{self.code}"


@tracked("campaigns_casereading")
class CaseReading(OwnedModel):
    """How an excellent case was read by who asked for it; recommended ones make the collection.

    Owned by the reader: the unit that wrote it is told nothing of marks.
    """

    row_security: ClassVar[Kind] = Owned()

    duty = models.OneToOneField(Duty, models.PROTECT, related_name="reading")
    mark = models.CharField("评阅", max_length=12, choices=Reading)
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案例评阅"
        constraints = [known(Reading, "mark", "case_reading_known")]

    def __str__(self):
        return f"{self.duty_id}·{self.mark}"
