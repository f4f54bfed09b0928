"""What comes otherwise than through the file box: on a disc, or from another record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.access import Actor
from portal.access.refusal import Refused
from portal.files import storing
from portal.files.actions.rows import (
    GONE,
    keep_row,
    locked,
    next_place,
    one,
    refuse_too_many,
)
from portal.files.choices import FileRole, Kind, Size, fitting
from portal.files.models import AttachmentBase, Likeness
from portal.files.pictures import Picture
from portal.files.registry import Holder
from portal.files.sanitise import drawn_anew

ONLY_PICTURES = "只能选用照片。"
HERE_ALREADY = "这张照片已经在材料里。"
# What a file keeps when it goes over to another record.
MOVED = (
    "role", "kind", "name", "caption", "size", "digest", "stored", "width", "height", "taken_on",
    "consent", "has_minor", "blurred_at", "added_at", "added_by_id",
)  # fmt: skip


@transaction.atomic
def note_disc(
    *, holder: Holder, record: Any, name: str, actor: Actor, at: datetime
) -> AttachmentBase:
    """Say that something is handed in on a disc or stick (users.md a2). `name`: what is on it."""
    record = locked(holder, record, actor)
    refuse_too_many(holder, record, actor)
    file = holder.model.objects.create(
        **{holder.parent: record},
        **holder.owner(record, actor),
        role=FileRole.PLAIN,
        kind=Kind.DISC,
        name=name,
        position=next_place(holder, record, actor),
        size=0,
        digest="",
        stored="",
        added_at=at,
        added_by_id=actor.account_id,
    )
    holder.told(record, "file_disc", actor=actor, at=at, text=f"光盘、U盘，{name}")
    return file


@transaction.atomic
def copy(
    *,
    holder: Holder,
    record: Any,
    source: Holder,
    source_record: Any,
    file_id: UUID,
    actor: Actor,
    at: datetime,
) -> AttachmentBase:
    """Take a picture of another record she may see into this one, with all that is said of it.

    `source_record` is given as it exists for this person. Raises Refused.
    """
    record = locked(holder, record, actor)
    refuse_too_many(holder, record, actor)
    file = source.files_of(source_record, actor).filter(pk=file_id).first()
    if file is None or not file.is_picture:
        raise Refused(ONLY_PICTURES if file else GONE)
    if holder.files_of(record, actor).filter(digest=file.digest).exists():
        raise Refused(HERE_ALREADY)
    clean = drawn_anew(file.name, picture_of(file))
    stored = storing.put(clean, folder=holder.name, at=at)
    try:
        made = keep_row(
            holder, record, clean, stored, actor=actor, at=at, role=file.role, caption=file.caption,
            consent=file.consent, has_minor=file.has_minor, blurred_at=file.blurred_at,
        )  # fmt: skip
        text = f"{FileRole(made.role).label}：{made.name}"
        holder.told(record, "file", actor=actor, at=at, text=text, kind=made.kind, size=made.size)
    except BaseException:
        storing.drop(stored)
        raise
    return made


@transaction.atomic
def move(
    *,
    holder: Holder,
    record: Any,
    source: Holder,
    source_record: Any,
    file_id: UUID,
    actor: Actor,
    at: datetime,
    **said: Any,
) -> AttachmentBase:
    """Take a file from one record to another: the bytes stay where they lie, the row goes over.

    `said`: what is known of it now (role, caption, and fields of the new row's own). Raises Refused
    when she may not change the files of both.
    """
    record = locked(holder, record, actor)
    source_record = locked(source, source_record, actor)
    file = one(source, source_record, actor, file_id)
    refuse_too_many(holder, record, actor)
    kept = {name: getattr(file, name) for name in MOVED} | said
    made = holder.model.objects.create(
        **{holder.parent: record},
        **holder.owner(record, actor),
        **kept | {"role": fitting(kept["role"], file.kind)},
        position=next_place(holder, record, actor),
    )
    Likeness.objects.filter(stored=file.stored).update(holder=holder.name)
    file.delete()
    text = f"{FileRole(made.role).label}：{made.name}"
    holder.told(record, "file", actor=actor, at=at, text=text, kind=made.kind, size=made.size)
    return made


def picture_of(file: AttachmentBase) -> Picture:
    parts = []
    for name in (file.stored, *(storing.copy_of(file.stored, s) for s in (Size.LARGE, Size.SMALL))):
        with storing.fetch(name) as kept:
            parts.append(kept.read())
    main, large, small = parts
    return Picture(main, large, small, file.width, file.height, file.taken_on)
