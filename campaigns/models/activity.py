"""活动 as a unit keeps them while they happen: what, when, where, with whom, and the figures."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.choices import ActivityForm, PartOfDay, WorkLine
from campaigns.models.campaign import known
from campaigns.querysets.activity import ActivityChildQuerySet, ActivityQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("campaigns_activity")
class Activity(OwnedModel):
    """活动（场次）. `unit_code` is whose it is; a town's may be recorded by its county.

    It belongs to no campaign: whatever campaign runs on its day counts it (最多报一次). `forms`
    decide which figures are asked. `joint` are codes of units it was held together with.
    """

    row_security: ClassVar[Kind] = Owned()

    title = models.CharField("名称", max_length=60)
    held_on = models.DateField("哪天")
    held_at = models.DateTimeField("排序时间", editable=False)  # day and part of day, for lists
    part_of_day = models.CharField("时段", max_length=10, choices=PartOfDay, blank=True)
    place = models.CharField("在哪", max_length=60, blank=True)
    forms = ArrayField(models.CharField(max_length=8), verbose_name="形式")
    line = models.CharField("工作方向", max_length=8, choices=WorkLine)
    joint = ArrayField(UnitCodeField(), verbose_name="联合单位", default=list, blank=True)
    media = models.CharField("媒体报道", max_length=300, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)
    recorded_at = models.DateTimeField("记录时间")
    recorded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_by_name = models.CharField("记录人姓名", max_length=60)
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    version = models.IntegerField("版本", default=1, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动记录"
        constraints = [
            known(WorkLine, "line", "activity_line_known"),
            models.CheckConstraint(
                condition=Q(part_of_day__in=["", *PartOfDay.values]), name="activity_part_known"
            ),
            models.CheckConstraint(
                condition=Q(forms__contained_by=ActivityForm.values) & ~Q(forms=[]),
                name="activity_has_known_forms",
            ),
            models.CheckConstraint(
                condition=Q(held_on__gte="2000-01-01", held_on__lt="2200-01-01"),
                name="activity_in_our_time",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="activity_id_and_unit"),
        ]
        indexes = [
            models.Index(fields=["unit_code", "-held_at", "-id"], name="activity_by_unit_newest"),
            models.Index(fields=["-held_at", "-id"], name="activity_newest"),
            models.Index(fields=["unit_code", "held_on"], name="activity_by_unit_and_day"),
        ]

    def __str__(self):
        return f"活动{self.pk}"

    def get_absolute_url(self):
        return reverse("campaigns:activity", args=[self.pk])

    @property
    def form_labels(self):
        return "、".join(ActivityForm(form).label for form in self.forms)

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None


@tracked("campaigns_activityfigure")
class ActivityFigure(OwnedModel):
    """One figure of an activity, by the code of its indicator."""

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_activity", "activity_id"))

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="figures", db_constraint=False
    )
    code = models.CharField("指标代码", max_length=8)
    value = models.DecimalField("数", max_digits=14, decimal_places=2)

    objects = ActivityChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动数字"
        constraints = [
            models.UniqueConstraint(fields=["activity", "code"], name="activity_figure_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="activity_figure_not_negative"),
        ]

    def __str__(self):
        return f"{self.activity_id}·{self.code}"


class TallyTap(OwnedModel):
    """A few taps on the ＋1 page, sent together. `key` is made by the phone: what arrives twice,
    after the line was cut, counts once."""

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_activity", "activity_id"))
    append_only = True

    key = models.UUIDField("批次号", unique=True)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="taps", db_constraint=False)
    code = models.CharField("指标代码", max_length=8)
    amount = models.SmallIntegerField("次数")
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = ActivityChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "现场计数"

    def __str__(self):
        return f"{self.activity_id}·{self.code}"
