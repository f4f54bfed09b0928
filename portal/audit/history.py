"""Every version of a row, written by statement-level triggers that no code path can pass by."""

from collections.abc import Callable, Sequence

import pghistory
from django.db import models

from portal.access.row_security import History


def tracked(
    table: str, *, exclude: Sequence[str] = (), open_parent: bool = False
) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: keep each inserted, updated and deleted version of the model's rows.

    `table` is the model's own table, which the history's policy asks whether the row is visible;
    `open_parent` for tables that everybody reads. Fields in `exclude` are not kept (passwords).
    """
    return pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(level=pghistory.Statement),
        pghistory.DeleteEvent(level=pghistory.Statement),
        exclude=list(exclude),
        attrs={"row_security": History(parent=table, open_parent=open_parent)},
    )
