"""期限 of a referral. `unit_code` is the unit whose duty it is: it is reminded."""

from typing import ClassVar

from django.db import models

from cases.models.referral.referral import FOLLOWS, Referral
from cases.querysets.referral import ReferralChildQuerySet, ReferralDeadlineQuerySet
from portal.access.models import TwoSidedModel
from portal.access.row_security import Kind
from portal.audit.history import tracked
from portal.deadlines.models import DeadlineBase, ExtensionBase, PauseBase


@tracked("cases_referraldeadline")
class ReferralDeadline(DeadlineBase, TwoSidedModel):
    """A clock of a referral, seen by both units."""

    row_security: ClassVar[Kind] = FOLLOWS

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="deadlines", db_constraint=False
    )

    objects = ReferralDeadlineQuerySet.as_manager()

    class Meta(DeadlineBase.Meta):
        abstract = False
        constraints = [
            *DeadlineBase.Meta.constraints,
            models.UniqueConstraint(
                fields=["referral", "rule"],
                condition=models.Q(status__in=["running", "paused"]),
                name="referraldeadline_one_clock_of_a_rule",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_code", "strict_on"],
                condition=models.Q(status__in=["running", "paused"]),
                name="referraldeadline_open_by_day",
            ),
            models.Index(fields=["referral"], name="referraldeadline_by_referral"),
        ]

    def __str__(self):
        return f"{self.referral}·{self.rule.name}"

    def owner_values(self):
        return {
            "referral_id": self.referral_id,
            "from_code": self.from_code,
            "to_code": self.to_code,
        }


@tracked("cases_referralpause")
class ReferralPause(PauseBase, TwoSidedModel):
    row_security: ClassVar[Kind] = FOLLOWS

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+", db_constraint=False)
    deadline = models.ForeignKey(ReferralDeadline, models.PROTECT, related_name="pauses")

    objects = ReferralChildQuerySet.as_manager()

    class Meta(PauseBase.Meta):
        abstract = False


@tracked("cases_referralextension")
class ReferralExtension(ExtensionBase, TwoSidedModel):
    row_security: ClassVar[Kind] = FOLLOWS

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+", db_constraint=False)
    deadline = models.ForeignKey(ReferralDeadline, models.PROTECT, related_name="extensions")

    objects = ReferralChildQuerySet.as_manager()

    class Meta(ExtensionBase.Meta):
        abstract = False
