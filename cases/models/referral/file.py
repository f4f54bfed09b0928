"""Files on a referral: above all the stamped original of an answer."""

from typing import ClassVar

from django.db import models

from cases.models.referral.referral import FOLLOWS, Referral
from cases.querysets.referral import ReferralCopyQuerySet
from portal.access.models import TwoSidedModel
from portal.access.row_security import Kind, TwoSided
from portal.audit.history import tracked
from portal.files.models import AttachmentBase


@tracked("cases_referralfile")
class ReferralFile(AttachmentBase, TwoSidedModel):
    """盖章件 and what comes with it, read by both units while the minimum view is: shut to the
    receiver as its copy is. `unit_code` is the unit that put it there; she alone takes it away.
    """

    row_security: ClassVar[Kind] = TwoSided(follows=FOLLOWS.follows, also=("fresh",))

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="files", db_constraint=False
    )

    objects = ReferralCopyQuerySet.as_manager()

    class Meta(AttachmentBase.Meta):
        verbose_name = verbose_name_plural = "转介材料"
        indexes = [models.Index(fields=["referral", "position"], name="referralfile_by_referral")]
