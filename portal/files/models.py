"""Files on records: one shape for all apps, and the list of what lies in the store."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from portal.access.models import OwnedModel
from portal.access.row_security import Kind as RowKind
from portal.access.row_security import Open
from portal.files.choices import UNREADABLE, Consent, FileRole, Kind
from portal.files.querysets import LikenessQuerySet


class StoredFile(models.Model):
    """One file in the store. Written in the transaction of the row that uses it: a file without
    such a line belongs to nobody and is swept. `doomed_at`: replaced or taken away then, its bytes
    go after the time in which that may be undone."""

    row_security: ClassVar[RowKind] = Open("随机的文件名、摘要和大小，没有内容")

    stored = models.CharField("存储名", max_length=100, primary_key=True, db_collation="C")
    digest = models.CharField("摘要", max_length=64, db_collation="C")
    size = models.BigIntegerField("字节数")
    at = models.DateTimeField("存入时间")
    doomed_at = models.DateTimeField("撤下时间", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "存储文件"

    def __str__(self):
        return self.stored


class Likeness(models.Model):
    """Fingerprint of a stored picture (likeness.py): which others look nearly the same. It is too
    coarse to show anything: for each of nineteen windows, where eight by eight fields grow lighter.
    """

    row_security: ClassVar[RowKind] = Open("明暗走向的指纹，不能还原图片")

    stored = models.CharField("存储名", max_length=100, primary_key=True, db_collation="C")
    holder = models.CharField("归属", max_length=20, db_collation="C")
    terms = ArrayField(models.IntegerField(), verbose_name="索引词")
    marks = models.BinaryField("指纹")

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "图片指纹"
        indexes = [GinIndex(fields=["terms"], name="likeness_by_term", fastupdate=False)]

    def __str__(self):
        return self.stored


class AttachmentBase(OwnedModel):
    """A file on a record. Subclasses add the foreign key to their record, with the unit's code in
    a composite key, so that a file follows its record when that changes hands. What is sent on a
    disc is a line of its own without bytes: kind `disc`, nothing stored.

    `name` is what people called it and may hold a person's name: it never leaves for a log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.CharField("用途", max_length=10, choices=FileRole, default=FileRole.PLAIN)
    kind = models.CharField("格式", max_length=4, choices=Kind)
    name = models.CharField("文件名", max_length=120)
    caption = models.CharField("说明", max_length=100, blank=True)
    position = models.IntegerField("顺序")
    size = models.BigIntegerField("字节数")
    digest = models.CharField("摘要（SM3）", max_length=64, db_collation="C")
    stored = models.CharField("存储名", max_length=100, db_collation="C")
    width = models.IntegerField("宽", null=True, blank=True)
    height = models.IntegerField("高", null=True, blank=True)
    taken_on = models.DateField("拍摄日期", null=True, blank=True)
    consent = models.CharField("人像", max_length=10, choices=Consent, blank=True)
    has_minor = models.BooleanField("拍到未成年人", default=False)
    blurred_at = models.DateTimeField("人像遮挡时间", null=True, blank=True)
    added_at = models.DateTimeField("上传时间")
    added_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="上传人"
    )
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)
    removed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, related_name="+", verbose_name="移除人"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=FileRole.values), name="%(class)s_role_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="%(class)s_kind_known"),
            models.CheckConstraint(
                condition=Q(consent__in=["", *Consent.values]), name="%(class)s_consent_known"
            ),
            models.CheckConstraint(
                condition=(Q(kind="disc", size=0, stored="", digest=""))
                | (~Q(kind="disc") & Q(size__gt=0) & ~Q(stored="") & ~Q(digest="")),
                name="%(class)s_has_bytes_unless_on_disc",
            ),
            models.CheckConstraint(
                condition=Q(kind="jpg", width__gt=0, height__gt=0)
                | (~Q(kind="jpg") & Q(width__isnull=True, height__isnull=True)),
                name="%(class)s_only_a_picture_has_a_shape",
            ),
            models.CheckConstraint(
                condition=Q(blurred_at__isnull=True) | Q(kind="jpg"),
                name="%(class)s_only_a_picture_is_blurred",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="%(class)s_somebody_removed_it",
            ),
        ]

    def __str__(self):
        return f"材料{str(self.pk)[:8]}"

    @property
    def is_picture(self):
        return self.kind == Kind.JPG

    @property
    def is_on_disc(self):
        return self.kind == Kind.DISC

    @property
    def wants_blur(self):
        """Somebody in the picture should not be recognised, and still may be."""
        asked = self.has_minor or self.consent == Consent.NOT_GIVEN
        return self.is_picture and asked and self.blurred_at is None

    @property
    def is_sealed(self):
        return self.role == FileRole.SEALED

    @property
    def is_unreadable(self):
        """Kept and downloadable, but nothing can be read out of it (wording.md 106)."""
        return self.kind in UNREADABLE
