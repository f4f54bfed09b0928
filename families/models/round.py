"""年度评选: one round over an area, its calendar, its stages and its quota."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from families.choices import RoundStatus, Stage
from families.models.constraints import a_year, known
from families.models.standard import Standard
from families.querysets import PublishedQuerySet, RoundQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Published
from portal.audit.history import tracked


@tracked("families_round")
class Round(OwnedModel):
    """A year's round of the unit that opened it, over all villages below that unit.

    Without `authority` and `approval_number` it is an internal assessment: nothing is named, no
    plaque is made. Vetting (联审) is off unless the national rule that allows it is typed.
    """

    row_security: ClassVar[Kind] = Published()

    year = models.SmallIntegerField("年度")
    name = models.CharField("名称", max_length=40)
    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="rounds", verbose_name="标准"
    )
    status = models.CharField("状态", max_length=8, choices=RoundStatus)
    difference = models.SmallIntegerField("与自评相差多少分须写说明", default=10)
    authority = models.CharField("批准机关", max_length=60, blank=True)
    approval_number = models.CharField("批准文号", max_length=60, blank=True)
    vetting_rule = models.CharField("联审依据（国家规定）", max_length=80, blank=True)
    vetting_number = models.CharField("联审依据文号", max_length=60, blank=True)
    made_at = models.DateTimeField("建立时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("开始时间", null=True, blank=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度评选"
        constraints = [
            known(RoundStatus, "status", "round_status_known"),
            a_year("year", "round_of_our_time"),
            models.CheckConstraint(
                condition=Q(difference__gte=0, difference__lte=100),
                name="round_difference_is_points",
            ),
            models.CheckConstraint(
                condition=Q(vetting_rule="", vetting_number="")
                | (~Q(vetting_rule="") & ~Q(vetting_number="")),
                name="vetting_names_its_rule_and_number",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", opened_at__isnull=True)
                | (~Q(status="draft") & Q(opened_at__isnull=False)),
                name="an_open_round_was_opened",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="round_id_and_unit"),
            models.UniqueConstraint(
                fields=["unit_code", "year", "name"], name="round_name_once_per_year"
            ),
        ]

    def __str__(self):
        return f"{self.year}年{self.name}"

    def get_absolute_url(self):
        return reverse("families:round", args=[self.pk])

    @property
    def state(self):
        return RoundStatus(self.status)

    @property
    def is_open(self):
        return self.status == RoundStatus.OPEN

    @property
    def may_name(self):
        return bool(self.authority and self.approval_number)

    @property
    def has_vetting(self):
        return bool(self.vetting_rule)


@tracked("families_roundstage")
class RoundStage(OwnedModel):
    """A stage of a round: on or off, and from when to when. No date means no date is asked."""

    row_security: ClassVar[Kind] = Published()

    round = models.ForeignKey(Round, models.CASCADE, related_name="stages", db_constraint=False)
    stage = models.CharField("阶段", max_length=8, choices=Stage)
    is_on = models.BooleanField("启用", default=True)
    opens_on = models.DateField("自", null=True, blank=True)
    closes_on = models.DateField("至", null=True, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评选阶段"
        constraints = [
            known(Stage, "stage", "roundstage_known"),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True)
                | Q(opens_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                name="roundstage_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["round", "stage"], name="one_stage_of_a_name"),
        ]

    def __str__(self):
        return self.get_stage_display()


@tracked("families_quota")
class Quota(OwnedModel):
    """名额: how many households of a unit's area may be chosen in a round."""

    row_security: ClassVar[Kind] = Published()

    round = models.ForeignKey(Round, models.CASCADE, related_name="quotas", db_constraint=False)
    for_code = UnitCodeField("名额给哪个单位")
    places = models.IntegerField("名额")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "名额"
        constraints = [
            models.CheckConstraint(
                condition=Q(places__gte=0, places__lte=100_000), name="quota_is_a_number_of_places"
            ),
            models.UniqueConstraint(fields=["round", "for_code"], name="one_quota_per_unit"),
        ]

    def __str__(self):
        return f"{self.for_code}：{self.places}"
