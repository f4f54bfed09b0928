"""Imports that take longer than a page may."""

from portal.jobs.actions import Ended
from portal.jobs.tasks import acting
from portal.sheets import actions


@acting
def import_rows(actor, at, progress, *, upload, mode):
    """Everything in one transaction; killed in the middle, nothing of it is left."""
    done = actions.import_file(upload=upload, mode=mode, actor=actor, at=at, progress=progress)
    words = f"导入{done.made:,}行"
    if done.known:
        words += f"；已存在，未重复导入：{done.known:,}行"
    return Ended(url=done.get_absolute_url(), message=f"{words}。")
