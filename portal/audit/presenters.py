"""Lines of the log as its page tells them, and who opened a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.access import Actor
from portal.audit import registry
from portal.audit.models import LogEntry

# What stands in `data`, in words. Keys not named here are for machines and stay out of the page.
FACTS = {
    "path": "地址", "method": "方式", "reason": "原因", "text": "说明", "filter": "条件",
    "rows": "行数", "count": "数量", "found": "找到", "field": "内容", "role": "岗位",
    "roles": "岗位",
}  # fmt: skip
LONGEST_FACT = 80
OPENINGS, OPENINGS_READ = 100, 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the log page."""

    at: datetime
    by: str
    unit: str
    what: str
    about: str
    facts: str
    address: str


def lines_of(entries: Iterable[LogEntry]) -> list[Line]:
    entries = list(entries)
    names = registry.unit_names({entry.actor_unit_code for entry in entries})
    return [
        Line(
            at=entry.at,
            by=entry.actor_name,
            unit=names.get(entry.actor_unit_code, entry.actor_unit_code),
            what=registry.sentence(entry.action),
            about=entry.target_label,
            facts=facts_of(entry.data),
            address=entry.address,
        )
        for entry in entries
    ]


def facts_of(data: dict[str, Any]) -> str:
    """原因：…；行数：12"""
    known = [(FACTS[key], value) for key, value in data.items() if key in FACTS and value]
    return "；".join(f"{label}：{in_words(value)[:LONGEST_FACT]}" for label, value in known)


def in_words(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{key}={in_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "、".join(in_words(part) for part in value)
    return registry.word(str(value))


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened a record on this day, last at this moment. No counts (users.md c35)."""

    at: datetime
    by: str
    unit: str
    what: str


def who_opened(target: Any, actor: Actor) -> list[Opening]:
    """Who opened this record and when, newest first: one line for each person, day and act.

    Empty for everybody but the leader of the owning unit and the auditor.
    """
    opened = LogEntry.objects.visible_to(actor).opened(target).order_by("-at", "-id")
    first: dict[tuple[Any, ...], LogEntry] = {}
    for entry in opened[:OPENINGS_READ]:
        first.setdefault((entry.account_id, timezone.localdate(entry.at), entry.action), entry)
    entries = list(first.values())[:OPENINGS]
    names = registry.unit_names({entry.actor_unit_code for entry in entries})
    return [
        Opening(
            at=entry.at,
            by=entry.actor_name,
            unit=names.get(entry.actor_unit_code, entry.actor_unit_code),
            what=registry.sentence(entry.action),
        )
        for entry in entries
    ]
