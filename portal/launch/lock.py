"""One at a time: who starts the portal on a folder holds its lock, and says what it is doing."""

import contextlib
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from .refusal import Refusal


def holder(path: Path) -> dict[str, object] | None:
    """Who holds the lock, as it wrote itself: pid, doing, address. None when nobody does."""
    if not path.exists():
        return None
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(file.read())
    return None


def _read(text: str) -> dict[str, object]:
    """An empty note is possible for an instant, between taking the lock and writing."""
    try:
        return json.loads(text)
    except ValueError:
        return {"pid": 0, "doing": "启动门户", "address": ""}


@contextlib.contextmanager
def only_one(path: Path, doing: str, address: str = "") -> Iterator[None]:
    """Hold the lock. Raises Refusal with a sentence about who holds it already.

    The kernel lets go of it when the process ends, also by kill -9: no stale lock is possible.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal(sentence(_read(file.read()))) from error
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "doing": doing, "address": address}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def sentence(note: dict[str, object]) -> str:
    where = f"，地址 {note['address']}" if note["address"] else ""
    return (
        f"同一个数据文件夹正在“{note['doing']}”（进程 {note['pid']}{where}），不能同时再来一个。"
        "要停下它，请在它的窗口按 Ctrl-C，或运行 make stop。"
    )


def need_free_port(port: int, seconds: float = 2.0) -> None:
    """Raises Refusal when another program answers there; a server just killed gets a moment."""
    end = time.monotonic() + seconds
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return
        if time.monotonic() > end:
            raise Refusal(
                f"端口 {port} 已被别的程序占用。请先停掉它，或换一个端口：PORTAL_PORT=8001 make run"
            )
        time.sleep(0.1)
