"""Constraints that several tables share."""

from django.db import models
from django.db.models import Q


def known(choices: type[models.TextChoices], field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def a_year(field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": 2000, f"{field}__lte": 2199}),
        name=name,
    )
