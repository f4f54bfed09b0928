"""What happens to a case after it was registered: links, follow-up, instructions, extension asked.

All follow the case: seen while it is seen, moved with it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cases.choices.handling import FollowUpWay, LinkKind, Satisfaction
from cases.models.case import Case
from cases.models.constraints import in_our_time, known
from cases.models.deadline import CaseDeadline
from cases.querysets import CaseChildQuerySet, CaseLinkQuerySet, FollowUpQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked

FOLLOWS = Owned(follows=("cases_case", "case_id"))


@tracked("cases_caselink")
class CaseLink(OwnedModel):
    """Two cases that belong together. It belongs to the unit that made it and opens nothing:
    each end is still seen by whoever sees that case."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="links", db_constraint=False)
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked", db_constraint=False)
    kind = models.CharField("关系", max_length=8, choices=LinkKind)
    at = models.DateTimeField("时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("解除时间", null=True, blank=True)

    objects = CaseLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "关联事项"
        constraints = [
            known(LinkKind, "kind", "case_link_kind_known"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="no_case_links_to_itself"),
            models.UniqueConstraint(
                fields=["case", "other"],
                condition=Q(ended_at__isnull=True),
                name="two_cases_link_once",
            ),
        ]
        indexes = [models.Index(fields=["other"], name="case_link_by_other")]

    def __str__(self):
        return f"关联{self.pk}"


@tracked("cases_followup")
class FollowUp(OwnedModel):
    """回访, by someone other than the handler. Two satisfactions: with us, with who handled it.

    `next_on` is when she asks again (B7): it stands on her desk from that day, or on that of
    `next_by`, who took it over from her."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="followups", db_constraint=False)
    at = models.DateTimeField("回访时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    way = models.CharField("方式", max_length=8, choices=FollowUpWay)
    is_reached = models.BooleanField("联系上本人")
    was_answered = models.BooleanField("本人已收到答复", null=True, blank=True)
    satisfaction = models.CharField("对妇联", max_length=8, choices=Satisfaction)
    unit_satisfaction = models.CharField("对承办单位", max_length=8, choices=Satisfaction)
    why_not = models.CharField("不满意的原因", max_length=200, blank=True)
    note = models.TextField("回访情况", blank=True)
    next_on = models.DateField("下次回访", null=True, blank=True)
    next_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="接着回访的人",
    )  # fmt: skip

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回访"
        constraints = [
            in_our_time("at", "follow_up_in_our_time"),
            known(FollowUpWay, "way", "follow_up_way_known"),
            known(Satisfaction, "satisfaction", "follow_up_satisfaction_known"),
            known(Satisfaction, "unit_satisfaction", "follow_up_unit_satisfaction_known"),
            models.CheckConstraint(
                condition=Q(is_reached=True) | Q(satisfaction="none", unit_satisfaction="none"),
                name="who_was_not_reached_judged_nothing",
            ),
            models.CheckConstraint(
                condition=Q(next_by__isnull=True) | Q(next_on__isnull=False),
                name="only_a_promised_follow_up_is_taken_over",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="follow_up_by_case"),
            models.Index(
                fields=["unit_code", "next_on"],
                condition=Q(next_on__isnull=False),
                name="follow_up_promised",
            ),
        ]

    def __str__(self):
        return f"回访{self.pk}"


@tracked("cases_instruction")
class Instruction(OwnedModel):
    """领导批示: written on paper by somebody who does not sign in, typed back (users.md a13).

    Never counted."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions", db_constraint=False)
    leader = models.CharField("批示领导", max_length=30)
    on = models.DateField("批示日期")
    text = models.TextField("批示内容")
    at = models.DateTimeField("录入时间")
    typed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "领导批示"
        indexes = [models.Index(fields=["case"], name="instruction_by_case")]

    def __str__(self):
        return f"批示{self.pk}"


@tracked("cases_extensionrequest")
class ExtensionRequest(OwnedModel):
    """延期申请: asked for by one; the leader agrees (which extends the clock) or does not."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_constraint=False)
    deadline = models.ForeignKey(CaseDeadline, models.PROTECT, related_name="requests")
    length = models.SmallIntegerField("延长")
    reason = models.CharField("理由", max_length=200)
    at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_approved = models.BooleanField("批准", null=True, blank=True)
    answer = models.CharField("不同意的理由", max_length=200, blank=True)

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"],
                condition=Q(decided_at__isnull=True),
                name="one_extension_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="extension_decided_by_another",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="extension_request_by_case")]

    def __str__(self):
        return f"延期申请{self.pk}"
