"""来件: what came in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cases.choices import FirstStep, Outcome, Safety
from cases.models.case import Case
from cases.models.constraints import in_our_time, known
from cases.models.dictionary import Category, Channel, Relation
from cases.querysets import ContactQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.crypto.fields import BlindIndexField, EncryptedTextField
from portal.units.models import Region


@tracked("cases_contact")
class Contact(OwnedModel):
    """来件: one call, visit or letter. It may end without a case, and is counted all the same.

    `caller_name` is what she called herself; the number she rang from is encrypted, found again
    only whole (`caller_phone_index`).
    """

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    registered_code = UnitCodeField("登记单位代码", editable=False)
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        db_constraint=False,
        verbose_name="事项",
    )
    outcome = models.CharField("结果", max_length=8, choices=Outcome)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+", verbose_name="信访形式")
    relation = models.ForeignKey(
        Relation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="与当事人关系",
    )
    caller_name = models.CharField("称呼", max_length=30, blank=True)
    is_anonymous = models.BooleanField("不愿留姓名", default=False)
    caller_phone = EncryptedTextField(
        "来电号码", label="cases.contact.caller_phone", blank=True, default=""
    )
    caller_phone_index = BlindIndexField(source="caller_phone", purpose="phone", null=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="反映什么"
    )
    place = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在地"
    )
    story = models.TextField("说了什么", blank=True)
    safety = models.CharField("现在安全吗", max_length=8, choices=Safety)
    first_step = models.CharField("先怎么办", max_length=8, choices=FirstStep, blank=True)
    received_at = models.DateTimeField("来件时间")
    registered_at = models.DateTimeField("登记时间")
    first_receiver = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="首问责任人"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来件"
        constraints = [
            in_our_time("received_at", "contact_received_in_our_time"),
            known(Outcome, "outcome", "contact_outcome_known"),
            known(Safety, "safety", "contact_safety_known"),
            models.CheckConstraint(
                condition=Q(outcome="case", case__isnull=False)
                | (~Q(outcome="case") & Q(case__isnull=True)),
                name="a_contact_with_a_case_says_so",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_code", "-received_at", "-id"], name="contact_by_unit_newest_first"
            ),
            models.Index(fields=["caller_phone_index", "unit_code"], name="contact_by_phone"),
            models.Index(fields=["case"], name="contact_by_case"),
            models.Index(
                fields=["-registered_at"],
                condition=Q(case__isnull=True),
                name="contact_without_case",
            ),
        ]

    def __str__(self):
        return f"来件{self.pk}"
