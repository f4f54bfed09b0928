"""登记表: what the full registration keeps beside the case itself (reference cases.md §1.2)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.choices.registration import AskedBefore, Evidence, ExtremeRisk, Urgency
from cases.models.case import Case
from cases.models.constraints import known
from cases.querysets import CaseChildQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.units.models import Region


@tracked("cases_registration")
class Registration(OwnedModel):
    """One per case once a block is filled: A 受理信息, E 事项, F 接待处理.

    B–D are its parties. `requests` has one line per claim: they are answered one by one. `done`
    names the blocks that were saved.
    """

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.OneToOneField(
        Case, models.PROTECT, related_name="registration", db_constraint=False
    )
    done = ArrayField(models.CharField(max_length=1), default=list, blank=True)
    # A
    source_unit = models.CharField("来文单位", max_length=60, blank=True)
    source_number = models.CharField("来文文号", max_length=40, blank=True)
    source_on = models.DateField("来文日期", null=True, blank=True)
    source_due_on = models.DateField("来文限办日期", null=True, blank=True)
    source_note = models.CharField("批示或说明", max_length=200, blank=True)
    keeps_secret = models.BooleanField("实名但要求保密", default=False)
    is_collective = models.BooleanField("集体访（5人以上）", default=False)
    is_joint = models.BooleanField("联名", default=False)
    head_count = models.SmallIntegerField("来访人数", default=1)
    delegates = models.SmallIntegerField("代表人数", null=True, blank=True)
    involved = models.IntegerField("涉及人数", null=True, blank=True)
    urgency = models.CharField("紧急程度", max_length=8, choices=Urgency, default=Urgency.NORMAL)
    is_major = models.BooleanField("重大紧急", default=False)
    is_litigation = models.BooleanField("涉法涉诉", default=False)
    is_backlog = models.BooleanField("历史积案（来源标注）", default=False)
    extreme_risk = models.CharField(
        "有无自伤、伤人等极端风险", max_length=8, choices=ExtremeRisk, default=ExtremeRisk.UNKNOWN
    )
    extreme_note = models.CharField("已采取的措施", max_length=200, blank=True)
    # B, of the person concerned
    is_first_time = models.BooleanField("首次向妇联求助", null=True, blank=True)
    asked_before = ArrayField(
        models.CharField(max_length=10, choices=AskedBefore), default=list, blank=True
    )
    # D
    victims = models.SmallIntegerField("当事人人数", default=1)
    # E
    happened_when = models.CharField("事发时间", max_length=60, blank=True)
    happened_at = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="事发地"
    )
    law = models.CharField("涉及法条", max_length=120, blank=True)
    requests = models.TextField("诉求（一行一条）", blank=True)
    evidence = ArrayField(
        models.CharField(max_length=12, choices=Evidence), default=list, blank=True
    )
    police_report = models.CharField("报警情况", max_length=200, blank=True)
    proceedings = models.CharField("诉讼、仲裁、复议情况", max_length=200, blank=True)
    attachments = models.CharField("所附材料", max_length=200, blank=True)
    # F
    opinion = models.TextField("即时意见", blank=True)
    promised_on = models.DateField("承诺答复日期", null=True, blank=True)
    consented_at = models.DateTimeField("本人同意处理个人信息", null=True, blank=True)
    consented_how = models.CharField("怎样同意", max_length=60, blank=True)

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登记表"
        constraints = [
            known(Urgency, "urgency", "registration_urgency_known"),
            known(ExtremeRisk, "extreme_risk", "registration_risk_known"),
            models.CheckConstraint(
                condition=Q(head_count__gte=0) & Q(victims__gte=0),
                name="registration_counts_are_not_negative",
            ),
        ]

    def __str__(self):
        return f"登记表{self.case_id}"

    @property
    def request_lines(self):
        return [line.strip() for line in self.requests.splitlines() if line.strip()]
