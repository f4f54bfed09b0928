"""Bytes in and out of Django's storage: a local disk now, any S3 server by its own backend.

No path is ever assumed: names, listings and ages go through the storage's own interface. The name
is random; what a file is called stands in its row.
"""

import contextlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from portal import clock
from portal.access.refusal import Refused
from portal.files.choices import Size
from portal.files.sanitise import Clean

ROOT = "files"
NO_SPACE = "服务器存储空间不足，文件没有保存，其他内容不受影响。请联系系统管理员后再传。"


def copy_of(stored: str, size: str) -> str:
    """The name of a picture's reduced copy."""
    path = PurePosixPath(stored)
    return f"{path.parent}/{path.stem}-{size}{path.suffix}"


def names_of(stored: str) -> tuple[str, ...]:
    """Every name that may hold bytes of this file."""
    return (stored, *(copy_of(stored, size) for size in Size))


def original_of(name: str) -> str:
    """files/cases/202611/<hex>.jpg for itself and for its copies."""
    path = PurePosixPath(name)
    return f"{path.parent}/{path.stem.split('-')[0]}{path.suffix}"


def put(clean: Clean, *, folder: str, at: datetime) -> str:
    """Write the bytes under a fresh random name and give it; nothing of them stays on failure.

    Raises Refused when there is no room.
    """
    stored = f"{ROOT}/{folder}/{clock.day_of(at):%Y%m}/{secrets.token_hex(16)}.{clean.kind}"
    picture = clean.picture
    parts: list[tuple[str, Any]] = [(stored, ContentFile(picture.main) if picture else clean.body)]
    if picture:
        parts.append((copy_of(stored, Size.LARGE), ContentFile(picture.large)))
        parts.append((copy_of(stored, Size.SMALL), ContentFile(picture.small)))
    try:
        for name, content in parts:
            content.seek(0)
            default_storage.save(name, content)
    except OSError as error:
        drop(stored)
        raise Refused(NO_SPACE) from error
    except BaseException:
        drop(stored)
        raise
    return stored


def fetch(name: str) -> File:
    """The file, open to read. Raises FileNotFoundError."""
    return default_storage.open(name, "rb")


def size_of(name: str) -> int:
    """Bytes. Raises FileNotFoundError."""
    return default_storage.size(name)


def pieces_of(name: str) -> Iterator[bytes]:
    """The bytes, piece by piece; opened when the first is asked for, closed after the last."""
    with fetch(name) as file:
        yield from file.chunks()


def drop(stored: str) -> None:
    """Remove a file and its copies; what is not there is gone already."""
    for name in names_of(stored):
        with contextlib.suppress(OSError):
            default_storage.delete(name)


def listed(folder: str = ROOT) -> Iterator[tuple[str, datetime]]:
    """(name, when it was written) of everything in the store."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        path = f"{folder}/{name}"
        with contextlib.suppress(FileNotFoundError):
            yield path, default_storage.get_modified_time(path)
    for inner in folders:
        yield from listed(f"{folder}/{inner}")
