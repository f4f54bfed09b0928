"""参评: a household in a round, what each stage gave it, and its declaration."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from families.choices import Decision, EntryState, Finding, Ground, Stage
from families.models.constraints import known
from families.models.household import Household
from families.models.round import Round
from families.querysets import EntryQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("families_entry")
class Entry(OwnedModel):
    """A household in a year's round. `stage` is where it waits; `points`, `stars` and `level` are
    what the last finished stage gave. `all_held` is whether 七无 stands.

    Leaving the round never asks for a reason and keeps none.
    """

    row_security: ClassVar[Kind] = Owned()

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries")
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="entries", db_constraint=False
    )
    year = models.SmallIntegerField("年度")
    kind = models.CharField("家庭类型", max_length=12)
    stage = models.CharField("阶段", max_length=8, choices=Stage)
    state = models.CharField("情况", max_length=12, choices=EntryState)
    declared_at = models.DateTimeField("七无承诺时间", null=True, blank=True)
    finding = models.CharField("村（社区）意见", max_length=10, choices=Finding, blank=True)
    points = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True, blank=True)
    stars = models.SmallIntegerField("星级", null=True, blank=True)
    level = models.CharField("等次", max_length=20, blank=True)
    changed_at = models.DateTimeField("变动时间")
    version = models.IntegerField("版本", default=1, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参评家庭"
        constraints = [
            known(Stage, "stage", "entry_stage_known"),
            known(EntryState, "state", "entry_state_known"),
            models.CheckConstraint(
                condition=Q(finding="") | Q(finding__in=Finding.values), name="entry_finding_known"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__gte=0, stars__lte=5),
                name="entry_has_up_to_five_stars",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="entry_id_and_unit"),
            models.UniqueConstraint(
                fields=["round", "household"], name="a_household_stands_once_in_a_round"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "unit_code", "stage"], name="entry_by_village_and_stage"),
            models.Index(fields=["household", "-year"], name="entry_by_household"),
        ]

    def __str__(self):
        return f"{self.year}-{self.household_id}"

    @property
    def status(self):
        return EntryState(self.state)

    @property
    def stands(self):
        return self.state == EntryState.TAKING_PART


@tracked("families_stagescore")
class StageScore(OwnedModel):
    """What one stage gave one household. The stages stand side by side; none is overwritten by the
    next. `answers`: {item code: answer}, only what differs from 符合. `for_code` is the unit that
    gave it; `by` another's account where it was typed in for her.
    """

    row_security: ClassVar[Kind] = Owned()

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="scores", db_constraint=False)
    stage = models.CharField("阶段", max_length=8, choices=Stage)
    for_code = UnitCodeField("评定单位代码")
    answers = models.JSONField("各项", default=dict)
    points = models.DecimalField("得分", max_digits=6, decimal_places=2)
    goods = models.SmallIntegerField("好的项数", default=0)
    stars = models.SmallIntegerField("星级", default=0)
    note = models.CharField("说明", max_length=200, blank=True)
    scored_at = models.DateTimeField("评分时间")
    scored_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    is_on_behalf = models.BooleanField("代录", default=False)
    handed_in_at = models.DateTimeField("提交时间", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评分"
        constraints = [
            known(Stage, "stage", "stagescore_stage_known"),
            models.CheckConstraint(condition=Q(points__gte=0), name="stagescore_is_never_negative"),
            models.UniqueConstraint(fields=["entry", "stage"], name="one_score_per_stage"),
        ]

    def __str__(self):
        return f"{self.entry_id}-{self.stage}"


@tracked("families_verification")
class Verification(OwnedModel):
    """县级核实: what the county decided about a reported household, and on which document.

    The row belongs to the county: village and town see only that the household is, or is not, in
    this year's list. A household stays unless a document that is lawfully known says otherwise.
    """

    row_security: ClassVar[Kind] = Owned()

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="verifications")
    decision = models.CharField("结论", max_length=8, choices=Decision)
    ground = models.CharField("依据文书", max_length=10, choices=Ground, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    decided_at = models.DateTimeField("核实时间")
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "县级核实"
        constraints = [
            known(Decision, "decision", "verification_decision_known"),
            models.CheckConstraint(
                condition=Q(decision="stays", ground="", document_number="")
                | (Q(decision="leaves", ground__in=Ground.values) & ~Q(document_number="")),
                name="leaving_names_a_lawful_document",
            ),
        ]
        indexes = [models.Index(fields=["entry"], name="verification_by_entry")]

    def __str__(self):
        return f"核实{self.pk}"
