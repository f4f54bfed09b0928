from django.db import models
from django.db.models import F, OuterRef, Subquery


class ClockRuleQuerySet(models.QuerySet):
    def present(self):
        """The newest version of each rule that still stands."""
        newest = self.model.objects.filter(code=OuterRef("code")).order_by("-version")
        return self.filter(valid_to=None, pk=Subquery(newest.values("pk")[:1])).order_by("position")

    def counted(self):
        """Those with a number: 及时 has none."""
        return self.filter(length__isnull=False)


class OpenClocks(models.QuerySet):
    """What tables of deadlines share; an app's own queryset adds who sees them."""

    def running(self):
        return self.filter(status="running")

    def standing(self):
        """Running or paused: what a new notice on holidays may move."""
        return self.filter(status__in=["running", "paused"])

    def by_day(self):
        return self.order_by(F("due_at").asc(nulls_last=True), "strict_on", "pk")
