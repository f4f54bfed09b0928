"""Her safety: what is asked about it, what is done for it, and what is reported for a child."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cases.choices.danger import (
    ActKind,
    Answer,
    Item,
    MinorOutcome,
    MinorSituation,
    RiskLevel,
    ScreeningKind,
)
from cases.models.case import Case
from cases.models.constraints import in_our_time, known
from cases.querysets import CaseChildQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.crypto.fields import EncryptedTextField

FOLLOWS = Owned(follows=("cases_case", "case_id"))


@tracked("cases_riskscreening")
class RiskScreening(OwnedModel):
    """One look at the danger she is in; the rows of a case are its history, the latest counts.

    `answers` maps an item's name to Answer. `level` is the colour after it, `suggested` what the
    answers alone would give: lower than the level only until the leader agrees.
    """

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="screenings", db_constraint=False)
    kind = models.CharField("方式", max_length=10, choices=ScreeningKind)
    answers = models.JSONField("回答", default=dict, blank=True)
    score = models.SmallIntegerField("答“是”的项数", default=0)
    red_lines = models.SmallIntegerField("命中红线", default=0)
    unknown = models.SmallIntegerField("“不知道”的项数", default=0)
    suggested = models.CharField("按回答", max_length=8, choices=RiskLevel, blank=True)
    level = models.CharField("等级", max_length=8, choices=RiskLevel, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "危险性评估"
        constraints = [
            known(ScreeningKind, "kind", "screening_kind_known"),
            models.CheckConstraint(
                condition=Q(level__in=["", *RiskLevel.values]), name="screening_level_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="lowered") | ~Q(note=""), name="lowering_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["case", "-at"], name="screening_by_case")]

    def __str__(self):
        return f"{self.get_kind_display()}{self.pk}"

    @property
    def colour(self):
        return RiskLevel(self.level) if self.level else None

    def answer_to(self, item: Item) -> str:
        """The answer in words; an item that was not asked then gives nothing."""
        given = self.answers.get(item.name, "")
        return item.grave if given == Answer.GRAVE else Answer(given).label if given else ""


@tracked("cases_safetyact")
class SafetyAct(OwnedModel):
    """One thing that was done to keep her safe: when, by whom or where. `place` and `phone` never
    leave toward the respondent: encrypted, hidden in print and export."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="safety_acts", db_constraint=False)
    kind = models.CharField("做了什么", max_length=16, choices=ActKind)
    done_at = models.DateTimeField("什么时候")
    whom = models.CharField("单位或人", max_length=60, blank=True)
    until = models.DateField("到哪天", null=True, blank=True)
    place = EncryptedTextField("地点", label="cases.safetyact.place", blank=True, default="")
    phone = EncryptedTextField("联系电话", label="cases.safetyact.phone", blank=True, default="")
    note = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保护措施"
        constraints = [
            known(ActKind, "kind", "safety_act_kind_known"),
            in_our_time("done_at", "safety_act_done_in_our_time"),
        ]
        indexes = [models.Index(fields=["case", "done_at"], name="safety_act_by_case")]

    def __str__(self):
        return f"{self.get_kind_display()}{self.pk}"


@tracked("cases_minorreport")
class MinorReport(OwnedModel):
    """强制报告: who reported to the police, when, and the receipt's number; or why none was due.

    未成年人保护法 11 and the 强制报告意见 (2020) 2 oblige the clerk as 公职人员 (users.md c13).
    """

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="minor_reports", db_constraint=False
    )
    outcome = models.CharField("处理", max_length=14, choices=MinorOutcome)
    situation = models.CharField("情形", max_length=12, choices=MinorSituation, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True, blank=True)
    reporter = models.CharField("报告人", max_length=30, blank=True)
    reported_to = models.CharField("接报单位和人", max_length=60, blank=True)
    receipt_number = models.CharField("回执号或警情号", max_length=40, blank=True)
    reason = models.CharField("不需报告的理由", max_length=300, blank=True)
    at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "强制报告"
        constraints = [
            in_our_time("reported_at", "minor_reported_in_our_time"),
            models.CheckConstraint(
                condition=(
                    Q(outcome="reported", reported_at__isnull=False)
                    & ~Q(reporter="")
                    & ~Q(reported_to="")
                )
                | (Q(outcome="not_required") & ~Q(reason="")),
                name="a_report_says_when_who_and_whom_or_why_not",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="minor_report_by_case")]

    def __str__(self):
        return f"强制报告{self.pk}"
