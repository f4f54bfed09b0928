from portal.access.querysets import OwnedQuerySet, ScopedQuerySet


class FactQuerySet(ScopedQuerySet):
    def visible_to(self, actor):
        """Counted is what her range registered; the view asks the same a second time."""
        return self.within(actor, "code")

    def of_unit(self, code):
        """What this unit and all below it registered."""
        return self.filter(code__startswith=code)


class FiguresIssueQuerySet(OwnedQuerySet):
    def of(self, unit, period):
        """What was reported of this unit and period, by whomever, the latest first."""
        return self.filter(scope_code=unit, period=period.name).order_by("-at", "-pk")

    def standing(self):
        """Not corrected since."""
        return self.filter(correction__isnull=True)
