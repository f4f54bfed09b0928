"""转介: what one unit asks of another, and the copy that unit may read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.choices.referral import (
    OPEN_REFERRALS,
    Delivery,
    ReferralKind,
    ReferralStatus,
    SharingBasis,
)
from cases.models.case import Case
from cases.models.constraints import in_our_time, known
from cases.models.dictionary import Category
from cases.querysets.referral import (
    ReferralChildQuerySet,
    ReferralCopyQuerySet,
    ReferralQuerySet,
)
from portal.access.models import TwoSidedModel, UnitCodeField
from portal.access.row_security import Kind, TwoSided
from portal.audit.history import tracked
from portal.audit.models import Happening
from portal.crypto.fields import EncryptedTextField
from portal.units.models import Unit

FOLLOWS = TwoSided(follows=("cases_referral", "referral_id"))


@tracked("cases_referral")
class Referral(TwoSidedModel):
    """转介: a case's unit asks another unit. The receiver never sees the case, only this row and
    its copy; `is_shared` says whether it does yet (not while the city has still to pass it on, and
    no longer once it is the unit complained of).

    `from_code` follows its case. `to_unit` is empty for a unit outside the portal (`to_name`).
    `handler` is who claimed it there, `minder` who follows it at the sender's; `recorded_by` who
    entered 代签收 for them. `city_code` is the city office once it has to pass it on or to rule.
    """

    row_security: ClassVar[Kind] = TwoSided(also=("sides",))

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals", db_constraint=False)
    number = models.CharField("编号", max_length=30, unique=True, db_collation="C")
    short_number = models.CharField("简号", max_length=30)
    kind = models.CharField("方式", max_length=10, choices=ReferralKind)
    status = models.CharField("状态", max_length=12, choices=ReferralStatus)
    is_shared = models.BooleanField("接收单位可见", default=False)
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接收单位"
    )
    to_name = models.CharField("接收单位名称", max_length=60)
    from_name = models.CharField("转出单位名称", max_length=60)
    subject = models.CharField("事由", max_length=60)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    is_red = models.BooleanField("评估为红色", default=False)
    basis = models.CharField("提供信息的依据", max_length=12, choices=SharingBasis)
    basis_note = models.CharField("依据说明", max_length=200, blank=True)
    consent_at = models.DateTimeField("同意时间", null=True, blank=True)
    sent_at = models.DateTimeField("转出时间")
    sent_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="转出经办"
    )
    minder = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="转出单位经办"
    )
    city_code = UnitCodeField("市级转出或裁定单位", blank=True, default="", editable=False)
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    delivery = models.CharField("送达方式", max_length=10, choices=Delivery, blank=True)
    receiver_name = models.CharField("对方签收人", max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    handler = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="对方经办",
    )
    return_until = models.DateField("可申请退回至", null=True, blank=True)
    returns = models.SmallIntegerField("申请退回次数", default=0)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    version = models.IntegerField("版本", default=1, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "转介"
        constraints = [
            known(ReferralKind, "kind", "referral_kind_known"),
            known(ReferralStatus, "status", "referral_status_known"),
            known(SharingBasis, "basis", "referral_basis_known"),
            in_our_time("consent_at", "referral_consent_in_our_time"),
            in_our_time("received_at", "referral_received_in_our_time"),
            models.UniqueConstraint(
                fields=["id", "from_code", "to_code"], name="referral_id_and_sides"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind="refer", status__in=OPEN_REFERRALS),
                name="one_open_lead_per_case",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN_REFERRALS, ended_at__isnull=True)
                | (~Q(status__in=OPEN_REFERRALS) & Q(ended_at__isnull=False)),
                name="referral_ended_when_it_is_closed",
            ),
            models.CheckConstraint(
                condition=~Q(basis="consent") | Q(consent_at__isnull=False),
                name="consent_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["to_code", "-sent_at", "-id"], name="referral_by_receiver"),
            models.Index(fields=["from_code", "-sent_at", "-id"], name="referral_by_sender"),
            models.Index(fields=["case"], name="referral_by_case"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("referrals:detail", args=[self.pk])

    @property
    def unit_code(self):
        """Whose matter it is in the log: the sender's."""
        return self.from_code

    @property
    def state(self):
        return ReferralStatus(self.status)

    @property
    def is_open(self):
        return self.status in OPEN_REFERRALS

    @property
    def is_outside(self):
        """A court, a police station, a town that is no unit of the portal: on paper only."""
        return not self.to_code


@tracked("cases_referralcopy")
class ReferralCopy(TwoSidedModel):
    """The minimum view: exactly what the receiver reads. Whatever the sender did not tick is not
    here. The database itself shuts it to the receiver when the referral was taken back or ended
    more than thirty days ago (users.md, police liaison 5).
    """

    row_security: ClassVar[Kind] = TwoSided(follows=FOLLOWS.follows, also=("fresh",))

    referral = models.OneToOneField(
        Referral, models.PROTECT, related_name="copy", db_constraint=False
    )
    what = models.TextField("情况摘要")
    asked_for = models.TextField("商请办理")
    person_name = models.CharField("当事人", max_length=30, blank=True)
    person_phone = EncryptedTextField(
        "联系电话", label="cases.referralcopy.person_phone", blank=True, default=""
    )
    whereabouts = EncryptedTextField(
        "现住址", label="cases.referralcopy.whereabouts", blank=True, default=""
    )

    objects = ReferralCopyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "转介内容"

    def __str__(self):
        return f"转介内容{self.pk}"


class ReferralHappening(Happening, TwoSidedModel):
    """What happened to a referral, line by line; both sides read the same lines."""

    row_security: ClassVar[Kind] = FOLLOWS

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="happenings", db_constraint=False
    )

    objects = ReferralChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "转介经过"
        indexes = [models.Index(fields=["referral", "at"], name="referralhappening_by_time")]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.verb}"
