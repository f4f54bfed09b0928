"""Numbers given and papers issued."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Open, Owned
from portal.audit.history import tracked
from portal.papers.choices import NumberSource
from portal.papers.querysets import IssuedPaperQuerySet


class NumberSeries(models.Model):
    """The last number one unit gave to one kind of paper in one year, locked while one is taken.

    `mark` is 机关代字 (平妇维告). Two kinds of one unit never share one: their numbers would meet.
    """

    row_security: ClassVar[Kind] = Open("机关代字和文号计数，没有内容")

    unit_code = UnitCodeField("单位代码")
    kind = models.CharField("文种", max_length=30)
    year = models.SmallIntegerField("年")
    mark = models.CharField("机关代字", max_length=20)
    last = models.IntegerField("已用到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "文号"
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "kind", "year"], name="one_series_per_unit_kind_and_year"
            ),
            models.UniqueConstraint(
                fields=["unit_code", "mark", "year"], name="one_series_per_unit_mark_and_year"
            ),
        ]

    def __str__(self):
        return f"{self.mark}〔{self.year}〕"


@tracked("papers_issuedpaper", exclude=["content", "final", "findings"])
class IssuedPaper(OwnedModel):
    """One line of 文书登记簿: what was issued under which number, and the file itself.

    The file stands in the row: it is seen by whoever sees the row, is rolled back with it and is in
    every backup. `content` is what the portal made and never changes; `final` is the 定稿 that came
    back, `findings` how its numbers stand to `content`. A void paper keeps its number.
    """

    row_security: ClassVar[Kind] = Owned(also=("about_record",))

    kind = models.CharField("文种", max_length=30)
    kind_label = models.CharField("文种", max_length=30)
    title = models.CharField("标题", max_length=120)
    source = models.CharField("文号来源", max_length=8, choices=NumberSource)
    number = models.CharField("文号", max_length=60, blank=True)
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    sequence = models.IntegerField("顺序号", null=True, blank=True)
    issued_at = models.DateTimeField("生成时间")
    issued_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="经办"
    )
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    about_label = models.CharField("所涉事项", max_length=80, blank=True)
    about_url = models.CharField(max_length=200, blank=True)
    content = models.BinaryField("文件")
    digest = models.CharField("摘要", max_length=64)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    final = models.BinaryField("定稿", null=True, blank=True)
    final_at = models.DateTimeField("定稿时间", null=True, blank=True)
    final_digest = models.CharField("定稿摘要", max_length=64, blank=True)
    findings = models.JSONField("数字比对", default=list)
    final_confirmed_at = models.DateTimeField("定稿确认时间", null=True, blank=True)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=NumberSource.values), name="paper_number_source_known"
            ),
            models.UniqueConstraint(
                fields=["unit_code", "number"],
                condition=~Q(number=""),
                name="one_paper_per_unit_and_number",
            ),
            models.UniqueConstraint(
                fields=["series", "sequence"], name="one_paper_per_series_and_sequence"
            ),
            models.CheckConstraint(
                condition=Q(source="own", series__isnull=False, sequence__gte=1)
                | (~Q(source="own") & Q(series__isnull=True, sequence__isnull=True)),
                name="an_own_number_has_a_series",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__gte=F("issued_at"), voided_by__isnull=False) & ~Q(void_reason="")),
                name="a_void_paper_says_who_and_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_code", "-issued_at", "-id"], name="paper_by_unit_newest_first"
            ),
            models.Index(fields=["about_type", "about_id"], name="paper_by_record"),
        ]

    def __str__(self):
        return self.number or f"{self.kind_label}{self.pk}"

    def get_absolute_url(self):
        return reverse("papers:detail", args=[self.pk])

    @property
    def is_void(self):
        return self.voided_at is not None

    @property
    def file_name(self):
        """What the download is called: no name of a person, nothing a file system refuses."""
        about = f"-{self.about_label}" if self.about_label else ""
        return f"{self.number or self.kind_label}{about}.docx"
