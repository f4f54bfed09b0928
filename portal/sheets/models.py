"""Files being imported, and the columns somebody likes to export."""

import base64
import json
import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.access.models import OwnedModel
from portal.access.querysets import PersonalQuerySet
from portal.access.row_security import Kind, Owned, Personal
from portal.audit.history import tracked
from portal.crypto.fields import EncryptedTextField
from portal.sheets.querysets import ColumnSetQuerySet


class Upload(models.Model):
    """One file between its dry run and its import; a day, then it is gone (sheets_prune).

    The file lies in the row, encrypted: a row without a file, or a file without a row, cannot be.
    `result` is the dry run's summary, `secrets` what may be shown once; both encrypted.
    """

    row_security: ClassVar[Kind] = Personal()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seal = models.UUIDField(default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    sheet = models.CharField("表格", max_length=40)
    file_name = models.CharField("文件名", max_length=120)
    content = EncryptedTextField("文件", label="sheets.upload.content")
    result = EncryptedTextField("检查结果", label="sheets.upload.result")
    secrets = EncryptedTextField(
        "只显示一次的内容", label="sheets.upload.secrets", blank=True, default=""
    )
    made = models.IntegerField("导入", default=0)
    known = models.IntegerField("已存在", default=0)
    uploaded_at = models.DateTimeField("上传时间")
    imported_at = models.DateTimeField("导入时间", null=True, blank=True)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入文件"
        constraints = [
            models.CheckConstraint(
                condition=Q(made=0, known=0) | Q(imported_at__isnull=False),
                name="an_imported_file_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.sheet} {timezone.localtime(self.uploaded_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("sheets:upload", args=[self.pk])

    @property
    def bytes(self):
        """The file as it was sent; b"" once it is imported."""
        return base64.b64decode(self.content)

    @property
    def summary(self):
        """What the dry run found: counts, and the first bad cells as [row, label, words]."""
        return json.loads(self.result)

    @property
    def is_done(self):
        return self.imported_at is not None


@tracked("sheets_columnset")
class ColumnSet(OwnedModel):
    """Her columns in her order, by a name of her own; shared with the unit if she likes."""

    row_security: ClassVar[Kind] = Owned()

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    export = models.CharField("表格", max_length=40)
    name = models.CharField("名称", max_length=20)
    columns = ArrayField(models.CharField(max_length=30), verbose_name="列")
    is_shared = models.BooleanField("本单位共用", default=False)

    objects = ColumnSetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导出列"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit_code", "export", "name"],
                name="one_column_set_per_name",
            ),
            models.CheckConstraint(
                condition=Q(columns__len__gt=0), name="a_column_set_has_columns"
            ),
        ]

    def __str__(self):
        return self.name
