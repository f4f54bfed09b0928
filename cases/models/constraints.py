"""Constraints that several tables share."""

from django.db import models
from django.db.models import Q


def known(choices: type[models.TextChoices], field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)
