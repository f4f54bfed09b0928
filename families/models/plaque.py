"""牌匾: the register, and what each year's recheck said of it."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from families.choices import PlaqueCheck, PlaqueEnd
from families.models.constraints import a_year
from families.models.selection import Selection
from families.querysets import PlaqueQuerySet
from portal.access.models import OwnedModel
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked

MARK = "PA"


def new_token() -> str:
    """128 bits nobody can guess: what the printed picture leads to."""
    return secrets.token_hex(16)


@tracked("families_plaque")
class Plaque(OwnedModel):
    """A plaque on a door. `copy` counts: a plaque made anew has the number of the first with its
    copy behind it, and the one before is void.

    The public page asks by `token` and learns two things: does it hold, and since when.
    """

    row_security: ClassVar[Kind] = Owned()

    selection = models.ForeignKey(
        Selection, models.PROTECT, related_name="plaques", db_constraint=False
    )
    year = models.SmallIntegerField("年度")
    sequence = models.IntegerField("序号")
    copy = models.SmallIntegerField("第几块", default=1)
    token = models.CharField("查询码", max_length=32, default=new_token, editable=False)
    issued_on = models.DateField("挂牌日期")
    issued_at = models.DateTimeField("登记时间")
    issued_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    ended_on = models.DateField("失效日期", null=True, blank=True)
    ended_by = models.CharField("失效原因", max_length=10, choices=PlaqueEnd, blank=True)

    objects = PlaqueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "牌匾"
        constraints = [
            a_year("year", "plaque_of_our_time"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by="")
                | Q(ended_on__isnull=False, ended_by__in=PlaqueEnd.values),
                name="an_ended_plaque_says_when_and_by_what",
            ),
            models.UniqueConstraint(
                fields=["year", "sequence", "copy"], name="a_plaque_number_once"
            ),
            models.UniqueConstraint(fields=["token"], name="a_plaque_token_once"),
            models.UniqueConstraint(
                fields=["selection"],
                condition=Q(ended_on__isnull=True),
                name="one_plaque_holds_per_household",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="plaque_id_and_unit"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("families:plaque", args=[self.number])

    @property
    def number(self):
        """PA-2025-0037, a plaque made anew PA-2025-0037-2."""
        again = f"-{self.copy}" if self.copy > 1 else ""
        return f"{MARK}-{self.year}-{self.sequence:04d}{again}"

    @property
    def holds(self):
        return self.ended_on is None


@tracked("families_plaquereview")
class PlaqueReview(OwnedModel):
    """年度复核 of one plaque. No reason is kept but the day by which something is to be mended."""

    row_security: ClassVar[Kind] = Owned()

    plaque = models.ForeignKey(Plaque, models.PROTECT, related_name="reviews", db_constraint=False)
    year = models.SmallIntegerField("年度")
    outcome = models.CharField("结论", max_length=10, choices=PlaqueCheck)
    mend_by = models.DateField("改进期限", null=True, blank=True)
    reviewed_at = models.DateTimeField("复核时间")
    reviewed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "牌匾复核"
        constraints = [
            a_year("year", "plaquereview_of_our_time"),
            models.CheckConstraint(
                condition=Q(outcome="mends", mend_by__isnull=False)
                | (
                    Q(outcome__in=PlaqueCheck.values)
                    & ~Q(outcome="mends")
                    & Q(mend_by__isnull=True)
                ),
                name="mending_has_a_day",
            ),
            models.UniqueConstraint(fields=["plaque", "year"], name="one_review_a_year"),
        ]

    def __str__(self):
        return f"{self.year}年复核"
