"""联审: asked only where a national rule allows it, of consenting adults, about a whole list."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from families.choices import VettingBody
from families.models.constraints import known
from families.models.round import Round
from families.models.selection import Selection
from portal.access.models import OwnedModel
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("families_vetting")
class Vetting(OwnedModel):
    """A county's list as it was sent. The row, its consents and answers belong to the county:
    village and town read none of them, only that a household is not in this list.

    `households` is how many were on it: those whose adults have consented in writing.
    """

    row_security: ClassVar[Kind] = Owned()

    round = models.ForeignKey(Round, models.PROTECT, related_name="vettings")
    households = models.SmallIntegerField("送审户数")
    sent_at = models.DateTimeField("送审时间")
    sent_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("办结时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联审"
        constraints = [
            models.CheckConstraint(condition=Q(households__gte=1), name="a_vetted_list_has_names"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_vetting_was_ended_by_somebody",
            ),
            models.UniqueConstraint(fields=["round", "unit_code"], name="one_vetting_per_county"),
            models.UniqueConstraint(fields=["id", "unit_code"], name="vetting_id_and_unit"),
        ]

    def __str__(self):
        return f"{self.unit_code}联审"

    @property
    def is_ended(self):
        return self.ended_at is not None


@tracked("families_vettingconsent")
class VettingConsent(OwnedModel):
    """Every adult of the household has signed: how many, and when. The paper stays a paper."""

    row_security: ClassVar[Kind] = Owned()

    selection = models.OneToOneField(Selection, models.CASCADE, related_name="consent")
    adults = models.SmallIntegerField("签字的成年人")
    signed_on = models.DateField("签字日期")
    typed_at = models.DateTimeField("登记时间")
    typed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联审同意书"
        constraints = [
            models.CheckConstraint(
                condition=Q(adults__gte=1, adults__lte=60), name="an_adult_has_consented"
            ),
        ]

    def __str__(self):
        return f"同意书{self.pk}"


@tracked("families_vettinganswer")
class VettingAnswer(OwnedModel):
    """What one body said of the whole list: how many of it may stay. Never of whom."""

    row_security: ClassVar[Kind] = Owned()

    vetting = models.ForeignKey(
        Vetting, models.PROTECT, related_name="answers", db_constraint=False
    )
    body = models.CharField("答复单位", max_length=10, choices=VettingBody)
    households = models.SmallIntegerField("送审户数")
    cleared = models.SmallIntegerField("通过户数")
    answered_on = models.DateField("答复日期")
    typed_at = models.DateTimeField("登记时间")
    typed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联审答复"
        constraints = [
            known(VettingBody, "body", "vettinganswer_body_known"),
            models.CheckConstraint(
                condition=Q(cleared__gte=0, cleared__lte=F("households")),
                name="no_more_pass_than_were_asked_about",
            ),
            models.UniqueConstraint(fields=["vetting", "body"], name="one_answer_per_body"),
        ]

    def __str__(self):
        return f"{self.get_body_display()}：{self.cleared}户"
