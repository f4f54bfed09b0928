"""Files on a record: put there, described, ordered, taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.files import likeness, storing
from portal.files.choices import Consent, FileRole, Kind
from portal.files.models import AttachmentBase, Likeness, StoredFile
from portal.files.pictures import Picture, opened
from portal.files.registry import Holder
from portal.files.sanitise import Clean, examine, too_large
from portal.files.uploads import Refuse

GONE = "这份材料已被移除。"
NOT_ALL = "材料的顺序刚刚变过，请刷新后再调整。"
CONSENT_FIRST = "拍到未成年人的照片，请先写明是否已征得监护人同意。"


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
    return file


@transaction.atomic
def attach(
    *,
    holder: Holder,
    record: Any,
    upload: Any,
    actor: Actor,
    at: datetime,
    role: str = FileRole.PLAIN,
    caption: str = "",
) -> AttachmentBase:
    """Keep one uploaded file on a record. `upload` is Django's UploadedFile.

    Raises Refused with the reason; then neither row nor file is left. A process that dies between
    the two leaves a file nobody names, and `sweep` takes it.
    """
    record = locked(holder, record, actor)
    if isinstance(upload, Refuse):
        raise Refused(storing.NO_SPACE if upload.full else too_large(upload.size))
    count = holder.files_of(record, actor).count()
    if count >= holder.most:
        raise Refused(f"材料已有{count}份，最多{holder.most}份，请先移除不需要的。")
    clean = examine(upload, role=role, film=holder.film(record))
    stored = storing.put(clean, folder=holder.name, at=at)
    try:
        file = keep_row(holder, record, clean, stored, actor=actor, at=at, role=role)
        if caption:
            file.caption = caption
            file.save(update_fields=["caption"])
        text = f"{FileRole(file.role).label}：{file.name}"
        holder.told(record, "file", actor=actor, at=at, text=text, kind=file.kind, size=file.size)
    except BaseException:
        storing.drop(stored)
        raise
    return file


def keep_row(
    holder: Holder,
    record: Any,
    clean: Clean,
    stored: str,
    *,
    actor: Actor,
    at: datetime,
    role: str,
) -> AttachmentBase:
    StoredFile.objects.create(stored=stored, digest=clean.digest, size=clean.size, at=at)
    if clean.picture:
        keep_likeness(holder, clean.picture, stored)
    siblings = holder.model.objects.visible_to(actor).filter(**{holder.parent: record})
    last = siblings.aggregate(last=Max("position"))["last"] or 0
    picture = clean.picture
    return holder.model.objects.create(
        **{holder.parent: record},
        unit_code=record.unit_code,
        role=fitting(role, clean.kind),
        kind=clean.kind,
        name=clean.name,
        position=last + 1,
        size=clean.size,
        digest=clean.digest,
        stored=stored,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        taken_on=clean.taken_on,
        added_at=at,
        added_by_id=actor.account_id,
    )


def keep_likeness(holder: Holder, picture: Picture, stored: str) -> None:
    marks = likeness.marks_to_keep(opened(picture.small))
    Likeness.objects.create(
        stored=stored,
        holder=holder.name,
        terms=likeness.terms(marks),
        marks=likeness.packed(marks),
    )


def fitting(role: str, kind: str) -> str:
    """A role the file can have: sound and film are recordings, a paper is no photo."""
    if kind in {Kind.MP3, Kind.M4A, Kind.WAV, Kind.MP4}:
        return FileRole.RECORDING
    if role in {FileRole.PHOTO, FileRole.RECORDING} and kind != Kind.JPG:
        return FileRole.PLAIN
    return FileRole(role)


@transaction.atomic
def describe(
    *,
    holder: Holder,
    record: Any,
    file_id: UUID,
    actor: Actor,
    at: datetime,
    role: str,
    caption: str,
    consent: str = "",
    has_minor: bool = False,
) -> AttachmentBase:
    """Say what a file is and who is in the picture. Raises Refused."""
    record = locked(holder, record, actor)
    file = one(holder, record, actor, file_id)
    if has_minor and consent in {"", Consent.NOBODY}:
        raise Refused(CONSENT_FIRST, "consent")
    file.role, file.caption = fitting(role, file.kind), caption
    file.consent = consent if file.is_picture else ""
    file.has_minor = has_minor and file.is_picture
    file.save(update_fields=["role", "caption", "consent", "has_minor"])
    text = f"写明了“{file.name}”的用途和说明"
    holder.told(record, "file_describe", actor=actor, at=at, text=text, role=file.role)
    return file


@transaction.atomic
def reorder(
    *, holder: Holder, record: Any, order: Sequence[UUID], actor: Actor, at: datetime
) -> list[AttachmentBase]:
    """Put the files of a record into this order, all of them. Raises Refused when another person
    added or removed one meanwhile."""
    record = locked(holder, record, actor)
    files = {file.pk: file for file in holder.files_of(record, actor)}
    if sorted(order) != sorted(files):
        raise Refused(NOT_ALL)
    ordered = [files[key] for key in order]
    moved = [(place, file) for place, file in enumerate(ordered, 1) if file.position != place]
    for place, file in moved:
        file.position = place
        file.save(update_fields=["position"])
    if moved:
        audit.record(actor=actor, action="files.reorder", target=record, at=at, files=len(ordered))
    return ordered


@transaction.atomic
def remove(
    *, holder: Holder, record: Any, file_id: UUID, actor: Actor, at: datetime
) -> AttachmentBase:
    """Take a file off a record. Its bytes go after 30 days; that it was there stays written."""
    record = locked(holder, record, actor)
    file = one(holder, record, actor, file_id)
    file.removed_at, file.removed_by_id = at, actor.account_id
    file.save(update_fields=["removed_at", "removed_by"])
    StoredFile.objects.filter(stored=file.stored).update(doomed_at=at)
    text = f"移除材料：{file.name}"
    holder.told(record, "file_remove", actor=actor, at=at, text=text, kind=file.kind)
    return file


def open_file(*, file: AttachmentBase, actor: Actor, at: datetime, size: str = "") -> None:
    """Somebody was given the file, or the large copy of a picture."""
    audit.record(actor=actor, action="file.read", target=file, at=at, role=file.role, copy=size)
