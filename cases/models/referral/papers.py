"""What passes between the two units of a referral: requests and rulings, reports, chases."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.choices.referral import (
    Acceptance,
    ChaseStep,
    ChaseWay,
    Delivery,
    ReportResult,
    RequestKind,
    ReturnReason,
    Ruling,
    Told,
    Verdict,
)
from cases.models.constraints import known
from cases.models.referral.referral import FOLLOWS, Referral
from cases.querysets.referral import ReferralChildQuerySet
from portal.access.models import TwoSidedModel
from portal.access.row_security import Kind
from portal.audit.history import tracked

ACCOUNT = "accounts.Account"


class Brought(models.Model):
    """How it came: through the portal, or on paper, by telephone, by fax, written in by the sender
    (`on_behalf`): then `source` says who brought it, when and on what paper."""

    delivery = models.CharField("来的方式", max_length=10, choices=Delivery)
    source = models.CharField("来函或对方人员", max_length=80, blank=True)
    on_behalf = models.BooleanField("代录", default=False)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@tracked("cases_referralrequest")
class ReferralRequest(Brought, TwoSidedModel):
    """申请退回 or 申请延期, with the ruling. The second return of one referral goes to the city
    office (`by_city`)."""

    row_security: ClassVar[Kind] = FOLLOWS

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="requests", db_constraint=False
    )
    kind = models.CharField("申请", max_length=10, choices=RequestKind)
    reason = models.CharField("理由类别", max_length=10, choices=ReturnReason, blank=True)
    text = models.CharField("理由", max_length=300)
    days = models.SmallIntegerField("延长日数", null=True, blank=True)
    by_city = models.BooleanField("由市级裁定", default=False)
    ruling = models.CharField("裁定", max_length=8, choices=Ruling, blank=True)
    ruling_text = models.CharField("裁定理由", max_length=300, blank=True)
    ruled_at = models.DateTimeField("裁定时间", null=True, blank=True)
    ruled_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReferralChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "退回和延期申请"
        constraints = [
            known(RequestKind, "kind", "referralrequest_kind_known"),
            known(Ruling, "ruling", "referralrequest_ruling_known"),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(ruling=""), name="one_open_request_per_referral"
            ),
            models.CheckConstraint(
                condition=Q(ruling="", ruled_at__isnull=True)
                | (~Q(ruling="") & Q(ruled_at__isnull=False)),
                name="referralrequest_ruled_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}{self.pk}"


@tracked("cases_referralreport")
class ReferralReport(Brought, TwoSidedModel):
    """反馈: five things (users.md d2), and what the sender said to it."""

    row_security: ClassVar[Kind] = FOLLOWS

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="reports", db_constraint=False
    )
    acceptance = models.CharField("是否受理", max_length=10, choices=Acceptance)
    document = models.CharField("警情号或文号", max_length=60, blank=True)
    results = ArrayField(
        models.CharField(max_length=10, choices=ReportResult), default=list, blank=True
    )
    text = models.TextField("处理结果")
    told = models.CharField("是否已答复当事人", max_length=8, choices=Told)
    told_on = models.DateField("答复日期", null=True, blank=True)
    told_note = models.CharField("未答复或不宜答复的原因", max_length=200, blank=True)
    late_reason = models.CharField("超期原因", max_length=200, blank=True)
    verdict = models.CharField("审核", max_length=10, choices=Verdict, blank=True)
    verdict_text = models.CharField("审核意见", max_length=300, blank=True)
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReferralChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "反馈"
        constraints = [
            known(Acceptance, "acceptance", "referralreport_acceptance_known"),
            known(Told, "told", "referralreport_told_known"),
            known(Verdict, "verdict", "referralreport_verdict_known"),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(verdict=""), name="one_open_report_per_referral"
            ),
        ]
        indexes = [models.Index(fields=["referral", "-at"], name="referralreport_by_time")]

    def __str__(self):
        return f"反馈{self.pk}"

    @property
    def result_labels(self):
        return [ReportResult(result).label for result in self.results]


@tracked("cases_chase")
class Chase(TwoSidedModel):
    """催办: one step of the order 提醒 → 催办函 → 提请协调组协调 → 督促处理意见书. A
    telephone call keeps three things: who, what was answered, for when."""

    row_security: ClassVar[Kind] = FOLLOWS

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="chases", db_constraint=False
    )
    step = models.CharField("催办步骤", max_length=8, choices=ChaseStep)
    way = models.CharField("方式", max_length=10, choices=ChaseWay)
    spoke_with = models.CharField("谁接的", max_length=40, blank=True)
    answer = models.CharField("怎么答复", max_length=200, blank=True)
    promised_on = models.DateField("答应哪天", null=True, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")

    objects = ReferralChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        constraints = [
            known(ChaseStep, "step", "chase_step_known"),
            known(ChaseWay, "way", "chase_way_known"),
        ]
        indexes = [models.Index(fields=["referral", "-at"], name="chase_by_time")]

    def __str__(self):
        return f"催办{self.pk}"
