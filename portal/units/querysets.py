from django.db import models
from django.db.models import Q


class ValidQuerySet(models.QuerySet):
    """Things with a validity: they are never deleted, only end."""

    def valid_on(self, day):
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class RegionQuerySet(ValidQuerySet):
    def under(self, code):
        """A place and all places within it: the codes nest after their trailing zeros."""
        return self.filter(code__startswith=code.removesuffix("00"))


class UnitQuerySet(ValidQuerySet):
    def managed_by(self, actor):
        """Units whose accounts the actor manages."""
        start, end = actor.managed_range
        return self.filter(code__gte=start, code__lt=end) if start else self.none()
