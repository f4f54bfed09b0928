from typing import Self

from campaigns.querysets.core import DutyChildQuerySet
from portal.access.actor import Actor
from portal.access.querysets import OwnedQuerySet


class SectionQuerySet(DutyChildQuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class PastFigureQuerySet(OwnedQuerySet):
    def of(self, *, unit_code: str, kind: str, year: int) -> Self:
        return self.filter(unit_code=unit_code, kind=kind, year=year)


class IntakeQuerySet(OwnedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Of the own unit alone: a county's inbox is no affair of the city's reviewers."""
        return super().visible_to(actor).filter(unit_code=actor.unit_code)
