"""What the house does by the clock: which work is due, and doing it without falling over.

Each piece runs in its own transaction; one that breaks is logged and tried again at its next turn.
"""

import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from threading import Event

from django.conf import settings
from django.db import close_old_connections

from portal import clock
from portal.audit.actions import seal_log
from portal.jobs import actions, registry

logger = logging.getLogger("portal.errors")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BACKUP = [sys.executable, "-m", "portal.launch", "backup", "--automatic"]


class BackupFailed(RuntimeError):
    """The last attempt ended with an error; its own words stand in the log above this one."""


@dataclass
class Chore:
    """Work that comes round: `work(at=…)` every `every`."""

    name: str
    every: timedelta
    work: Callable[..., object]
    last: datetime | None = None

    def is_due(self, at: datetime) -> bool:
        """Also when the clock was set back: a day in the future must not stop the house."""
        return self.last is None or not timedelta() <= at - self.last < self.every


def prune_sessions(at: datetime) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


class Backups:
    """A process beside the clock, so that a long dump delays no seal. One at a time.

    The launcher makes one a day and keeps the newest seven; asked every hour it answers at once
    while the day has its own, and tries again where the last attempt failed.
    """

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, at: datetime) -> None:
        """Nothing without DATABASE_BACKUP_URL. Raises BackupFailed for the attempt before."""
        if not os.environ.get("DATABASE_BACKUP_URL"):
            return
        code = self.process.poll() if self.process else 0
        if code is None:
            return
        self.process = subprocess.Popen(BACKUP, cwd=settings.BASE_DIR)  # noqa: S603 - fixed words
        if code:
            raise BackupFailed(f"ended with {code}")

    def stop(self) -> None:
        """End with the clock; the launcher leaves no half of a backup behind."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()

    def wait(self) -> None:
        if self.process:
            self.process.wait()


def chores(backups: Backups) -> list[Chore]:
    return [
        Chore("封存日志", MINUTE, seal_log),
        Chore("中断的任务", MINUTE, actions.fail_lost),
        Chore("旧任务", HOUR, actions.prune),
        Chore("过期登录", HOUR, prune_sessions),
        *(Chore(name, HOUR, work) for name, work in registry.hourly().items()),
        Chore("每日备份", HOUR, backups.start),
    ]


def keep_time(stop: Event, work: list[Chore], pause: float = 1.0) -> None:
    """Do what is due, every `pause` seconds, until `stop`; what is at work is finished first."""
    while not stop.is_set():
        close_old_connections()
        for chore in work:
            if stop.is_set():
                break
            if chore.is_due(at := clock.now()):
                chore.last = at
                attempt(chore, at)
        close_old_connections()
        stop.wait(pause)


def attempt(chore: Chore, at: datetime) -> bool:
    """Do it; a failure is logged without the words of the error, which may quote a row."""
    try:
        chore.work(at=at)
    except Exception as error:
        places = "".join(traceback.format_tb(error.__traceback__))
        logger.error("chore %s: %s\n%s", chore.name, type(error).__name__, places)
        return False
    return True
