"""Once an hour: no file without a row, no bytes of what was taken away long ago."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from portal.files import storing
from portal.files.models import Likeness, StoredFile
from portal.files.rules import KEPT

# Longer than any upload takes from its first byte to its row.
GRACE = timedelta(hours=1)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files had no row, how many were due to go, and which rows have lost their file."""

    orphans: int
    expired: int
    missing: tuple[str, ...]


@transaction.atomic
def sweep(*, at: datetime) -> Swept:
    """Remove what belongs to nobody. Rows whose file is missing are named, never removed."""
    seen: set[str] = set()
    orphans = 0
    for group in groups(storing.listed()):
        originals = {name: storing.original_of(name) for name, _ in group}
        known = set(
            StoredFile.objects.filter(stored__in=set(originals.values())).values_list(
                "stored", flat=True
            )
        )
        seen |= {name for name, original in originals.items() if name == original in known}
        for name, written in group:
            if originals[name] not in known and at - written > GRACE:
                default_storage.delete(name)
                orphans += 1
    orphans += sweep_uploads(at)
    expired = drop_doomed(at)
    missing = StoredFile.objects.filter(at__lt=at - GRACE, doomed_at__isnull=True)
    lost = set(missing.values_list("stored", flat=True)) - seen
    return Swept(orphans, expired, tuple(sorted(lost)))


def groups(found: Iterator[tuple[str, datetime]]) -> Iterator[list[tuple[str, datetime]]]:
    while group := list(islice(found, AT_ONCE)):
        yield group


def drop_doomed(at: datetime) -> int:
    """The line goes first: should the process die, the next sweep finds files without one."""
    lines = StoredFile.objects.filter(doomed_at__lt=at - KEPT)
    doomed = list(lines.values_list("stored", flat=True)[:AT_ONCE])
    StoredFile.objects.filter(stored__in=doomed).delete()
    Likeness.objects.filter(stored__in=doomed).delete()
    for stored in doomed:
        storing.drop(stored)
    return len(doomed)


def sweep_uploads(at: datetime) -> int:
    """What a killed process left of files that were still arriving."""
    count = 0
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    for path in folder.glob("*.upload*") if folder.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if at - written > GRACE:
                path.unlink()
                count += 1
    return count
