"""复查、复核: the request and what came of it. The opinion itself is written by an office above."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cases.choices.review import AskedBy, AskWay, ReviewKind, ReviewOutcome
from cases.models.case import Case
from cases.models.constraints import in_our_time, known
from cases.models.file import CaseFile
from cases.querysets import CaseChildQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("cases_casereview")
class CaseReview(OwnedModel):
    """A request for 复查 or 复核 of one written answer, and its result once it is known.

    `round` is how often the case had been reopened: each written answer is reviewed on its own.
    """

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews", db_constraint=False)
    round = models.SmallIntegerField("第几次重新办理")
    kind = models.CharField("复查或复核", max_length=8, choices=ReviewKind)
    received_on = models.DateField("收到答复日期")
    asked_on = models.DateField("申请日期")
    why_late = models.CharField("逾期的原因", max_length=200, blank=True)
    asked_by = models.CharField("谁申请", max_length=8, choices=AskedBy)
    way = models.CharField("怎样提出", max_length=8, choices=AskWay)
    body = models.CharField("复查、复核机关", max_length=60)
    claim = models.TextField("请求和理由")
    at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    outcome = models.CharField("结果", max_length=10, choices=ReviewOutcome, blank=True)
    answered_on = models.DateField("意见日期", null=True, blank=True)
    number = models.CharField("文号", max_length=40, blank=True)
    opinion = models.TextField("意见内容", blank=True)
    original = models.OneToOneField(
        CaseFile, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False,
        verbose_name="盖章的原件",
    )  # fmt: skip
    decided_at = models.DateTimeField("结果登记时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "复查、复核"
        constraints = [
            known(ReviewKind, "kind", "review_kind_known"),
            known(AskedBy, "asked_by", "review_asked_by_known"),
            known(AskWay, "way", "review_way_known"),
            in_our_time("at", "review_in_our_time"),
            models.UniqueConstraint(
                fields=["case", "round", "kind"], name="an_answer_is_reviewed_once_by_each"
            ),
            models.CheckConstraint(
                condition=Q(asked_on__gte=F("received_on")), name="review_asked_after_the_answer"
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome="", answered_on__isnull=True, decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(
                    outcome__in=ReviewOutcome.values, answered_on__gte=F("asked_on"),
                    decided_at__isnull=False, decided_by__isnull=False,
                ),
                name="a_review_with_a_result_has_its_day",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()}{self.pk}"
