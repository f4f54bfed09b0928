from datetime import date
from typing import Self

from django.db.models import Count, F, Sum

from portal.access.actor import Actor
from portal.access.querysets import OwnedQuerySet


class ActivityQuerySet(OwnedQuerySet):
    """Activities of a unit: seen by it and by whoever stands over it."""

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def between(self, first: date, last: date) -> Self:
        return self.filter(held_on__gte=first, held_on__lte=last)

    def of_unit(self, unit_code: str) -> Self:
        """Those of a unit and of all below it: a county's report holds its towns' activities."""
        return self.filter(unit_code__startswith=unit_code)

    def alike(self, *, unit_code: str, held_on: date, title: str, place: str) -> Self:
        """可能已记过: the same unit, day, place and title."""
        return self.standing().filter(
            unit_code=unit_code, held_on=held_on, title=title, place=place
        )

    def latest_titles(self, *, most: int) -> list[str]:
        rows = self.standing().order_by("-held_on", "-pk").values_list("title", flat=True)[:60]
        return list(dict.fromkeys(rows))[:most]

    def latest_places(self, *, most: int) -> list[str]:
        rows = self.standing().exclude(place="").order_by("-held_on", "-pk")
        return list(dict.fromkeys(rows.values_list("place", flat=True)[:60]))[:most]


class ActivityChildQuerySet(OwnedQuerySet):
    """Rows that exist only while their activity is seen."""

    def visible_to(self, actor: Actor) -> Self:
        activities = self.model._meta.get_field("activity").related_model.objects
        return self.within(actor).filter(activity__in=activities.visible_to(actor).values("pk"))

    def sums(self) -> dict[str, tuple[object, int]]:
        """{code: (sum, of how many activities)} over these figures."""
        rows = self.values("code").annotate(total=Sum("value"), held=Count(F("activity")))
        return {row["code"]: (row["total"], row["held"]) for row in rows}
