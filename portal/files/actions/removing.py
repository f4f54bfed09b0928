"""Files taken off a record, and brought back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.access import Actor
from portal.access.refusal import Refused
from portal.files.actions.rows import locked, next_place, one, refuse_too_many
from portal.files.models import AttachmentBase, StoredFile
from portal.files.registry import Holder
from portal.files.rules import may_restore

NOT_HERS = "只有移除的人和主管可以恢复，移除满30日的不能再恢复。"


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
    holder.told(record, "file_remove", actor=actor, at=at, text=file.name, kind=file.kind)
    return file


@transaction.atomic
def restore(
    *, holder: Holder, record: Any, file_id: UUID, actor: Actor, at: datetime
) -> AttachmentBase:
    """Bring back what was removed less than 30 days ago, to the end of the list. Raises Refused."""
    record = locked(holder, record, actor)
    removed = holder.removed_of(record, actor).select_for_update(of=("self",))
    file = removed.filter(pk=file_id).first()
    if file is None or not may_restore(file, actor, at, reviewer=holder.reviewer):
        raise Refused(NOT_HERS)
    refuse_too_many(holder, record, actor)
    kept = StoredFile.objects.filter(stored=file.stored).update(doomed_at=None)
    if not kept and not file.is_on_disc:
        raise Refused(NOT_HERS)
    file.removed_at = file.removed_by = None
    file.position = next_place(holder, record, actor)
    file.save(update_fields=["removed_at", "removed_by", "position"])
    holder.told(record, "file_restore", actor=actor, at=at, text=file.name, kind=file.kind)
    return file
