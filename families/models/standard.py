"""评分标准: a versioned tree of blocks and items with typed rules."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from families.choices import BlockKind, HouseholdKind, RuleKind, StandardStatus, StarBy
from families.models.constraints import a_year, known
from families.querysets import PublishedQuerySet, StandardQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Published
from portal.audit.history import tracked

STEADY = ("frozen_blocks_insert", "frozen_blocks_update", "frozen_blocks_delete")


@tracked("families_standard")
class Standard(OwnedModel):
    """One version of a standard. `unit_code` is who issued it: it holds for that unit and all
    below. Frozen by its first use in a round: from then on no word of it changes, a new version is
    made instead, and no score already given is touched.

    `levels`: [{"name": "五星", "stars": 5, "least": 7}, …], best first; `least` counts points or
    goods, as `star_by` says. `good_percent`: an item is a 好 from this share of its points on.
    """

    row_security: ClassVar[Kind] = Published()

    code = models.SlugField("代号", max_length=30)
    version = models.SmallIntegerField("版次")
    name = models.CharField("名称", max_length=40)
    source = models.CharField("依据", max_length=120, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    is_proposal = models.BooleanField("本系统建议稿", default=False)
    kinds = ArrayField(
        models.CharField(max_length=12, choices=HouseholdKind),
        verbose_name="适用家庭",
        default=list,
    )
    from_year = models.SmallIntegerField("适用起始年")
    to_year = models.SmallIntegerField("适用截止年", null=True, blank=True)
    star_by = models.CharField("星级办法", max_length=8, choices=StarBy)
    good_percent = models.SmallIntegerField("“好”的比例（%）", default=80)
    levels = models.JSONField("星级", default=list, encoder=DjangoJSONEncoder)
    status = models.CharField("状态", max_length=8, choices=StandardStatus)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name="上一版",
    )
    made_at = models.DateTimeField("编制时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField("启用时间", null=True, blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评分标准"
        constraints = [
            known(StandardStatus, "status", "standard_status_known"),
            known(StarBy, "star_by", "standard_star_by_known"),
            a_year("from_year", "standard_from_our_time"),
            models.CheckConstraint(
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
                name="standard_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(good_percent__gte=1, good_percent__lte=100),
                name="standard_good_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", frozen_at__isnull=True)
                | (~Q(status="draft") & Q(frozen_at__isnull=False)),
                name="a_standard_in_use_is_frozen",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="standard_id_and_unit"),
            models.UniqueConstraint(
                fields=["unit_code", "code", "version"], name="standard_version_once_per_unit"
            ),
        ]

    def __str__(self):
        return f"{self.name}（第{self.version}版）"

    def get_absolute_url(self):
        return reverse("families:standard", args=[self.pk])

    @property
    def state(self):
        return StandardStatus(self.status)

    @property
    def is_draft(self):
        return self.status == StandardStatus.DRAFT


@tracked("families_standardblock")
class StandardBlock(OwnedModel):
    """A block of a standard: `base` points to begin with, plus what its items give, kept between
    0 and `cap`. The base of a 前提 is lost only when the county decides that one is not held."""

    row_security: ClassVar[Kind] = Published(also=STEADY)

    standard = models.ForeignKey(
        Standard, models.CASCADE, related_name="blocks", db_constraint=False
    )
    code = models.SlugField("代号", max_length=20)
    position = models.SmallIntegerField("排列")
    kind = models.CharField("类别", max_length=8, choices=BlockKind)
    title = models.CharField("名称", max_length=40)
    base = models.DecimalField("起始分", max_digits=6, decimal_places=2, default=0)
    cap = models.DecimalField("封顶分", max_digits=6, decimal_places=2, default=0)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评分标准的大项"
        constraints = [
            known(BlockKind, "kind", "standardblock_kind_known"),
            models.CheckConstraint(
                condition=Q(base__gte=0, cap__gte=F("base")), name="standardblock_base_below_cap"
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="standardblock_id_and_unit"),
            models.UniqueConstraint(fields=["standard", "code"], name="one_block_of_a_code"),
        ]

    def __str__(self):
        return self.title


@tracked("families_standarditem")
class StandardItem(OwnedModel):
    """An item with its typed rule; `settings` are the rule's own numbers and words
    (families/rules/settings.py reads them, and refuses what does not belong)."""

    row_security: ClassVar[Kind] = Published(also=STEADY)

    standard = models.ForeignKey(
        Standard, models.CASCADE, related_name="items", db_constraint=False
    )
    block = models.ForeignKey(
        StandardBlock, models.CASCADE, related_name="items", db_constraint=False
    )
    code = models.SlugField("代号", max_length=20)
    position = models.SmallIntegerField("排列")
    title = models.CharField("项目", max_length=40)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2, default=0)
    rule = models.CharField("给分办法", max_length=12, choices=RuleKind)
    settings = models.JSONField("办法的数", default=dict)
    exempt_when = models.CharField("免检情形", max_length=60, blank=True)
    evidence = models.CharField("佐证（选填）", max_length=60, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评分标准的小项"
        constraints = [
            known(RuleKind, "rule", "standarditem_rule_known"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=1000), name="standarditem_points_in_range"
            ),
            models.UniqueConstraint(fields=["standard", "code"], name="one_item_of_a_code"),
        ]

    def __str__(self):
        return self.title
