"""阵地: where a woman can go in person, and what each place has."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from families.choices import ModelLevel, StationKind
from families.models.constraints import a_year, known
from families.querysets import StationQuerySet
from portal.access.models import OwnedModel
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked

BASELINE = ("has_people", "has_sign", "has_place", "has_tasks")
MODEL = ("has_office", "has_hotline", "has_computer", "has_rules", "has_team")


@tracked("families_station")
class Station(OwnedModel):
    """A station of a unit. `unit_code` is the unit that runs it.

    四有 is what every station must have, for the 100 % coverage; 五个一 is the mark of a model one
    (滨州意见 2011; users.md a8). A shelter has no
    address here: where it is, nobody reads.
    """

    row_security: ClassVar[Kind] = Owned()

    kind = models.CharField("类型", max_length=10, choices=StationKind)
    name = models.CharField("名称", max_length=60)
    address = models.CharField("地址", max_length=80, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    head = models.CharField("负责人", max_length=30, blank=True)
    staff = models.SmallIntegerField("工作人员", default=0)
    lawyers = models.SmallIntegerField("法律服务团", default=0)
    agents = models.SmallIntegerField("信访代理员", default=0)
    volunteers = models.IntegerField("志愿者", default=0)
    has_people = models.BooleanField("有人员", default=False)
    has_sign = models.BooleanField("有牌子", default=False)
    has_place = models.BooleanField("有场所", default=False)
    has_tasks = models.BooleanField("有任务目标", default=False)
    has_office = models.BooleanField("一间办公室", default=False)
    has_hotline = models.BooleanField("一条热线", default=False)
    has_computer = models.BooleanField("一台电脑", default=False)
    has_rules = models.BooleanField("一套制度", default=False)
    has_team = models.BooleanField("一支队伍", default=False)
    model_level = models.CharField("示范级别", max_length=8, choices=ModelLevel, blank=True)
    approval = models.CharField("批准文号", max_length=60, blank=True)
    opened_on = models.DateField("挂牌日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    version = models.IntegerField("版本", default=1, editable=False)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "阵地"
        constraints = [
            known(StationKind, "kind", "station_kind_known"),
            models.CheckConstraint(
                condition=Q(model_level="", approval="")
                | (Q(model_level__in=ModelLevel.values) & ~Q(approval="")),
                name="a_model_station_names_its_approval",
            ),
            models.CheckConstraint(
                condition=Q(staff__gte=0, lawyers__gte=0, agents__gte=0, volunteers__gte=0),
                name="station_people_are_not_negative",
            ),
            models.UniqueConstraint(
                fields=["unit_code", "kind", "name"],
                condition=Q(closed_on__isnull=True),
                name="one_open_station_of_a_name",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_code", "-registered_at", "-id"], name="station_by_unit"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("families:station", args=[self.pk])

    @property
    def is_open(self):
        return self.closed_on is None

    @property
    def is_baseline(self):
        """四有."""
        return all(getattr(self, name) for name in BASELINE)

    @property
    def is_model(self):
        """五个一."""
        return all(getattr(self, name) for name in MODEL)

    @property
    def missing(self):
        """What of 四有 it has not yet, in words."""
        names = [name for name in BASELINE if not getattr(self, name)]
        return [self._meta.get_field(name).verbose_name for name in names]


@tracked("families_stationtarget")
class StationTarget(OwnedModel):
    """应建: how many towns of a county should have a station. A figure somebody typed."""

    row_security: ClassVar[Kind] = Owned()

    year = models.SmallIntegerField("年")
    towns = models.SmallIntegerField("应建乡镇（街道）维权站")
    typed_at = models.DateTimeField("填写时间")
    typed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应建数"
        constraints = [
            a_year("year", "stationtarget_of_our_time"),
            models.CheckConstraint(
                condition=Q(towns__gte=0, towns__lte=1000), name="stationtarget_is_a_number"
            ),
            models.UniqueConstraint(fields=["unit_code", "year"], name="one_station_target_a_year"),
        ]

    def __str__(self):
        return f"{self.unit_code}-{self.year}"
