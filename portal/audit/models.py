"""What was done, read and refused. Rows are only ever added."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from portal.access.models import OwnedModel, UnitCodeField
from portal.access.querysets import AppendOnlyQuerySet
from portal.access.row_security import Kind, Log, Open
from portal.audit import registry


class LogEntryQuerySet(AppendOnlyQuerySet):
    def visible_to(self, actor):
        """The auditor her range, a leader her own unit, everybody else nothing."""
        start, end = actor.log_range
        return self.filter(unit_code__gte=start, unit_code__lt=end) if start else self.none()

    def opened(self, target):
        """Acts of opening this record (registry.register_openings)."""
        return self.filter(
            target_type=target._meta.label_lower,
            target_id=str(target.pk),
            action__in=registry.openings(),
        )


class LogEntry(models.Model):
    """One act worth answering for: a change, a read of a person's record, an export, a refusal.

    `unit_code` is the unit whose matter it is (its leader reads the entry), `actor_unit_code` the
    unit of who acted. `target_label` is a number, never a name. The table has two columns more,
    filled by the database and read only by the seal: `epoch` (the server's identity) and `xid`.
    The key is made in Python: RETURNING would ask the read policy.
    """

    row_security: ClassVar[Kind] = Log()
    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("时间", db_index=True)
    unit_code = UnitCodeField("归属单位代码")
    actor_unit_code = UnitCodeField("操作人单位代码", blank=True)
    account_id = models.BigIntegerField("账号", null=True)
    actor_name = models.CharField("操作人", max_length=60)
    action = models.CharField("动作", max_length=60)
    target_type = models.CharField("对象类型", max_length=60, blank=True)
    target_id = models.CharField("对象", max_length=40, blank=True)
    target_label = models.CharField("对象编号", max_length=80, blank=True)
    data = models.JSONField("内容", default=dict)
    address = models.CharField("地址", max_length=45, blank=True)
    request_id = models.CharField("请求号", max_length=36, blank=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日志"
        indexes = [
            models.Index(fields=["unit_code", "-at"], name="log_by_unit_and_time"),
            models.Index(fields=["target_type", "target_id", "-at"], name="log_by_target"),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.actor_name} {self.action}"


class Seal(models.Model):
    """One link of the chain over finished log entries: SM3 of the previous link and the rows.

    `leaves` holds 48 bytes for each row, its id and its SM3 (seal.py), so that a difference can
    name the row.
    """

    row_security: ClassVar[Kind] = Open("只有摘要，没有内容")
    append_only = True

    number = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    epoch = models.CharField("数据库标识", max_length=40)
    upto_xid = models.BigIntegerField("截至事务号")
    rows = models.IntegerField("行数")
    leaves = models.BinaryField("各行摘要", default=b"")
    digest = models.CharField("摘要", max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日志封签"

    def __str__(self):
        return f"第{self.number}号封签"


class Happening(OwnedModel):
    """Something that happened to one record, as its page tells it. Each app has its own table,
    so that the lines of a record are seen by whoever sees the record, and follow it when it moves.
    """

    append_only = True

    at = models.DateTimeField("时间")
    verb = models.CharField("动作", max_length=60)
    account_id = models.BigIntegerField("账号", null=True)
    actor_name = models.CharField("经办", max_length=60)
    actor_unit = models.CharField("单位", max_length=60)
    data = models.JSONField("内容", default=dict)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.actor_name} {self.verb}"
