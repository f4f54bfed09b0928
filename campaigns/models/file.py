"""Photos of an activity; papers of an owed thing; what came in and is not yet anybody's."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from campaigns.choices import Way
from campaigns.models.activity import Activity
from campaigns.models.campaign import Campaign
from campaigns.models.duty import Duty
from campaigns.querysets import DutyChildQuerySet
from campaigns.querysets.activity import ActivityChildQuerySet
from campaigns.querysets.material import IntakeQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.files.models import AttachmentBase


@tracked("campaigns_activityfile")
class ActivityFile(AttachmentBase):
    """A photo of an activity: voluntary, never counted (users.md c11)."""

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_activity", "activity_id"))

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="files", db_constraint=False
    )

    objects = ActivityChildQuerySet.as_manager()

    class Meta(AttachmentBase.Meta):
        verbose_name = verbose_name_plural = "活动照片"
        indexes = [models.Index(fields=["activity", "position"], name="activityfile_by_activity")]


@tracked("campaigns_dutyfile")
class DutyFile(AttachmentBase):
    """A file of an owed thing: pictures of an excellent case, what came by mail, a stamped copy.

    Of what came otherwise than by the portal `way` and `received_on` say how and when, the caption
    on what ground: evidence for 代报.
    """

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_duty", "duty_id"))

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="files", db_constraint=False)
    way = models.CharField("收到方式", max_length=8, choices=Way, blank=True)
    received_on = models.DateField("收到日期", null=True, blank=True)

    objects = DutyChildQuerySet.as_manager()

    class Meta(AttachmentBase.Meta):
        verbose_name = verbose_name_plural = "报送材料附件"
        constraints = [
            *AttachmentBase.Meta.constraints,
            models.CheckConstraint(
                condition=Q(way="", received_on__isnull=True)
                | Q(way__in=Way.values, received_on__isnull=False),
                name="dutyfile_says_how_and_when_together",
            ),
        ]
        indexes = [models.Index(fields=["duty", "position"], name="dutyfile_by_duty")]


@tracked("campaigns_intakefile")
class IntakeFile(AttachmentBase):
    """批量收件: a file that came in for a campaign, until it is known whose and what it is.
    Then its row goes over to the owed thing. `unit_code` is who takes it in."""

    row_security: ClassVar[Kind] = Owned()

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="intake")

    objects = IntakeQuerySet.as_manager()

    class Meta(AttachmentBase.Meta):
        verbose_name = verbose_name_plural = "收到的文件"
        indexes = [
            models.Index(fields=["campaign", "unit_code", "position"], name="intake_by_campaign")
        ]
