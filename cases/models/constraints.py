"""Constraints that several tables share."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

FIRST = datetime(1900, 1, 1, tzinfo=UTC)


def known(choices: type[models.TextChoices], field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def in_our_time(field: str, name: str) -> models.CheckConstraint:
    """A moment of year 1 is stored by PostgreSQL and cannot be read by the driver: one such row
    would take down every list it stands in."""
    condition = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": FIRST})
    return models.CheckConstraint(condition=condition, name=name)
