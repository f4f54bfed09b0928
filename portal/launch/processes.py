"""Children of one parent: started in order, watched, stopped in the reverse order.

Each child stands in a session of its own, so that Ctrl-C reaches the parent alone and the order
is kept; and the kernel is asked to stop it when the parent dies, however that happens.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .refusal import Refusal

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)  # absent outside Linux
LARGEST_LOG = 5_000_000  # bytes; then the log begins anew, the last one is kept beside it
SHORT_LIFE = 5.0  # seconds: who falls sooner, three times running, will not stand
LONGEST_REST = 30.0  # seconds


def die_with_parent(signal_number: int = signal.SIGTERM, parent: int | None = None) -> None:
    """Ask the kernel to send us this when the thread that started us ends. Linux only."""
    if _PRCTL is not None:
        _PRCTL(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
    if parent is not None and os.getppid() != parent:  # it died before we had asked
        os._exit(1)


def tether(signal_number: int) -> Callable[[], None]:
    """For `preexec_fn`: the child's first act, after it has changed its user."""
    parent = os.getpid()
    return lambda: die_with_parent(signal_number, parent)


def open_log(path: Path) -> int:
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


@dataclass
class Child:
    """One program: how to start it, how to ask it to stop, how long it may take (seconds)."""

    name: str
    command: Sequence[str]
    keywords: dict[str, object] = field(default_factory=dict)
    log: Path | None = None
    stop_signal: int = signal.SIGTERM
    patience: float = 10.0
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    is_vital: bool = True
    falls: int = 0
    rests_until: float = 0.0

    def start(self) -> None:
        output = open_log(self.log) if self.log else None
        try:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=tether(self.stop_signal),
                **self.keywords,
            )
        finally:
            if output is not None:
                os.close(output)
        self.started = time.monotonic()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_for(self, is_ready: Callable[[], bool], seconds: float) -> None:
        """Until it is ready. Raises Refusal, with its last words, if it falls or is too slow."""
        end = time.monotonic() + seconds
        while not is_ready():
            if not self.is_running or time.monotonic() > end:
                raise Refusal(f"{self.name}没有启动成功。{self.last_words()}")
            time.sleep(0.02)

    def last_words(self) -> str:
        if not self.log or not self.log.exists():
            return ""
        lines = self.log.read_text(errors="replace").splitlines()[-8:]
        return "\n".join([f"记录在 {self.log}，最后几行：", *lines])

    def ask_to_stop(self) -> None:
        if self.is_running:
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        self.ask_to_stop()
        try:
            if self.process is not None:
                self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """The whole session: a program that would not stop does not leave its own children."""
        if self.is_running:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Children:
    """Stops all of them, last started first, on leaving the `with` block."""

    def __init__(self) -> None:
        self.all: list[Child] = []

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            for child in reversed(self.all):
                child.stop()
        finally:
            for child in reversed(self.all):
                child.kill()

    def start(self, child: Child) -> Child:
        self.all.append(child)
        child.start()
        return child

    def watch(self) -> None:
        """Until a signal raises. Whoever falls is started again, after a rest that grows; when one
        without whom there is no site falls at once, thrice, raises Refusal.
        """
        while True:
            for child in self.all:
                if not child.is_running:
                    self._raise_up(child, time.monotonic())
            time.sleep(0.2)

    @staticmethod
    def _raise_up(child: Child, now: float) -> None:
        if not child.rests_until:
            child.falls = child.falls + 1 if now - child.started < SHORT_LIFE else 1
            if child.is_vital and child.falls > 3:
                raise Refusal(f"{child.name}一再退出，门户已停止。{child.last_words()}")
            child.rests_until = now + min(0.5 * child.falls, LONGEST_REST)
            print(f"{child.name}意外退出，正在重新启动…", file=sys.stderr, flush=True)
        elif now > child.rests_until:
            child.rests_until = 0.0
            child.start()


class Stopped(BaseException):
    """Ctrl-C, `make stop`, a closed terminal: the moment to leave every `with` block.

    Not an Exception: nothing on the way may take it for an error of its own.
    """


def stop_on_signals() -> None:
    """Turn the first stop signal into Stopped; later ones are ignored while we clean up."""

    def first(number: int, _: object) -> None:
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    for each in STOP_SIGNALS:
        signal.signal(each, first)


STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
