"""How files are told on a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import clock
from portal.access import Actor
from portal.files import rules, storing
from portal.files.choices import Consent, FileRole, Kind, Size, fitting
from portal.files.likeness import marks_to_ask
from portal.files.models import AttachmentBase, Likeness
from portal.files.pictures import opened
from portal.files.registry import Holder

MEGABYTE, KILOBYTE = 1024 * 1024, 1024
MOST_NEAR = 20
MOST_REMOVED = 50
# What a record says was done with its files.
VERBS = {
    "file": "上传材料",
    "file_describe": "材料说明",
    "file_remove": "移除材料",
    "file_restore": "恢复材料",
    "file_blur": "遮挡人像",
    "file_disc": "另行报送",
}
SENTENCES = {"file.read": "打开材料", "files.reorder": "调整材料顺序"}
# What a file box offers; what is inside decides (sanitise.py).
ACCEPT = "image/*," + ",".join(f".{kind}" for kind in Kind if kind != Kind.DISC)


@dataclass(frozen=True, slots=True)
class Board:
    """The files of one record. `refusal` says why this person may only look."""

    holder: Holder
    record: Any
    key: str
    files: list[AttachmentBase]
    refusal: str | None
    wrong: tuple[str, ...] = ()
    removed: tuple[AttachmentBase, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its element: several may stand on one page."""
        return f"files-{self.holder.name}-{self.key}"

    @property
    def home(self) -> str:
        """Where these files are shown."""
        return self.holder.home(self.record)

    @property
    def may_change(self) -> bool:
        return self.refusal is None

    @property
    def takes_film(self) -> bool:
        return self.holder.film(self.record)

    @property
    def roles(self) -> list[tuple[str, str]]:
        return [(role.value, role.label) for role in self.holder.roles]

    @property
    def accept(self) -> str:
        return ACCEPT


def board(holder: Holder, record: Any, actor: Actor, wrong: tuple[str, ...] = ()) -> Board:
    refusal, at = holder.refusal(record, actor), clock.now()
    rows = holder.all_of(record, actor, since=at - rules.KEPT)
    rows = rows.select_related("added_by", "removed_by").order_by("position", "added_at", "pk")
    files, removed = [], []
    for file in rows:
        (removed if file.removed_at else files).append(file)
    back = () if refusal else restorable(holder, removed, actor, at)
    return Board(holder, record, holder.key(record), files, refusal, wrong, back)


def roles_for(holder: Holder, file: AttachmentBase) -> list[tuple[str, str]]:
    """The uses a file of this kind can have here, its own among them."""
    fit = {fitting(role, file.kind) for role in holder.roles} | {file.role}
    return [(role.value, role.label) for role in FileRole if role in fit]


def restorable(
    holder: Holder, removed: list[AttachmentBase], actor: Actor, at: datetime
) -> tuple[AttachmentBase, ...]:
    """What this person may bring back, the latest first."""
    latest = sorted(removed, key=lambda file: file.removed_at, reverse=True)[:MOST_REMOVED]
    return tuple(
        file for file in latest if rules.may_restore(file, actor, at, reviewer=holder.reviewer)
    )


def near(holder: Holder, file: AttachmentBase, actor: Actor) -> list[AttachmentBase]:
    """For the reviewer: files with nearly the same picture, among those she may see anyway."""
    if not file.is_picture or holder.reviewer is None or not actor.can(holder.reviewer):
        return []
    with storing.fetch(storing.copy_of(file.stored, Size.SMALL)) as small:
        asked = marks_to_ask(opened(small.read()))
    alike = Likeness.objects.near(holder=holder.name, asked=asked, but=file.stored)
    files = holder.model.objects.visible_to(actor).filter(stored__in=alike[:MOST_NEAR])
    shown = files.filter(removed_at__isnull=True).select_related(holder.parent)
    return sorted(shown, key=lambda other: alike.index(other.stored))


def size_of(size: int) -> str:
    """3.2MB, 18KB"""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f}MB"
    return f"{-(-size // KILOBYTE)}KB"


def facts(file: AttachmentBase) -> list[tuple[str, str]]:
    """What stands on the page of one file."""
    made = [
        ("用途", FileRole(file.role).label),
        ("格式和大小", f"{Kind(file.kind).label} · {size_of(file.size)}" if file.size else ""),
        ("报送方式", "另以光盘、U盘报送" if file.is_on_disc else ""),
        ("上传", file.added_by.name),
        ("拍摄日期", f"{file.taken_on:%Y}年{file.taken_on.month}月{file.taken_on.day}日")
        if file.taken_on
        else ("", ""),
        ("人像", Consent(file.consent).label if file.consent else ""),
        ("未成年人", "拍到未成年人" if file.has_minor else ""),
        ("遮挡", "人像已遮挡，原照片不再提供" if file.blurred_at else ""),
        ("摘要（SM3）", file.digest),
    ]
    return [(term, value) for term, value in made if value]
