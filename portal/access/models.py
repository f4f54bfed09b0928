"""Shapes that every table of content shares. No table of its own."""

import uuid
from typing import Any, ClassVar

from django.db import models

from portal.access.row_security import Kind, Owned, TwoSided


class UnitCodeField(models.CharField):
    """An organisational code such as 410402M07: ASCII, compared byte by byte: ranges nest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)


class OwnedModel(models.Model):
    """A row of content. `unit_code` owns it now and may change by transfer."""

    row_security: ClassVar[Kind] = Owned()

    unit_code = UnitCodeField("归属单位代码", editable=False)
    seal = models.UUIDField("密封号", default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class TwoSidedModel(models.Model):
    """A row between two units: `from_code` sends and rules, `to_code` does what is asked.

    `to_code` is empty for a unit outside the portal: then only the sender has the row.
    """

    row_security: ClassVar[Kind] = TwoSided()

    from_code = UnitCodeField("转出单位代码", editable=False)
    to_code = UnitCodeField("接收单位代码", blank=True, default="", editable=False)
    seal = models.UUIDField("密封号", default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
