"""Files on a record: put there, described, ordered, taken away."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.files import storing
from portal.files.actions.rows import keep_row, locked, one, refuse_too_many
from portal.files.choices import Consent, FileRole, fitting
from portal.files.models import AttachmentBase
from portal.files.registry import Holder
from portal.files.sanitise import LARGEST, LARGEST_FILM, examine, too_large
from portal.files.uploads import Refuse

NOT_ALL = "材料的顺序刚刚变过，请刷新后再调整。"
NO_SCAN = "这里要原件：请传照片、PDF或OFD。其他文件可在“材料”里上传。"
CONSENT_FIRST = "拍到未成年人的照片，请先写明是否已征得监护人同意。"


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
    only: Collection[str] = (),
) -> AttachmentBase:
    """Keep one uploaded file on a record. `upload` is Django's UploadedFile; `only`: the kinds it
    may be, where not every kind will do.

    Raises Refused with the reason; then neither row nor file is left. A process that dies between
    the two leaves a file nobody names, and `sweep` takes it.
    """
    record = locked(holder, record, actor)
    film = holder.film(record)
    if isinstance(upload, Refuse):
        largest = LARGEST_FILM if film else LARGEST
        raise Refused(storing.NO_SPACE if upload.full else too_large(upload.size, largest))
    refuse_too_many(holder, record, actor)
    clean = examine(upload, role=role, film=film)
    if only and clean.kind not in only:
        raise Refused(NO_SCAN)
    stored = storing.put(clean, folder=holder.name, at=at)
    try:
        file = keep_row(
            holder, record, clean, stored, actor=actor, at=at, role=role, caption=caption
        )
        text = f"{FileRole(file.role).label}：{file.name}"
        holder.told(record, "file", actor=actor, at=at, text=text, kind=file.kind, size=file.size)
    except BaseException:
        storing.drop(stored)
        raise
    return file


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
    text = f"{FileRole(file.role).label}，{file.name}"
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


def open_file(*, file: AttachmentBase, actor: Actor, at: datetime, size: str = "") -> None:
    """Somebody was given the file, or the large copy of a picture."""
    audit.record(actor=actor, action="file.read", target=file, at=at, role=file.role, copy=size)
