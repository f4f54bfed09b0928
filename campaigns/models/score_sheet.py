from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.judging import JudgedCase, Judging
from campaigns.querysets.judging import ScoreSheetQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("campaigns_scoresheet")
class ScoreSheet(OwnedModel):
    """One judge, one text of a case, and what she gives it; or that she steps aside, and why.

    Owned by the judge's unit, for she may not see the case itself: `number` is all that she knows
    of whose it is. A case that was sent anew has another `version` and is scored on another sheet.
    """

    row_security: ClassVar[Kind] = Owned(also=("judge", "given", "unhanded", "taken"))

    judging = models.ForeignKey(Judging, models.PROTECT, related_name="sheets", db_constraint=False)
    case = models.ForeignKey(JudgedCase, models.PROTECT, related_name="sheets", db_constraint=False)
    planner_code = UnitCodeField("评审单位代码", editable=False)
    judge = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    judge_name = models.CharField("评委", max_length=60)
    number = models.SmallIntegerField("案例编号")
    version = models.IntegerField("评的是第几次报送")
    scores = models.JSONField("评分", default=dict, blank=True)
    comment = models.CharField("评语", max_length=300, blank=True)
    handed_at = models.DateTimeField("交出时间", null=True, blank=True)
    aside_at = models.DateTimeField("回避时间", null=True, blank=True)
    aside_reason = models.CharField("回避理由", max_length=200, blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评分表"
        constraints = [
            models.UniqueConstraint(fields=["case", "judge", "version"], name="score_sheet_once"),
            models.CheckConstraint(
                condition=Q(aside_at__isnull=True, aside_reason="")
                | (Q(aside_at__isnull=False, handed_at__isnull=True) & ~Q(aside_reason="")),
                name="who_steps_aside_says_why_and_hands_in_nothing",
            ),
        ]
        indexes = [models.Index(fields=["judge", "handed_at"], name="score_sheet_by_judge")]

    def __str__(self):
        return f"案例{self.number}"

    def get_absolute_url(self):
        return reverse("campaigns:score", args=[self.pk])

    @property
    def total(self) -> int:
        return sum(self.scores.values())
