"""催办 of a late case by the unit above the one that has it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cases.choices.pressing import PressStep, PressWay
from cases.models.case import Case
from cases.models.constraints import in_our_time, known
from cases.models.deadline import CaseDeadline
from cases.models.file import CaseFile
from cases.querysets import CaseChildQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("cases_casepress")
class CasePress(OwnedModel):
    """One step of 提醒 → 催办 → 督办 and what the unit below answered.

    A table of its own beside Chase: that one hangs on a referral and belongs to two units, this one
    follows its case. `held_by` is the unit that had the case then, `clock` the term of its answer:
    while that runs, an answer is waited for. `is_over` when the case went to another unit or was
    reopened since: a later delay is pressed from the first step on. `paper` is the number of the
    督办单 it went out on; `original` the stamped answer, one of the files of the case.
    """

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="presses", db_constraint=False)
    held_by = UnitCodeField("当时的经办单位", editable=False)
    step = models.CharField("步骤", max_length=10, choices=PressStep)
    way = models.CharField("方式", max_length=10, choices=PressWay)
    spoke_with = models.CharField("谁接的", max_length=40, blank=True)
    answer = models.CharField("怎么答复", max_length=200, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    by_unit = models.CharField("催办单位", max_length=60)
    clock = models.ForeignKey(
        CaseDeadline, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="回复期限",
    )  # fmt: skip
    is_over = models.BooleanField("已了结", default=False)
    paper = models.CharField("督办单", max_length=60, blank=True)
    why_skipped = models.CharField("不按次序的理由", max_length=200, blank=True)
    reply = models.CharField("办理情况回复", max_length=500, blank=True)
    replied_at = models.DateTimeField("回复时间", null=True, blank=True)
    replied_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    original = models.ForeignKey(
        CaseFile, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False,
        verbose_name="书面回复的原件",
    )  # fmt: skip

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒、催办、督办"
        constraints = [
            known(PressStep, "step", "press_step_known"),
            known(PressWay, "way", "press_way_known"),
            in_our_time("at", "press_in_our_time"),
            models.CheckConstraint(
                condition=Q(step="supervise") | Q(paper=""), name="only_a_supervision_has_a_paper"
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True, replied_by__isnull=True)
                | (~Q(reply="") & Q(replied_at__isnull=False, replied_by__isnull=False)),
                name="a_reply_has_its_time_and_person",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="press_by_case")]

    def __str__(self):
        return f"{self.get_step_display()}{self.pk}"
