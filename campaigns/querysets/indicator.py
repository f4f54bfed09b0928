from typing import Self

from django.db import models


class IndicatorSetQuerySet(models.QuerySet):
    def for_campaign(self, kind: str, day: object) -> Self:
        """The version that campaigns of this kind beginning on `day` use, first."""
        return self.filter(kind=kind, valid_from__lte=day).order_by("-valid_from")
