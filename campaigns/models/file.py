"""Photos of an activity; photos, stamped originals and other papers of an owed thing."""

from typing import ClassVar

from django.db import models

from campaigns.models.activity import Activity
from campaigns.models.duty import Duty
from campaigns.querysets import DutyChildQuerySet
from campaigns.querysets.activity import ActivityChildQuerySet
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
    """A file of an owed thing: pictures of an excellent case, what came by mail, a stamped copy."""

    row_security: ClassVar[Kind] = Owned(follows=("campaigns_duty", "duty_id"))

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="files", db_constraint=False)

    objects = DutyChildQuerySet.as_manager()

    class Meta(AttachmentBase.Meta):
        verbose_name = verbose_name_plural = "报送材料附件"
        indexes = [models.Index(fields=["duty", "position"], name="dutyfile_by_duty")]
