"""告诫书、人身安全保护令 with their visits and breaches; evidence and the safety plan."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.choices.protection import Applicant, CheckKind, Ground, Measure, OrderStatus
from cases.models.case import Case
from cases.models.constraints import in_our_time, known
from cases.models.danger import FOLLOWS
from cases.querysets import CaseChildQuerySet
from cases.querysets.protection import OrderQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind
from portal.audit.history import tracked
from portal.crypto.fields import EncryptedTextField


@tracked("cases_warningletter")
class WarningLetter(OwnedModel):
    """告诫书 of the police (反家庭暴力法 16, 17): on paper as 家庭暴力告诫书."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="warnings", db_constraint=False)
    issued_on = models.DateField("出具日期")
    issuer = models.CharField("出具单位", max_length=60)
    number = models.CharField("文号", max_length=40, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "告诫书"
        indexes = [models.Index(fields=["case"], name="warning_by_case")]

    def __str__(self):
        return f"告诫书{self.pk}"


@tracked("cases_protectionorder")
class ProtectionOrder(OwnedModel):
    """人身安全保护令 (反家庭暴力法 23 to 32): applied for by herself or, on a lawful ground that is
    named and with her will, on her behalf. The hours of the court are a reference, no clock of ours
    (users.md c23). `reminded` is the number of days before expiry last told (0: none)."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="protection_orders", db_constraint=False
    )
    status = models.CharField("状态", max_length=10, choices=OrderStatus)
    applicant = models.CharField("谁申请", max_length=10, choices=Applicant)
    ground = models.CharField("代为申请的依据", max_length=12, choices=Ground, blank=True)
    will = models.CharField("本人意愿", max_length=300, blank=True)
    court = models.CharField("法院", max_length=60)
    measures = ArrayField(models.CharField(max_length=12, choices=Measure), verbose_name="请求措施")
    is_urgent = models.BooleanField("情况紧急", default=False)
    filed_on = models.DateField("提交日期", null=True, blank=True)
    accepted_at = models.DateTimeField("受理时间", null=True, blank=True)
    decided_on = models.DateField("裁定日期", null=True, blank=True)
    number = models.CharField("裁定文号", max_length=40, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    reminded = models.SmallIntegerField("已提醒", default=0)
    note = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人身安全保护令"
        constraints = [
            known(OrderStatus, "status", "order_status_known"),
            in_our_time("accepted_at", "order_accepted_in_our_time"),
            models.CheckConstraint(
                condition=Q(applicant="herself", ground="")
                | (Q(applicant="on_behalf") & ~Q(ground="") & ~Q(will="")),
                name="on_behalf_names_its_ground_and_her_will",
            ),
            models.CheckConstraint(
                condition=~Q(status="issued")
                | Q(decided_on__isnull=False, expires_on__isnull=False),
                name="an_issued_order_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(decided_on__isnull=False, expires_on__gte=models.F("decided_on")),
                name="an_order_expires_after_it_was_made",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="order_by_case"),
            models.Index(
                fields=["unit_code", "expires_on"],
                condition=Q(status="issued"),
                name="order_standing_by_expiry",
            ),
        ]

    def __str__(self):
        return f"保护令{self.pk}"

    @property
    def state(self):
        return OrderStatus(self.status)

    @property
    def measure_words(self):
        return [Measure(one).label for one in self.measures]


@tracked("cases_protectioncheck")
class ProtectionCheck(OwnedModel):
    """A visit that asks whether a warning or an order is kept, or a breach of it."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_constraint=False)
    warning = models.ForeignKey(
        WarningLetter, models.PROTECT, null=True, blank=True, related_name="checks"
    )
    order = models.ForeignKey(
        ProtectionOrder, models.PROTECT, null=True, blank=True, related_name="checks"
    )
    kind = models.CharField("类别", max_length=8, choices=CheckKind)
    seen_on = models.DateField("哪天")
    by_whom = models.CharField("谁去查访、谁发现", max_length=60)
    found = models.CharField("情况", max_length=500)
    at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "查访和违反"
        constraints = [
            known(CheckKind, "kind", "protection_check_kind_known"),
            models.CheckConstraint(
                condition=Q(warning__isnull=True, order__isnull=False)
                | Q(warning__isnull=False, order__isnull=True),
                name="a_check_is_of_a_warning_or_of_an_order",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="protection_check_by_case")]

    def __str__(self):
        return f"{self.get_kind_display()}{self.pk}"


@tracked("cases_evidencelist")
class EvidenceList(OwnedModel):
    """证据清单 (法释〔2022〕17号 6). `items` maps a code of EVIDENCE to {state, note}."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_constraint=False)
    items = models.JSONField("各项", default=dict)
    at = models.DateTimeField("更新时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "证据清单"
        constraints = [models.UniqueConstraint(fields=["case"], name="one_evidence_list_a_case")]

    def __str__(self):
        return f"证据清单{self.pk}"


@tracked("cases_safetyplan")
class SafetyPlan(OwnedModel):
    """安全计划, worked out with her. `body` is JSON {element of PLAN: words}, encrypted whole.

    Never sent; printed only where `consent` says when and how she asked for it.
    """

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_constraint=False)
    body = EncryptedTextField("内容", label="cases.safetyplan.body", blank=True, default="")
    consent = models.CharField("本人同意打印", max_length=200, blank=True)
    at = models.DateTimeField("更新时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "安全计划"
        constraints = [models.UniqueConstraint(fields=["case"], name="one_safety_plan_a_case")]

    def __str__(self):
        return f"安全计划{self.pk}"
