"""评审优秀案例: off unless the planner, with an approving paper, turns it on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.choices import Grade, JudgingPhase
from campaigns.models.campaign import Campaign, known
from campaigns.models.duty import Duty
from campaigns.querysets import SentDownQuerySet
from campaigns.querysets.judging import (
    JudgedCaseQuerySet,
    JudgedTextQuerySet,
    JudgeQuerySet,
    JudgingQuerySet,
)
from campaigns.rules.scoring import Item
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned, Published
from portal.audit.history import tracked


@tracked("campaigns_judging")
class Judging(OwnedModel):
    """The switch of one campaign, its phase, and the rubric as it was when it was turned on. Sent
    down: judges of other units read title and rubric; no judge, case or score stands here."""

    row_security: ClassVar[Kind] = Published()

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="judgings", db_constraint=False
    )
    title = models.CharField("名称", max_length=120)
    basis = models.CharField("批准文件", max_length=120)
    is_blind = models.BooleanField("隐去单位", default=True)
    rubric_version = models.SmallIntegerField("评分标准版本")
    rubric = models.JSONField("评分标准")
    phase = models.CharField(
        "阶段", max_length=12, choices=JudgingPhase, default=JudgingPhase.PREPARING
    )
    at = models.DateTimeField("开启时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("开始评审时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = JudgingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案例评审"
        constraints = [
            known(JudgingPhase, "phase", "judging_phase_known"),
            models.UniqueConstraint(
                fields=["campaign"], condition=~Q(phase="off"), name="judging_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(phase__in=["preparing", "scoring"], ended_at__isnull=True)
                | Q(phase__in=["concluded", "off"], ended_at__isnull=False),
                name="judging_ended_when_it_is_over",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="judging_id_and_unit"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("campaigns:judging", args=[self.campaign_id])

    @property
    def state(self):
        return JudgingPhase(self.phase)

    @property
    def items(self) -> list[Item]:
        return [Item(**row) for row in self.rubric]


@tracked("campaigns_judgedcase")
class JudgedCase(OwnedModel):
    """A case in a judging, of the unit that judges alone: whose it is, the text being made ready.
    `number` is drawn, so that it tells nothing; `version` is the sent version it was taken from.

    `content`: {title, hosts, sections: [{key, heading, text}]}.
    """

    row_security: ClassVar[Kind] = Owned()

    judging = models.ForeignKey(Judging, models.PROTECT, related_name="cases", db_constraint=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+", verbose_name="案例")
    number = models.SmallIntegerField("案例编号")
    version = models.IntegerField("取自第几次报送")
    content = models.JSONField("评委所读正文")
    dropped_at = models.DateTimeField("移出时间", null=True, blank=True)
    dropped_reason = models.CharField("移出理由", max_length=200, blank=True)

    objects = JudgedCaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参评案例"
        constraints = [
            models.UniqueConstraint(fields=["judging", "duty"], name="judged_case_once"),
            models.UniqueConstraint(fields=["judging", "number"], name="judged_case_number_once"),
            models.UniqueConstraint(fields=["id", "unit_code"], name="judged_case_id_and_unit"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_reason="")
                | (Q(dropped_at__isnull=False) & ~Q(dropped_reason="")),
                name="a_case_is_dropped_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"案例{self.number}"


@tracked("campaigns_judgedtext")
class JudgedText(OwnedModel):
    """已核对: what the judges of a case read. It is there only while somebody stands for it; when
    the case changes the row goes, and with it what they may read."""

    row_security: ClassVar[Kind] = Published(also=("reader",))

    case = models.OneToOneField(
        JudgedCase, models.PROTECT, related_name="text", db_constraint=False
    )
    content = models.JSONField("正文")
    at = models.DateTimeField("核对时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    by_name = models.CharField("核对人", max_length=60)

    objects = JudgedTextQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核对过的正文"

    def __str__(self):
        return f"正文{self.case_id}"


@tracked("campaigns_judgeseat")
class JudgeSeat(OwnedModel):
    """评委: somebody of a unit under the one that judges. Who left is counted no more."""

    row_security: ClassVar[Kind] = Owned()

    judging = models.ForeignKey(Judging, models.PROTECT, related_name="seats", db_constraint=False)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=60)
    seat_code = UnitCodeField("评委单位代码", editable=False)
    seat_name = models.CharField("评委单位", max_length=60)
    named_at = models.DateTimeField("请来时间")
    named_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    left_at = models.DateTimeField("退出时间", null=True, blank=True)
    left_reason = models.CharField("退出理由", max_length=200, blank=True)

    objects = JudgeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评委"
        constraints = [
            models.UniqueConstraint(
                fields=["judging", "account"], condition=Q(left_at=None), name="one_seat_a_judge"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_reason="")
                | (Q(left_at__isnull=False) & ~Q(left_reason="")),
                name="a_judge_leaves_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.name


class JudgingResult(OwnedModel):
    """结果: which cases have which 等次, added and never changed; a correction is another row that
    says why. Sent down: 等次 are no secret. Points stay with the unit that judges, on the sheets
    that were handed in.

    `grades`: [{duty, number, unit, title, grade}].
    """

    append_only = True
    row_security: ClassVar[Kind] = Published()

    judging = models.ForeignKey(
        Judging, models.PROTECT, related_name="results", db_constraint=False
    )
    number = models.SmallIntegerField("第几次")
    grades = models.JSONField("等次")
    decided_by = models.CharField("同分由谁决定", max_length=60, blank=True)
    tie_reason = models.CharField("同分排先后的理由", max_length=200, blank=True)
    reason = models.CharField("更正理由", max_length=200, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    by_name = models.CharField("登记人", max_length=60)

    objects = SentDownQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评审结果"
        constraints = [
            models.UniqueConstraint(fields=["judging", "number"], name="judging_result_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_corrected_result_says_why"
            ),
            models.CheckConstraint(
                condition=Q(decided_by="", tie_reason="") | (~Q(decided_by="") & ~Q(tie_reason="")),
                name="a_decided_tie_says_by_whom_and_why",
            ),
        ]

    def __str__(self):
        return f"结果{self.judging_id}·{self.number}"

    @property
    def said(self):
        return [row | {"label": Grade(row["grade"]).label} for row in self.grades]
