"""A campaign as its planner writes it: notice, lines of work, who owes what by when."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.choices import (
    CampaignKind,
    CampaignScope,
    CampaignStatus,
    Group,
    Load,
    PartKind,
)
from campaigns.querysets import CampaignChildQuerySet, CampaignQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Published
from portal.audit.history import tracked

FIRST_WEEK = 1999  # 2000 was the first “三八”妇女维权周
FIRST_WOMENS_DAY = 1910  # counted from Copenhagen


def known(choices, field, name):
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


@tracked("campaigns_campaign")
class Campaign(OwnedModel):
    """A campaign: from the plan to the closing. `unit_code` is who plans and asks.

    Until it is published only its planner's range sees it; `receivers` are the units it will go to,
    afterwards the participations say it.
    """

    row_security: ClassVar[Kind] = Published(also=("sent",))

    kind = models.CharField("类别", max_length=12, choices=CampaignKind)
    year = models.SmallIntegerField("年度")
    name = models.CharField("名称", max_length=60)
    theme = models.CharField("主题", max_length=60, blank=True)
    scope = models.CharField(
        "范围", max_length=8, choices=CampaignScope, default=CampaignScope.WEEK
    )
    has_ordinals = models.BooleanField("写出第几个、多少周年", default=True)
    begins_on = models.DateField("自")
    ends_on = models.DateField("至")
    load = models.CharField("报送要求", max_length=8, choices=Load, default=Load.LIGHT)
    receivers = ArrayField(UnitCodeField(), verbose_name="发给", default=list)
    status = models.CharField(
        "状态", max_length=12, choices=CampaignStatus, default=CampaignStatus.PLANNED
    )
    notice_title = models.CharField("通知标题", max_length=120, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    issuers = ArrayField(models.CharField(max_length=60), verbose_name="印发机关", default=list)
    recipients = models.CharField("主送", max_length=300, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    contact_mail = models.CharField("电子信箱", max_length=80, blank=True)
    made_at = models.DateTimeField("建立时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    published_at = models.DateTimeField("印发时间", null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.IntegerField("版本", default=1, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        constraints = [
            known(CampaignKind, "kind", "campaign_kind_known"),
            known(CampaignScope, "scope", "campaign_scope_known"),
            known(CampaignStatus, "status", "campaign_status_known"),
            known(Load, "load", "campaign_load_known"),
            models.UniqueConstraint(fields=["id", "unit_code"], name="campaign_id_and_unit"),
            models.UniqueConstraint(
                fields=["unit_code", "year", "name"], name="campaign_once_per_year_and_name"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="campaign_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2099), name="campaign_in_our_time"
            ),
            models.CheckConstraint(
                condition=Q(status="planned", published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="campaign_published_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, status="closed"),
                name="campaign_closed_at_and_by_together",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_code", "-begins_on", "-id"], name="campaign_newest_first"),
        ]

    def __str__(self):
        return f"{self.year}年{self.name}"

    @property
    def measured_on(self):
        """The day whose version of the indicators holds: a version made after the notice went out
        changes nothing for those who already report by the old one."""
        sent = timezone.localdate(self.published_at) if self.published_at else self.begins_on
        return min(self.begins_on, sent)

    def get_absolute_url(self):
        return reverse("campaigns:campaign", args=[self.pk])

    @property
    def state(self):
        return CampaignStatus(self.status)

    @property
    def edition(self):
        """第几个维权周: 2026 is the 27th; None for another kind."""
        return self.year - FIRST_WEEK if self.kind == CampaignKind.RIGHTS_WEEK else None

    @property
    def ordinal(self):
        """国际妇女节多少周年: 2026 is the 116th; None for another kind."""
        return self.year - FIRST_WOMENS_DAY if self.kind == CampaignKind.RIGHTS_WEEK else None


@tracked("campaigns_noticepart")
class NoticePart(OwnedModel):
    """A section or an annex of the notice. The first section may have no heading: the opening.

    `text` keeps its paragraphs, one a line.
    """

    row_security: ClassVar[Kind] = Published(also=("follow",))

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="parts", db_constraint=False
    )
    kind = models.CharField("部分", max_length=8, choices=PartKind)
    position = models.SmallIntegerField("顺序")
    heading = models.CharField("标题", max_length=120, blank=True)
    text = models.TextField("正文", blank=True)

    objects = CampaignChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知内容"
        constraints = [
            known(PartKind, "kind", "notice_part_known"),
            models.UniqueConstraint(
                fields=["campaign", "kind", "position"], name="notice_part_once_per_place"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}{self.position}"


@tracked("campaigns_campaignline")
class CampaignLine(OwnedModel):
    """A line of work (法治宣传教育、维权服务…) with its settings (the places of 法律七进)."""

    row_security: ClassVar[Kind] = Published(also=("follow",))

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="lines", db_constraint=False
    )
    position = models.SmallIntegerField("顺序")
    name = models.CharField("工作方向", max_length=40)
    settings = ArrayField(models.CharField(max_length=20), verbose_name="细目", default=list)

    objects = CampaignChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作方向"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "position"], name="campaign_line_once_per_place"
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="campaign_line_id_and_unit"),
        ]

    def __str__(self):
        return self.name


@tracked("campaigns_requirement")
class Requirement(OwnedModel):
    """What one group of units owes, by when. `unit_code` is who asks: the planner, or a county of
    its towns. A voluntary thing has a last day too, but nobody is chased for it."""

    row_security: ClassVar[Kind] = Published(also=("follow",))

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="requirements", db_constraint=False
    )
    group = models.CharField("对象", max_length=8, choices=Group)
    kind = models.CharField("材料", max_length=30)
    due_on = models.DateField("报送日")
    is_voluntary = models.BooleanField("自愿", default=False)
    word_limit = models.IntegerField("字数上限", null=True, blank=True)
    figure_limit = models.IntegerField("指标数上限", null=True, blank=True)

    objects = CampaignChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送要求"
        constraints = [
            known(Group, "group", "requirement_group_known"),
            models.UniqueConstraint(
                fields=["campaign", "unit_code", "group", "kind"], name="requirement_once_per_group"
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="requirement_id_and_unit"),
        ]

    def __str__(self):
        return f"{self.get_group_display()}·{self.kind}"
