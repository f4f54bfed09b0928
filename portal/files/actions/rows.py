"""What every write about files begins with, and the row of a file with what stands behind it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from portal.access import Actor
from portal.access.refusal import Refused
from portal.files import likeness
from portal.files.choices import fitting
from portal.files.models import AttachmentBase, Likeness, StoredFile
from portal.files.pictures import Picture, opened
from portal.files.registry import Holder
from portal.files.sanitise import Clean

GONE = "这份材料已被移除。"
THEIRS = "这份材料是对方单位上传的，由对方修改或移除。"


def locked(holder: Holder, record: Any, actor: Actor) -> Any:
    """The record as it is now, locked. Raises Refused when she may not change its files."""
    record = holder.lock(record, actor)
    if refusal := holder.refusal(record, actor):
        raise Refused(refusal)
    return record


def one(holder: Holder, record: Any, actor: Actor, file_id: UUID) -> AttachmentBase:
    found = holder.files_of(record, actor).select_for_update(of=("self",)).filter(pk=file_id)
    file = found.first()
    if file is None:
        raise Refused(GONE)
    if holder.is_shared and file.unit_code != actor.unit_code:
        raise Refused(THEIRS)
    return file


def refuse_too_many(holder: Holder, record: Any, actor: Actor) -> None:
    count = holder.files_of(record, actor).count()
    if count >= holder.most:
        raise Refused(f"材料已有{count}份，最多{holder.most}份，请先移除不需要的。")


def next_place(holder: Holder, record: Any, actor: Actor) -> int:
    siblings = holder.model.objects.visible_to(actor).filter(**{holder.parent: record})
    return (siblings.aggregate(last=Max("position"))["last"] or 0) + 1


def keep_bytes(holder: Holder, clean: Clean, stored: str, at: datetime) -> None:
    """The line that says whose the bytes are, and the fingerprint of a picture."""
    StoredFile.objects.create(stored=stored, digest=clean.digest, size=clean.size, at=at)
    if clean.picture:
        keep_likeness(holder, clean.picture, stored)


def keep_likeness(holder: Holder, picture: Picture, stored: str) -> None:
    marks = likeness.marks_to_keep(opened(picture.small))
    Likeness.objects.create(
        stored=stored,
        holder=holder.name,
        terms=likeness.terms(marks),
        marks=likeness.packed(marks),
    )


def keep_row(
    holder: Holder,
    record: Any,
    clean: Clean,
    stored: str,
    *,
    actor: Actor,
    at: datetime,
    **said: Any,
) -> AttachmentBase:
    """`said`: role, caption and what else people say of a file."""
    keep_bytes(holder, clean, stored, at)
    picture = clean.picture
    return holder.model.objects.create(
        **{holder.parent: record},
        **said | {"role": fitting(said["role"], clean.kind)},
        **holder.owner(record, actor),
        kind=clean.kind,
        name=clean.name,
        position=next_place(holder, record, actor),
        size=clean.size,
        digest=clean.digest,
        stored=stored,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        taken_on=clean.taken_on,
        added_at=at,
        added_by_id=actor.account_id,
    )
