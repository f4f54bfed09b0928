"""A unit in a campaign: that it was asked, signed, passed on, and was rung up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from campaigns.choices import ChaseKind, Group, Way
from campaigns.models.campaign import Campaign, known
from campaigns.querysets import ParticipationQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned, Published
from portal.audit.history import tracked


@tracked("campaigns_participation")
class Participation(OwnedModel):
    """One unit that a campaign went to. `asked_by_code` is who asked it and reviews: the planner,
    or the county for its towns.

    签收 may be entered for it (代签收): then `signed_way` is not the portal and `signed_note` says
    on what ground. Forwarding adds the unit's own words, which the units below it read.
    """

    row_security: ClassVar[Kind] = Published()

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="participations")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    asked_by_code = UnitCodeField("布置单位代码")
    group = models.CharField("类别", max_length=8, choices=Group)
    asked_at = models.DateTimeField("发出时间")
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_name = models.CharField("签收人", max_length=60, blank=True)
    signed_way = models.CharField("签收方式", max_length=8, choices=Way, blank=True)
    signed_note = models.CharField("代签收依据", max_length=200, blank=True)
    forwarded_at = models.DateTimeField("转发时间", null=True, blank=True)
    forwarded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    forward_words = models.TextField("转发意见", blank=True)
    forward_number = models.CharField("转发文号", max_length=60, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参加单位"
        constraints = [
            known(Group, "group", "participation_group_known"),
            models.UniqueConstraint(
                fields=["campaign", "unit"], name="participation_once_per_unit"
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="participation_id_and_unit"),
            models.UniqueConstraint(
                fields=["id", "asked_by_code"], name="participation_id_and_asker"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, signed_way="")
                | Q(signed_at__isnull=False, signed_by__isnull=False, signed_way__in=Way.values),
                name="participation_signed_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(forwarded_at__isnull=True, forwarded_by__isnull=True)
                | Q(forwarded_at__isnull=False, forwarded_by__isnull=False),
                name="participation_forwarded_at_and_by_together",
            ),
        ]
        indexes = [models.Index(fields=["unit_code", "campaign"], name="participation_by_unit")]

    def __str__(self):
        return f"{self.campaign_id}·{self.unit_code}"

    def get_absolute_url(self):
        return reverse("campaigns:campaign", args=[self.campaign_id])

    @property
    def is_signed(self):
        return self.signed_at is not None

    @property
    def signed_on(self):
        return timezone.localdate(self.signed_at) if self.signed_at else None

    @property
    def is_signed_on_behalf(self):
        return self.is_signed and self.signed_way != Way.PORTAL


@tracked("campaigns_chase")
class Chase(OwnedModel):
    """催报: who was reminded of what and how; for a call who answered and what day was promised.

    Owned by who asks: the unit itself does not read it.
    """

    row_security: ClassVar[Kind] = Owned()

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="chases", db_constraint=False
    )
    kind = models.CharField("方式", max_length=8, choices=ChaseKind)
    things = models.CharField("催什么", max_length=200)
    answered_by = models.CharField("谁接的", max_length=30, blank=True)
    answer = models.CharField("怎么说", max_length=200, blank=True)
    promised_on = models.DateField("答应哪天", null=True, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "催报记录"
        constraints = [known(ChaseKind, "kind", "chase_kind_known")]
        indexes = [models.Index(fields=["participation", "-at"], name="chase_by_unit_newest")]

    def __str__(self):
        return f"{self.get_kind_display()}{self.pk}"
