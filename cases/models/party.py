"""The people in a case."""

from typing import ClassVar

from django.db import models

from cases.choices import PartyRole, Sex
from cases.models.case import Case
from cases.models.constraints import known
from cases.querysets import CaseChildQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.crypto.fields import BlindIndexField, EncryptedTextField


@tracked("cases_party")
class Party(OwnedModel):
    """A person in a case. Identity number, phone and address are encrypted; `whereabouts` never
    leaves toward the respondent."""

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties", db_constraint=False)
    role = models.CharField("身份", max_length=12, choices=PartyRole)
    name = models.CharField("姓名或称呼", max_length=30, blank=True)
    sex = models.CharField("性别", max_length=8, choices=Sex, default=Sex.UNKNOWN)
    birth_year = models.SmallIntegerField("出生年", null=True, blank=True)
    phone = EncryptedTextField("电话", label="cases.party.phone", blank=True, default="")
    phone_index = BlindIndexField(source="phone", purpose="phone", null=True)
    identity_number = EncryptedTextField(
        "证件号码", label="cases.party.identity_number", blank=True, default=""
    )
    identity_index = BlindIndexField(source="identity_number", purpose="identity", null=True)
    whereabouts = EncryptedTextField(
        "现住址", label="cases.party.whereabouts", blank=True, default=""
    )
    safe_contact = EncryptedTextField(
        "安全联系方式", label="cases.party.safe_contact", blank=True, default=""
    )
    safe_times = EncryptedTextField(
        "安全时段", label="cases.party.safe_times", null=True, blank=True
    )
    code_word = EncryptedTextField("暗语", label="cases.party.code_word", null=True, blank=True)
    no_message = models.BooleanField("不发短信", default=False)
    no_paper = models.BooleanField("不宜书面送达", default=False)

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        constraints = [
            known(PartyRole, "role", "party_role_known"),
            known(Sex, "sex", "party_sex_known"),
        ]
        indexes = [
            models.Index(fields=["case"], name="party_by_case"),
            models.Index(fields=["phone_index", "unit_code"], name="party_by_phone"),
        ]

    def __str__(self):
        return f"{self.get_role_display()}{self.pk}"
