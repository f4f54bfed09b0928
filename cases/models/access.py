"""Who may read a case besides its unit's leader, and who must not."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from cases.choices import ReadingKind
from cases.models.case import Case
from cases.models.constraints import known
from cases.querysets import RecusalQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.querysets import OwnedQuerySet, PersonalQuerySet
from portal.access.row_security import Kind, Owned, Personal
from portal.audit.history import tracked


@tracked("cases_recusal")
class Recusal(OwnedModel):
    """Who must not see a case, though her range would show it: one account or one unit.

    It does not follow its case (the case's own policy asks this table); it holds no story.
    """

    row_security: ClassVar[Kind] = Owned()

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals", db_constraint=False)
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recused_unit_code = UnitCodeField("回避单位代码", blank=True, default="")
    reason = models.CharField("理由", max_length=200)
    at = models.DateTimeField("时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("解除时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        constraints = [
            models.CheckConstraint(
                condition=(Q(account__isnull=False) & Q(recused_unit_code=""))
                | (Q(account__isnull=True) & ~Q(recused_unit_code="")),
                name="a_recusal_names_an_account_or_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="recusal_by_case")]

    def __str__(self):
        return f"回避{self.pk}"


@tracked("cases_reader")
class Reader(OwnedModel):
    """Who may read a 限定知悉 case besides its leader: named on it, or in an emergency."""

    row_security: ClassVar[Kind] = Owned()

    case = models.ForeignKey(Case, models.PROTECT, related_name="readers", db_constraint=False)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    kind = models.CharField("方式", max_length=10, choices=ReadingKind)
    reason = models.CharField("理由", max_length=200, blank=True)
    at = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "知悉人员"
        constraints = [
            known(ReadingKind, "kind", "reading_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="named") | (Q(until__isnull=False) & ~Q(reason="")),
                name="emergency_reading_ends_and_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["account", "case"], name="reader_by_account")]

    def __str__(self):
        return f"知悉{self.pk}"


class NumberQuestion(models.Model):
    """That somebody asked whether a number is known elsewhere. So many a day, else it would be an
    oracle; which number is not kept."""

    row_security: ClassVar[Kind] = Personal()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    at = models.DateTimeField("时间")

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "号码查询次数"
        indexes = [models.Index(fields=["account", "at"], name="question_by_account_and_time")]

    def __str__(self):
        return f"查询{self.pk}"
