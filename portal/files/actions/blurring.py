"""Faces made unrecognisable, in the picture itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.access import Actor
from portal.access.refusal import Refused
from portal.files import pictures, storing
from portal.files.actions.rows import keep_bytes, locked, one
from portal.files.models import AttachmentBase, StoredFile
from portal.files.pictures import Box
from portal.files.registry import Holder
from portal.files.sanitise import drawn_anew

NOTHING_DRAWN = "还没有画遮挡框，请先在照片上框住人脸。"
TOO_MANY = "一张照片最多画40个遮挡框。"
NO_PICTURE = "只有照片可以遮挡人像。"
MOST_BOXES = 40


@transaction.atomic
def blur(
    *,
    holder: Holder,
    record: Any,
    file_id: UUID,
    boxes: Sequence[Box],
    actor: Actor,
    at: datetime,
) -> AttachmentBase:
    """Coarse the picture inside the boxes. From now on only this copy is given to anybody; the
    bytes it was made from go with the sweep, after 30 days. Raises Refused."""
    record = locked(holder, record, actor)
    file = one(holder, record, actor, file_id)
    if not file.is_picture:
        raise Refused(NO_PICTURE)
    if not 1 <= len(boxes) <= MOST_BOXES:
        raise Refused(TOO_MANY if boxes else NOTHING_DRAWN)
    with storing.fetch(file.stored) as kept:
        clean = drawn_anew(file.name, pictures.coarsened(kept.read(), boxes, file.taken_on))
    before, stored = file.stored, storing.put(clean, folder=holder.name, at=at)
    try:
        keep_bytes(holder, clean, stored, at)
        StoredFile.objects.filter(stored=before).update(doomed_at=at)
        file.stored, file.size, file.digest, file.blurred_at = stored, clean.size, clean.digest, at
        file.save(update_fields=["stored", "size", "digest", "blurred_at"])
        text = f"“{file.name}”中{len(boxes)}处"
        holder.told(record, "file_blur", actor=actor, at=at, text=text, boxes=len(boxes))
    except BaseException:
        storing.drop(stored)
        raise
    return file
