"""指标 as versioned data: what may be asked, and of whom. Read by all, edited in the admin."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from campaigns.choices import Aggregation, CampaignKind, Group
from campaigns.models.campaign import known
from campaigns.querysets.indicator import IndicatorSetQuerySet
from portal.access.models import UnitCodeField
from portal.access.row_security import Kind, Open
from portal.audit.history import tracked

WHY = "指标目录，不含填报数据"


@tracked("campaigns_indicatorset", open_parent=True)
class IndicatorSet(models.Model):
    """One version of the indicators of a kind of campaign.

    From the first report that uses it the version is frozen: figures of two units, or of two years,
    would otherwise not mean the same. What changes afterwards is a new version.
    """

    row_security: ClassVar[Kind] = Open(WHY)

    kind = models.CharField("活动类别", max_length=12, choices=CampaignKind)
    version = models.SmallIntegerField("版本")
    valid_from = models.DateField("自哪天起的活动使用")
    frozen_at = models.DateTimeField("启用时间（此后不改）", null=True, blank=True)

    objects = IndicatorSetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标版本"
        constraints = [
            known(CampaignKind, "kind", "indicator_set_kind_known"),
            models.UniqueConstraint(
                fields=["kind", "version"], name="indicator_set_once_per_version"
            ),
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="indicator_set_one_begins_on_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}指标（第{self.version}版）"


@tracked("campaigns_indicator", open_parent=True)
class Indicator(models.Model):
    """One figure that may be asked.

    `part_of` is the code of the whole it is a 其中 of; `class_of` that of the total whose classes
    sum to it; a rate names numerator and denominator and is never typed. `forms` are the forms of
    activity that ask for it, `counts` those of which each activity counts one (`*`: every one).
    `places`: decimals.
    """

    row_security: ClassVar[Kind] = Open(WHY)

    indicator_set = models.ForeignKey(
        IndicatorSet, models.PROTECT, related_name="indicators", verbose_name="指标版本"
    )
    code = models.CharField("代码", max_length=8)
    name = models.CharField("指标", max_length=40)
    measure = models.CharField("单位", max_length=10)
    group = models.CharField("分组", max_length=20)
    position = models.SmallIntegerField("顺序")
    places = models.SmallIntegerField("小数位", default=0)
    aggregation = models.CharField(
        "汇总方式", max_length=8, choices=Aggregation, default=Aggregation.SUM
    )
    part_of = models.CharField("其中数，属于", max_length=8, blank=True)
    class_of = models.CharField("分项，合计为", max_length=8, blank=True)
    numerator = models.CharField("分子", max_length=8, blank=True)
    denominator = models.CharField("分母", max_length=8, blank=True)
    forms = ArrayField(
        models.CharField(max_length=8), verbose_name="哪些形式的活动填", default=list, blank=True
    )
    counts = ArrayField(
        models.CharField(max_length=8), verbose_name="哪些形式每场计1", default=list, blank=True
    )
    hint = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        constraints = [
            known(Aggregation, "aggregation", "indicator_aggregation_known"),
            models.UniqueConstraint(
                fields=["indicator_set", "code"], name="indicator_code_once_in_a_set"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=0, places__lte=2), name="indicator_places_0_to_2"
            ),
            models.CheckConstraint(
                condition=(Q(aggregation="rate") & ~Q(numerator="") & ~Q(denominator=""))
                | (~Q(aggregation="rate") & Q(numerator="", denominator="")),
                name="indicator_a_rate_has_both_and_nothing_else_has",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def is_rate(self):
        return self.aggregation == Aggregation.RATE

    def counts_form(self, forms):
        """Whether an activity of these forms counts one."""
        return "*" in self.counts or bool(set(forms) & set(self.counts))


@tracked("campaigns_indicatorowner", open_parent=True)
class IndicatorOwner(models.Model):
    """Who fills an indicator in: a group of units, or one unit instead of its group's list.

    `required_from` is the lightest load that requires it; empty means one may fill it in.
    """

    row_security: ClassVar[Kind] = Open(WHY)

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="owners", verbose_name="指标"
    )
    group = models.CharField("对象", max_length=8, choices=Group)
    for_code = UnitCodeField("只给哪个单位", blank=True, default="")
    required_from = models.CharField(
        "必填，自", max_length=8, blank=True, choices=[("light", "轻负担起"), ("full", "全负担")]
    )

    class Meta:
        verbose_name = verbose_name_plural = "指标填报单位"
        constraints = [
            known(Group, "group", "indicator_owner_group_known"),
            models.UniqueConstraint(
                fields=["indicator", "group", "for_code"], name="indicator_owned_once"
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id}·{self.group}{self.for_code}"
