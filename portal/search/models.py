"""Where the tokens stand. The web has no right on this table: two functions write and answer."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from portal.access.models import UnitCodeField
from portal.access.row_security import Closed, Kind


class Entry(models.Model):
    """What one object is found by: numbers only (tokens.py), no word and no phone in clear.

    `unit_code` follows its object by a trigger (migration 0002); "" belongs to everybody. Beside
    the document's tokens stand those of the units over it, so that a county's search reads little.
    """

    row_security: ClassVar[Kind] = Closed()

    pk = models.CompositePrimaryKey("kind", "object_id")
    kind = models.CharField(max_length=24)
    object_id = models.BigIntegerField()
    unit_code = UnitCodeField(blank=True)
    at = models.DateTimeField()
    tokens = ArrayField(models.IntegerField())

    class Meta:
        db_table = "search_entry"
        verbose_name = verbose_name_plural = "检索项"
        indexes = [
            GinIndex(fields=["tokens"], name="search_by_token"),
            models.Index(fields=["kind", "-at", "-object_id"], name="search_newest_of_kind"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"
