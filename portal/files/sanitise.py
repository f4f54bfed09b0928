"""The one door for files: what they are, whether they may come in, and what of them is kept."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.hashes import SM3, Hash

from portal.access.refusal import Refused
from portal.files.choices import FileRole, Kind
from portal.files.formats import MEGABYTE, kind_of
from portal.files.pictures import Picture, is_picture, redraw

LARGEST, LARGEST_FILM = 20 * MEGABYTE, 200 * MEGABYTE
LARGEST_PICTURE = 40 * MEGABYTE  # comes out smaller: 照片会自动缩小
LONGEST_PHOTO, LONGEST = 2560, 4096  # px; a stamped A4 page stays legible at 300 dpi
LONGEST_NAME = 120
EMPTY = "文件是空的，没有保存，请检查后重新选择。"
NO_FILM = "这里不收录像。请另以光盘报送并勾选“另行报送”，或只传录音。"
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Clean:
    """What may be kept. `body` is the file itself, or of a picture the redrawn one."""

    name: str
    kind: Kind
    size: int
    digest: str  # SM3 (GB/T 32905-2016) of the bytes kept, 64 hexadecimal digits
    body: BinaryIO | None
    picture: Picture | None

    @property
    def taken_on(self) -> date | None:
        return self.picture.taken_on if self.picture else None


def examine(upload: Any, *, role: str, film: bool = False) -> Clean:
    """Look at an upload (Django's UploadedFile). Raises Refused in the words for the person."""
    if upload.size == 0:
        raise Refused(EMPTY)
    upload.seek(0)
    head = upload.read(16)
    if is_picture(head):
        refuse_too_large(upload.size, LARGEST_PICTURE)
        longest = LONGEST_PHOTO if role == FileRole.PHOTO else LONGEST
        return drawn_anew(plain_name(upload.name, Kind.JPG), redraw(upload, longest=longest))
    if upload.size > LARGEST and not (film and head[4:8] == b"ftyp"):
        refuse_too_large(upload.size, LARGEST)
    kind = kind_of(upload, PurePosixPath(upload.name or "").suffix.lower().lstrip("."))
    if kind == Kind.MP4 and not film:
        raise Refused(NO_FILM)
    refuse_too_large(upload.size, LARGEST_FILM if kind == Kind.MP4 else LARGEST)
    return Clean(
        plain_name(upload.name, kind), kind, upload.size, digest_of(pieces(upload)), upload, None
    )


def drawn_anew(name: str, picture: Picture) -> Clean:
    return Clean(name, Kind.JPG, len(picture.main), digest_of([picture.main]), None, picture)


def refuse_too_large(size: int, largest: int) -> None:
    if size > largest:
        raise Refused(too_large(size, largest))


def too_large(size: int, largest: int = LARGEST) -> str:
    """wording.md 107"""
    shown = -(-size // MEGABYTE)
    return (
        f"文件{shown}MB，超过{largest // MEGABYTE}MB。"
        "照片会自动缩小，视频请另以光盘报送并勾选“另行报送”。"
    )


def pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(MEGABYTE):
        yield piece


def digest_of(parts: Any) -> str:
    total = Hash(SM3())
    for part in parts:
        total.update(part)
    return total.finalize().hex()


def plain_name(name: str | None, kind: Kind) -> str:
    """The name people gave it, safe to show and to offer: in NFC, without folders, without
    characters nobody can see, with the ending of what it is."""
    typed = unicodedata.normalize("NFC", name or "").replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        "_" if c in '<>:"|?*' else c
        for c in typed
        if unicodedata.category(c) not in HIDDEN and c != "\ufffd"
    )
    stem = (seen.rpartition(".")[0] if "." in seen else seen).strip(" .")
    return f"{stem[: LONGEST_NAME - 6] or '未命名'}.{kind}"
