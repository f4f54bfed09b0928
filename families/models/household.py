"""户: the households that take part, and what happened to each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from families.choices import GroupKind, HouseholdKind, HouseholdStatus
from families.models.constraints import a_year, known
from families.querysets import HouseholdQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Open, Owned
from portal.audit.history import tracked
from portal.audit.models import Happening
from portal.crypto.fields import EncryptedTextField
from portal.units.models import Region


@tracked("families_villagetotal")
class VillageTotal(OwnedModel):
    """总户数 of a village in one year: a figure somebody typed, never counted from files."""

    row_security: ClassVar[Kind] = Owned()

    year = models.SmallIntegerField("年")
    households = models.IntegerField("总户数")
    typed_at = models.DateTimeField("填写时间")
    typed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "总户数"
        constraints = [
            a_year("year", "villagetotal_of_our_time"),
            models.CheckConstraint(
                condition=Q(households__gte=0, households__lte=100_000),
                name="villagetotal_is_a_number_of_households",
            ),
            models.UniqueConstraint(
                fields=["unit_code", "year"], name="one_total_per_village_and_year"
            ),
        ]

    def __str__(self):
        return f"{self.unit_code}-{self.year}"


@tracked("families_neighbourgroup")
class NeighbourGroup(OwnedModel):
    """联创小组: 十户联创、单元联防 or 邻里守望."""

    row_security: ClassVar[Kind] = Owned()

    kind = models.CharField("形式", max_length=16, choices=GroupKind)
    name = models.CharField("名称", max_length=40)
    leader_name = models.CharField("组长", max_length=30, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联创小组"
        constraints = [
            known(GroupKind, "kind", "neighbourgroup_kind_known"),
            models.UniqueConstraint(fields=["id", "unit_code"], name="neighbourgroup_id_and_unit"),
            models.UniqueConstraint(
                fields=["unit_code", "kind", "name"], name="one_group_of_a_name_per_village"
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.get_kind_display()}"


@tracked("families_household")
class Household(OwnedModel):
    """A household that takes part. No identity number, no list of members: how many, and who is
    its head. `unit_code` is the village's that keeps it, `registered_code` the village's where it
    was first written down; `number` never changes.

    `home_of` is a colleague who lives here: she neither rates nor reviews it.
    """

    row_security: ClassVar[Kind] = Owned()

    number = models.CharField("户号", max_length=30, unique=True, db_collation="C")
    registered_code = UnitCodeField("建档单位代码", editable=False)
    sequence = models.IntegerField("村内顺序号")
    head_name = models.CharField("户主", max_length=30)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="村（社区）"
    )
    block = models.CharField("村民组或楼栋单元", max_length=40, blank=True)
    door = EncryptedTextField("门牌", label="families.household.door", blank=True, default="")
    members = models.SmallIntegerField("人口")
    kind = models.CharField("家庭类型", max_length=12, choices=HouseholdKind)
    group = models.ForeignKey(
        NeighbourGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="households",
        db_constraint=False,
        verbose_name="联创小组",
    )
    phone = EncryptedTextField("电话", label="families.household.phone", blank=True, default="")
    joined_year = models.SmallIntegerField("参加起始年")
    home_of = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="本系统人员的家庭",
    )
    status = models.CharField("状态", max_length=8, choices=HouseholdStatus)
    status_on = models.DateField("状态日期", null=True, blank=True)
    joined_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        db_constraint=False,
        verbose_name="并入",
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offshoots",
        db_constraint=False,
        verbose_name="分自",
    )
    registered_at = models.DateTimeField("建档时间")
    registered_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    version = models.IntegerField("版本", default=1, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "家庭"
        constraints = [
            known(HouseholdKind, "kind", "household_kind_known"),
            known(HouseholdStatus, "status", "household_status_known"),
            a_year("joined_year", "household_joined_in_our_time"),
            models.CheckConstraint(
                condition=Q(members__gte=1, members__lte=60), name="a_household_has_members"
            ),
            models.CheckConstraint(
                condition=Q(status="active", status_on__isnull=True)
                | (~Q(status="active") & Q(status_on__isnull=False)),
                name="household_left_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | Q(status="closed"),
                name="a_joined_household_is_closed",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="household_id_and_unit"),
            models.UniqueConstraint(
                fields=["registered_code", "sequence"], name="household_number_once_per_village"
            ),
        ]
        indexes = [
            models.Index(fields=["unit_code", "sequence"], name="household_by_village"),
            models.Index(
                fields=["unit_code", "-registered_at", "-id"], name="household_newest_first"
            ),
            models.Index(
                fields=["home_of"], condition=Q(home_of__isnull=False), name="household_by_home"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("families:household", args=[self.number])

    @property
    def state(self):
        return HouseholdStatus(self.status)

    @property
    def is_active(self):
        return self.status == HouseholdStatus.ACTIVE


class HouseholdHappening(Happening):
    """What happened to a household's file, line by line."""

    row_security: ClassVar[Kind] = Owned()

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="happenings", db_constraint=False
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "家庭档案经过"
        indexes = [models.Index(fields=["household", "at"], name="familyhappening_by_time")]


class HouseholdCounter(models.Model):
    """The last number given in a village, locked while one is taken: no gap, no double."""

    row_security: ClassVar[Kind] = Open("户号计数器")

    village_code = UnitCodeField("村（社区）单位代码", unique=True)
    last = models.IntegerField("已用到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "户号计数"

    def __str__(self):
        return self.village_code
