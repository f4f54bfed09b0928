from typing import Self

from campaigns.querysets.core import DutyChildQuerySet
from portal.access.querysets import OwnedQuerySet


class SectionQuerySet(DutyChildQuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class PastFigureQuerySet(OwnedQuerySet):
    def of(self, *, unit_code: str, kind: str, year: int) -> Self:
        return self.filter(unit_code=unit_code, kind=kind, year=year)
