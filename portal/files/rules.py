"""What may be taken back, and until when."""

from datetime import datetime, timedelta
from typing import Any

from portal.access import Actor, Permission

KEPT = timedelta(days=30)  # bytes of what was removed or replaced


def may_restore(file: Any, actor: Actor, at: datetime, *, reviewer: Permission | None) -> bool:
    """Whoever removed the file (an AttachmentBase), or the reviewer, within thirty days."""
    if file.removed_at is None or at - file.removed_at >= KEPT:
        return False
    is_hers = file.removed_by_id == actor.account_id
    return is_hers or (reviewer is not None and actor.can(reviewer))
