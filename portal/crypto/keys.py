"""The key ring: a folder (0700) with one file (0400) for each key, and a pointer `current`.

    field-<id>.key   16 random bytes, an SM4 key (GB/T 32907); any number of them
    index-<id>.key   32 random bytes, the HMAC-SM3 key (GB/T 15852.2) of the blind indexes
    current          two lines: `field <id>` and `index <id>`

An id is the first four bytes of an HMAC-SM3 over the kind, so a damaged or renamed file is noticed.

**Rotation.** A new field key is written first and `current` is replaced after it. A running process
looks at `current` on every use and reads the folder again when it was replaced, or when it meets an
id it does not know: nothing restarts, and old keys go on deciphering. An old key may leave the
folder only when no row *and no history row* carries its id.

**The index key is stable.** Equal numbers must give equal bytes at all times, otherwise a repeated
call would be missed and a unique constraint would not hold. It leaves no room for two keys at once:
a leaked index key is replaced with the site closed, by computing every index anew.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ID_LENGTH = 4  # bytes
POINTER = "current"


class KeyProblem(ImproperlyConfigured):
    """The key folder cannot be used; the message tells the operator what to do."""


class Kind(StrEnum):
    FIELD = "field"
    INDEX = "index"


LENGTHS = {Kind.FIELD: 16, Kind.INDEX: 32}  # bytes


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `repr` keeps its bytes to itself."""

    kind: Kind
    secret: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        fingerprint = HMAC(self.secret, SM3())
        fingerprint.update(self.kind.encode())
        return fingerprint.finalize()[:ID_LENGTH]

    @property
    def file_name(self) -> str:
        return f"{self.kind}-{self.id.hex()}.key"


@dataclass(frozen=True, slots=True)
class Held:
    """What one reading of the folder found."""

    stamp: tuple[int, int]
    keys: dict[Kind, dict[bytes, Key]]
    current: dict[Kind, tuple[bytes, Key]]


class KeyRing:
    """The keys of one folder, in memory. Safe to share between threads: a reading is one object."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = os.fspath(folder / POINTER)  # looked at on every use
        self._held: Held | None = None

    def current(self, kind: Kind) -> tuple[bytes, Key]:
        """Id and key for new writes. Raises KeyProblem."""
        return self._fresh().current[kind]

    def field_key(self, key_id: bytes) -> Key | None:
        """The field key with this id, or None when it is not in the folder. Raises KeyProblem."""
        key = self._fresh().keys[Kind.FIELD].get(key_id)
        if key is None:
            self._held = _read(self.folder)
            key = self._held.keys[Kind.FIELD].get(key_id)
        return key

    def _fresh(self) -> Held:
        held = self._held
        if held is None or held.stamp != _stamp(self._pointer, self.folder):
            held = self._held = _read(self.folder)
        return held


@cache
def _ring(folder: str) -> KeyRing:
    return KeyRing(Path(folder))


def ring() -> KeyRing:
    """The ring of the folder in the setting PORTAL_KEYS."""
    return _ring(os.fspath(settings.PORTAL_KEYS))


def make_keys(folder: Path) -> bool:
    """Make the first keys; True when some were made, False when the folder is already in use.

    A start that was cut off is completed. Refuses (KeyProblem) to invent an index key beside
    existing field keys: the old indexes would silently match nothing.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder):
        if (folder / POINTER).exists():
            return False
        folder.chmod(0o700)
        keys = _read_keys(folder)
        fields, indexes = len(keys[Kind.FIELD]), len(keys[Kind.INDEX])
        if fields > 1 or indexes > 1 or fields > indexes:
            raise KeyProblem(f"密钥文件夹 {folder} 中的文件不全；请从备份恢复全部文件后再启动。")
        # The index key first: a lone field key then always means that an index key was lost.
        index, field_key = (
            next(iter(keys[kind].values()), None) or _make(folder, kind)
            for kind in (Kind.INDEX, Kind.FIELD)
        )
        _point(folder, field_key.id, index.id)
    return True


def rotate_field_key(folder: Path) -> str:
    """Make a field key for all writes from now on; returns its id (hex). Raises KeyProblem."""
    with _locked(folder):
        index_id, _ = _read(folder).current[Kind.INDEX]
        key = _make(folder, Kind.FIELD)
        _point(folder, key.id, index_id)
    return key.id.hex()


def _make(folder: Path, kind: Kind) -> Key:
    key = Key(kind, secrets.token_bytes(LENGTHS[kind]))
    _write(folder / key.file_name, key.secret)
    return key


def _point(folder: Path, field_id: bytes, index_id: bytes) -> None:
    lines = f"{Kind.FIELD} {field_id.hex()}\n{Kind.INDEX} {index_id.hex()}\n"
    _write(folder / POINTER, lines.encode())


def _write(path: Path, content: bytes) -> None:
    """Put a whole file in place or none; on disk before this returns."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One maker at a time: several processes may start at once."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        raise _missing(folder) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _stamp(pointer: str, folder: Path) -> tuple[int, int]:
    """Inode and mtime (ns) of `current`: the inode tells two replacements in one tick apart."""
    try:
        status = os.stat(pointer)
    except FileNotFoundError:
        raise _missing(folder) from None
    return status.st_ino, status.st_mtime_ns


def _read(folder: Path) -> Held:
    stamp = _stamp(
        os.fspath(folder / POINTER), folder
    )  # before the files, so that a change while reading is read again
    keys = _read_keys(folder)
    try:
        lines = dict(line.split() for line in _private(folder / POINTER).decode().splitlines())
        ids = {kind: bytes.fromhex(lines[kind]) for kind in Kind}
        current = {kind: (ids[kind], keys[kind][ids[kind]]) for kind in Kind}
    except (KeyError, ValueError):
        raise KeyProblem(f"{folder / POINTER} 指向的密钥不存在；请从备份恢复密钥文件。") from None
    return Held(stamp, keys, current)


def _read_keys(folder: Path) -> dict[Kind, dict[bytes, Key]]:
    _refuse_open(folder, os.stat(folder).st_mode, "700")
    keys: dict[Kind, dict[bytes, Key]] = {kind: {} for kind in Kind}
    for kind in Kind:
        for path in folder.glob(f"{kind}-*.key"):
            key = Key(kind, _private(path))
            if len(key.secret) != LENGTHS[kind] or path.name != key.file_name:
                raise KeyProblem(f"密钥文件 {path} 已损坏或被改名；请从备份恢复。")
            keys[kind][key.id] = key
    return keys


def _private(path: Path) -> bytes:
    with path.open("rb") as file:
        _refuse_open(path, os.fstat(file.fileno()).st_mode, "400")
        return file.read()


def _refuse_open(path: Path, mode: int, wanted: str) -> None:
    if mode & 0o077:
        raise KeyProblem(
            f"{path} 的权限是 {mode & 0o777:03o}，同组或其他用户也能打开；"
            f"请执行 chmod {wanted} {path} 后重新启动。"
        )


def _missing(folder: Path) -> KeyProblem:
    return KeyProblem(f"密钥文件夹 {folder} 中还没有密钥；请先运行 manage.py make_keys。")
