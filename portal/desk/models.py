"""What a person should know."""

import uuid
from typing import ClassVar

from django.db import models

from portal.access.querysets import PersonalQuerySet
from portal.access.row_security import Kind, Personal


class NoticeQuerySet(PersonalQuerySet):
    def unread(self):
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One line for one person. Never a name, a phone or a story: numbers and states only."""

    row_security: ClassVar[Kind] = Personal()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    text = models.CharField("内容", max_length=200)
    url = models.CharField("去处", max_length=200, blank=True)
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已看", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        indexes = [models.Index(fields=["account", "-at"], name="notice_by_account_and_time")]

    def __str__(self):
        return self.text
