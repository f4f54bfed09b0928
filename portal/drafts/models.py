"""What was typed and not yet sent, and what was sent and must not count twice."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from portal.access.querysets import PersonalQuerySet
from portal.access.row_security import Kind, Personal
from portal.crypto.fields import EncryptedTextField


class Draft(models.Model):
    """The fields of one form as one person left them; 30 days. Encrypted: it may hold a story."""

    row_security: ClassVar[Kind] = Personal()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seal = models.UUIDField(default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    form = models.CharField("表单", max_length=80)
    content = EncryptedTextField("内容", label="drafts.draft.content")
    saved_at = models.DateTimeField("保存时间")

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "form"], name="one_draft_per_account_and_form"
            ),
        ]

    def __str__(self):
        return f"{self.form} {timezone.localtime(self.saved_at):%m-%d %H:%M}"


class Submission(models.Model):
    """A form that was sent, by the key it was given when it was shown: twenty posts, one record."""

    row_security: ClassVar[Kind] = Personal()

    key = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    result_url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "已提交的表单"

    def __str__(self):
        return str(self.key)
