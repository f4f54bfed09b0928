"""The dictionaries of this app and its counter of numbers. No content in them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.choices import ChannelKind, Flag
from cases.models.constraints import known
from cases.querysets import CategoryQuerySet
from portal.access.models import UnitCodeField
from portal.access.row_security import Kind, Open
from portal.audit.history import tracked


@tracked("cases_category", open_parent=True)
class Category(models.Model):
    """权益类别, two levels, versioned by validity (reference cases.md §2.2)."""

    row_security: ClassVar[Kind] = Open("类别字典")

    code = models.CharField("代码", max_length=8)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    name = models.CharField("名称", max_length=40)
    former_name = models.CharField("旧名", max_length=40, blank=True)
    description = models.CharField("说明", max_length=120, blank=True)
    lead = models.CharField("主办建议", max_length=60, blank=True)
    support = models.CharField("协办建议", max_length=60, blank=True)
    flags = ArrayField(models.CharField(max_length=4, choices=Flag), default=list, blank=True)
    synonyms = models.CharField("俗称", max_length=200, blank=True)
    pinyin = models.CharField("拼音", max_length=120, blank=True)
    initials = models.CharField("拼音首字母", max_length=40, blank=True)
    source = models.CharField("依据", max_length=60, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "权益类别"
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="one_present_category"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def needs_care(self):
        """At least 敏感: domestic or sexual violence, minors."""
        return bool({Flag.DV, Flag.MIN} & set(self.flags)) or self.code in {"0201", "0202"}


class Channel(models.Model):
    """信访形式: how a contact came in."""

    row_security: ClassVar[Kind] = Open("信访形式字典")

    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=20)
    kind = models.CharField("类别", max_length=12, choices=ChannelKind)
    has_original = models.BooleanField("有原件原文", default=False)
    position = models.SmallIntegerField("排列", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "信访形式"
        constraints = [known(ChannelKind, "kind", "channel_kind_known")]

    def __str__(self):
        return self.name


class Relation(models.Model):
    """与当事人关系: who the caller is to the person concerned."""

    row_security: ClassVar[Kind] = Open("关系字典")

    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=20)
    position = models.SmallIntegerField("排列", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "与当事人关系"

    def __str__(self):
        return self.name


class Procedure(models.Model):
    """办理程序: decides which clock runs (`rule` is a code of 期限规则; none for 法定途径)."""

    row_security: ClassVar[Kind] = Open("办理程序字典")

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=30)
    rule = models.CharField("期限规则代码", max_length=40, blank=True)
    event = models.CharField("起算事由", max_length=20, blank=True)
    note = models.CharField("说明", max_length=120, blank=True)
    position = models.SmallIntegerField("排列", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "办理程序"

    def __str__(self):
        return self.name


class HandlingWay(models.Model):
    """办理方式: what was done (调解、陪同报案、法援转介…); a case may see several."""

    row_security: ClassVar[Kind] = Open("办理方式字典")

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=20)
    position = models.SmallIntegerField("排列", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "办理方式"

    def __str__(self):
        return self.name


class Phrase(models.Model):
    """常用语: put into a text by `;;` and its short code."""

    row_security: ClassVar[Kind] = Open("常用语字典，不含业务内容")

    code = models.CharField("短码", max_length=12, primary_key=True)
    text = models.CharField("内容", max_length=120)
    position = models.SmallIntegerField("排列", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "常用语"

    def __str__(self):
        return self.text


class CaseCounter(models.Model):
    """The last number given per county and year, locked while one is taken: no gap, no double."""

    row_security: ClassVar[Kind] = Open("编号计数器")

    county_code = UnitCodeField("县级单位代码")
    year = models.SmallIntegerField("年")
    last = models.IntegerField("已用到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "事项编号计数"
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "year"], name="one_counter_per_county_and_year"
            )
        ]

    def __str__(self):
        return f"{self.county_code}-{self.year}"
