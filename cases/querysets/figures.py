from django.db import models


class FactQuerySet(models.QuerySet):
    def of_unit(self, code):
        """What this unit and all below it registered. The view itself holds to the range."""
        return self.filter(code__startswith=code)

    def within(self, period):
        return self.filter(day__gte=period.first, day__lt=period.after)
