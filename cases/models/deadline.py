"""期限 of a case: the clock, its pauses, its one extension. They follow the case."""

from typing import ClassVar

from django.db import models

from cases.models.case import Case
from cases.querysets import CaseChildQuerySet, CaseDeadlineQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.deadlines.models import DeadlineBase, ExtensionBase, PauseBase

FOLLOWS = Owned(follows=("cases_case", "case_id"))


@tracked("cases_casedeadline")
class CaseDeadline(DeadlineBase):
    """A clock of a case; its handler and leaders are the case's."""

    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines", db_constraint=False)

    objects = CaseDeadlineQuerySet.as_manager()

    class Meta(DeadlineBase.Meta):
        abstract = False
        constraints = [
            *DeadlineBase.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "rule"],
                condition=models.Q(status__in=["running", "paused"]),
                name="casedeadline_one_clock_of_a_rule",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_code", "strict_on"],
                condition=models.Q(status__in=["running", "paused"]),
                name="casedeadline_open_by_day",
            ),
            models.Index(fields=["case"], name="casedeadline_by_case"),
        ]

    def __str__(self):
        return f"{self.case}·{self.rule.name}"

    def owner_values(self):
        return {"case_id": self.case_id}


@tracked("cases_casepause")
class CasePause(PauseBase):
    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_constraint=False)
    deadline = models.ForeignKey(CaseDeadline, models.PROTECT, related_name="pauses")

    objects = CaseChildQuerySet.as_manager()

    class Meta(PauseBase.Meta):
        abstract = False


@tracked("cases_caseextension")
class CaseExtension(ExtensionBase):
    row_security: ClassVar[Kind] = FOLLOWS

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_constraint=False)
    deadline = models.ForeignKey(CaseDeadline, models.PROTECT, related_name="extensions")

    objects = CaseChildQuerySet.as_manager()

    class Meta(ExtensionBase.Meta):
        abstract = False
