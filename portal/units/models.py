"""The tree of units and the tree of places: two trees, because a functional zone runs towns whose
place codes lie in a district (users.md c37). Both are read by all and hold no content."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from portal.access.models import UnitCodeField
from portal.access.row_security import Kind, Open
from portal.audit.history import tracked
from portal.units.choices import Level, UnitKind
from portal.units.querysets import RegionQuerySet, UnitQuerySet, ValidQuerySet


@tracked("units_region", open_parent=True)
class Region(models.Model):
    """An administrative place: 6 digits to the county, 9 to the town (民政), 12 to the village."""

    row_security: ClassVar[Kind] = Open("行政区划，公开信息")

    code = models.CharField("行政区划代码", max_length=12, unique=True, db_collation="C")
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入"
    )
    is_demo = models.BooleanField("演示用的虚构地名", default=False)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="region_level_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="region_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name


@tracked("units_unit", open_parent=True)
class Unit(models.Model):
    """A unit of the network. Its code is organisational and says who stands over whom."""

    row_security: ClassVar[Kind] = Open("单位名录，无业务内容")

    code = UnitCodeField("单位代码", unique=True)
    name = models.CharField("全称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    addressee = models.CharField("主送名称", max_length=60, blank=True)
    kind = models.CharField("类别", max_length=20, choices=UnitKind)
    level = models.CharField("级别", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="units", verbose_name="所在地"
    )
    duties = models.TextField("主要职责", blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="职责转入",
    )
    is_demo = models.BooleanField("演示用的虚构单位", default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="unit_level_known"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z]{4,24}$"),
                name="unit_code_is_capitals_and_digits",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.short_name

    @property
    def above(self):
        """Codes of the units over this one, the nearest last: they are prefixes that exist."""
        return codes_above(self.code)

    @property
    def county_code(self):
        """The county's or zone's code this unit works under; the city's for city units."""
        return county_code(self.code)


def codes_above(code: str) -> tuple[str, ...]:
    """('4104', '410402') for 410402001 and 410402M07; ('4104',) for 4104M07: city, county, town."""
    lengths = (4,) if code[4:5] == "M" else (4, 6, 9)
    return tuple(code[:length] for length in lengths if length < len(code))


def county_code(code: str) -> str:
    """410402 for 410402001 and 410402M07; 4104 for 4104 and 4104M07: numbers are per county."""
    return code[:4] if code[4:5] in {"", "M"} else code[:6]


@tracked("units_unitname", open_parent=True)
class UnitName(models.Model):
    """What a unit was called and when: a paper of 2014 prints the name of 2014 (users.md c3)."""

    row_security: ClassVar[Kind] = Open("单位曾用名，公开信息")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names", verbose_name="单位")
    name = models.CharField("全称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位名称沿革"
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to__isnull=True),
                name="one_present_name_per_unit",
            ),
        ]

    def __str__(self):
        return self.name
