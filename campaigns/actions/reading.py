"""A unit's own paper read into what it owes: a Word file into sections, a sheet into figures."""

from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.models import Duty, DutyFile
from campaigns.registry import duty_kind
from portal.access import Actor
from portal.access.refusal import Refused
from portal.files import storing


@transaction.atomic
def read_paper(duty: Duty, file: DutyFile, *, actor: Actor, at: datetime) -> str:
    """Read the file into what is owed; a sentence on what came of it. What cannot be read stays an
    attachment, and that is said."""
    kind = duty_kind(duty.kind)
    if kind.take_file is None or file.kind not in kind.reads:
        return "文件作为附件保存。"
    with storing.fetch(file.stored) as content:
        whole: Any = content.read()
    try:
        with transaction.atomic():
            return kind.take_file(duty=duty, content=whole, name=file.name, actor=actor, at=at)
    except Refused as refusal:
        return f"内容没有读入（{refusal.words.rstrip('。')}），文件作为附件保存。"
