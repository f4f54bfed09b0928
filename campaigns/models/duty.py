"""What one unit owes in a campaign, each version it sent, and what was remarked on it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.choices import ANSWERED, OPEN, DutyStatus, Way
from campaigns.models.campaign import Requirement, known
from campaigns.models.participation import Participation
from campaigns.querysets import DutyChildQuerySet, DutyQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("campaigns_duty")
class Duty(OwnedModel):
    """报送: one owed (or voluntary) thing of one unit. Its content hangs on it by (id, unit_code).

    `received_on` is the day it first came in, by the portal or as the record of 代报 says; a return
    and a second submission do not change it. `content_version` grows with every submission.
    `confirmed_at`: the unit read what was sent for it and found it right.
    """

    row_security: ClassVar[Kind] = Owned()

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="duties", db_constraint=False
    )
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="duties")
    asked_by_code = UnitCodeField("布置单位代码")
    kind = models.CharField("材料", max_length=30)
    due_on = models.DateField("报送日")
    is_voluntary = models.BooleanField("自愿", default=False)
    exception_until = models.DateField("延到", null=True, blank=True)
    exception_reason = models.CharField("延期理由", max_length=200, blank=True)
    exception_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField("状态", max_length=12, choices=DutyStatus, default=DutyStatus.WAITING)
    received_on = models.DateField("收到日期", null=True, blank=True)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    is_on_behalf = models.BooleanField("代报", default=False)
    confirmed_at = models.DateTimeField("本单位核对无误", null=True, blank=True)
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    hints_checked_at = models.DateTimeField("提示核实时间", null=True, blank=True)
    content_version = models.IntegerField("第几次报送", default=0)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送"
        constraints = [
            known(DutyStatus, "status", "duty_status_known"),
            models.UniqueConstraint(fields=["id", "unit_code"], name="duty_id_and_unit"),
            models.UniqueConstraint(
                fields=["participation", "kind"], name="duty_once_per_unit_and_kind"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[state.value for state in ANSWERED])
                | Q(submitted_at__isnull=False, received_on__isnull=False),
                name="duty_answered_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "returned"])
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="duty_reviewed_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(exception_until__isnull=True, exception_by__isnull=True)
                | (Q(exception_until__isnull=False, exception_by__isnull=False)
                   & ~Q(exception_reason="")),
                name="duty_exception_says_who_and_why",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit_code", "status", "due_on"], name="duty_by_unit_and_state"),
            models.Index(fields=["asked_by_code", "status"], name="duty_by_asker_and_state"),
        ]

    def __str__(self):
        return f"{self.kind}·{self.unit_code}"

    def get_absolute_url(self):
        return reverse("campaigns:duty", args=[self.pk])

    @property
    def state(self):
        return DutyStatus(self.status)

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def last_day(self):
        return self.exception_until or self.due_on

    @property
    def is_on_time(self):
        """None while nothing has come in."""
        return None if self.received_on is None else self.received_on <= self.last_day


class DutyVersion(OwnedModel):
    """What was sent, frozen: the reviewer reads this, and the figures are counted from it.

    `content` is what the kind of thing put into it (duties registry). Of 代报 it keeps who entered
    it, how it came, on what ground.
    """

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_duty", "duty_id"))
    append_only = True

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="versions", db_constraint=False)
    number = models.IntegerField("第几次")
    content = models.JSONField("内容", default=dict)
    at = models.DateTimeField("报送时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    by_name = models.CharField("报送人", max_length=60)
    received_on = models.DateField("收到日期")
    way = models.CharField("方式", max_length=8, choices=Way, default=Way.PORTAL)
    basis = models.CharField("依据", max_length=200, blank=True)

    objects = DutyChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送版本"
        constraints = [
            known(Way, "way", "duty_version_way_known"),
            models.UniqueConstraint(fields=["duty", "number"], name="duty_version_once"),
            models.UniqueConstraint(fields=["id", "unit_code"], name="duty_version_id_and_unit"),
            models.CheckConstraint(
                condition=Q(way="portal") | ~Q(basis=""), name="on_behalf_says_on_what_ground"
            ),
        ]

    def __str__(self):
        return f"{self.duty_id}·第{self.number}次"

    @property
    def is_on_behalf(self):
        return self.way != Way.PORTAL


@tracked("campaigns_dutyremark")
class DutyRemark(OwnedModel):
    """A reviewer's remark, bound to a cell or a paragraph; `anchor` names it to its kind of thing,
    `label` to people (第6行 其中法律咨询). Empty: on the whole."""

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_duty", "duty_id"))

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="remarks", db_constraint=False)
    version_number = models.IntegerField("对第几次报送")
    anchor = models.CharField("位置", max_length=60, blank=True)
    label = models.CharField("哪一处", max_length=80, blank=True)
    text = models.CharField("意见", max_length=300)
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    by_name = models.CharField("审核人", max_length=60)
    settled_at = models.DateTimeField("已改时间", null=True, blank=True)

    objects = DutyChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        indexes = [models.Index(fields=["duty", "at"], name="remark_by_duty")]

    def __str__(self):
        return f"{self.duty_id}·{self.label}"
