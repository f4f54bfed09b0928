"""事项, and what happened to it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.choices import CLOSED_STATUSES, AccessLabel, CaseStatus, Safety
from cases.choices.danger import RiskLevel
from cases.choices.handling import Assistance, Purpose, Repeat, Result, Retention, Settlement
from cases.choices.history import CaseKind
from cases.models.constraints import in_our_time, known
from cases.models.dictionary import Category, Procedure
from cases.models.states import CaseStates
from cases.querysets import CaseChildQuerySet, CaseQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.audit.models import Happening
from portal.units.models import Region, Unit


@tracked("cases_case")
class Case(CaseStates, OwnedModel):
    """事项: a matter to be handled. Opened from a contact; later contacts join it.

    `unit_code` is who has it now, `registered_code` who registered it and never changes: figures
    are counted by it. `registered_at` is the system's; `received_at` is when she called.
    """

    row_security: ClassVar[Kind] = Owned(also=("label", "recusal"), is_walked=True)

    number = models.CharField("编号", max_length=24, unique=True, db_collation="C")
    short_number = models.CharField("简号", max_length=24)  # 新华·0118: what people say aloud
    registered_code = UnitCodeField("登记单位代码", editable=False)
    county_code = UnitCodeField("编号所属县级单位", editable=False)
    year = models.SmallIntegerField("年")
    sequence = models.IntegerField("顺序号")
    title = models.CharField("事由", max_length=60)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    kind = models.CharField("种类", max_length=8, choices=CaseKind, default=CaseKind.ORDINARY)
    access_label = models.CharField("知悉范围", max_length=10, choices=AccessLabel)
    status = models.CharField("状态", max_length=12, choices=CaseStatus)
    safety = models.CharField("安全状况", max_length=8, choices=Safety)
    story = models.TextField("反映情况")
    place = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在地"
    )
    received_at = models.DateTimeField("来件时间")
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="首问责任人"
    )
    handler = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="经办"
    )
    alarm_at = models.DateTimeField("报警时间", null=True, blank=True)
    alarm_taken_by = models.CharField("接警单位和人", max_length=60, blank=True)
    alarm_number = models.CharField("警情号", max_length=40, blank=True)
    complained_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被反映单位"
    )
    alarm_declined_at = models.DateTimeField("不报警登记时间", null=True, blank=True)
    alarm_declined_reason = models.CharField("本人拒绝报警的理由", max_length=300, blank=True)
    risk = models.CharField("危险等级", max_length=8, choices=RiskLevel, blank=True, default="")
    checked_at = models.DateTimeField("四问时间", null=True, blank=True)
    involves_minor = models.BooleanField("涉未成年人", default=False)
    minor_settled_at = models.DateTimeField("强制报告处理时间", null=True, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField("信访目的", max_length=12, choices=Purpose, blank=True)
    external_number = models.CharField("外部编号", max_length=60, blank=True)
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理程序"
    )
    ways = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    assistance = models.CharField("疏导协理代理", max_length=8, choices=Assistance, blank=True)
    result = models.CharField("结果", max_length=14, choices=Result, blank=True)
    settlement = models.CharField("化解情况", max_length=10, choices=Settlement, blank=True)
    is_answered_in_writing = models.BooleanField("书面答复", default=False)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    is_referred = models.BooleanField("转介过", default=False)
    wants_second = models.BooleanField("要求复核后办结", default=False)
    closing_asked_at = models.DateTimeField("报请办结时间", null=True, blank=True)
    closing_asked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened = models.SmallIntegerField("重新办理次数", default=0)
    repeat_state = models.CharField("初重件", max_length=8, choices=Repeat, default=Repeat.FIRST)
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    retention = models.CharField("保管期限", max_length=8, choices=Retention, blank=True)
    version = models.IntegerField("版本", default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        constraints = [
            in_our_time("received_at", "case_received_in_our_time"),
            in_our_time("alarm_at", "case_alarm_in_our_time"),
            known(AccessLabel, "access_label", "case_label_known"),
            known(CaseKind, "kind", "case_kind_known"),
            known(CaseStatus, "status", "case_status_known"),
            known(Safety, "safety", "case_safety_known"),
            known(Repeat, "repeat_state", "case_repeat_known"),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED_STATUSES, closed_at__isnull=False)
                | (~Q(status__in=CLOSED_STATUSES) & Q(closed_at__isnull=True)),
                name="case_closed_at_while_closed",
            ),
            models.CheckConstraint(
                condition=~Q(status="closing") | Q(closing_asked_by__isnull=False),
                name="closing_was_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(risk__in=["", *RiskLevel.values]), name="case_risk_known"
            ),
            models.CheckConstraint(
                condition=Q(alarm_declined_at__isnull=True, alarm_declined_reason="")
                | (Q(alarm_declined_at__isnull=False) & ~Q(alarm_declined_reason="")),
                name="a_declined_alarm_has_its_reason",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="case_id_and_unit"),
            models.UniqueConstraint(
                fields=["county_code", "year", "sequence"],
                name="case_number_once_per_county_and_year",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False, status="void"),
                name="case_voided_at_and_by_together",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_code", "-registered_at", "-id"], name="case_by_unit_newest_first"
            ),
            models.Index(fields=["handler", "status"], name="case_by_handler"),
            models.Index(  # with what row security asks: counts need no look at the rows
                fields=["-registered_at", "-id"],
                include=["unit_code", "access_label", "status"],
                name="case_newest_first",
            ),
            models.Index(
                fields=["unit_code", "handler"],
                condition=Q(status__in=["registered", "handling", "result", "closing"]),
                name="case_open_by_unit",
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("cases:detail", args=[self.number])


class CaseHappening(Happening):
    """办理经过: what happened to a case, line by line."""

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="happenings", db_constraint=False)

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理经过"
        indexes = [models.Index(fields=["case", "at"], name="happening_by_case_and_time")]
