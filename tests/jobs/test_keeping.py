"""The clock of the house: what is due, what happens when a piece breaks, and how it stops."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.conf import settings

from portal import clock
from portal.jobs import keeping
from portal.jobs.keeping import (
    HOUR,
    MINUTE,
    BackupFailed,
    Backups,
    Chore,
    attempt,
    chores,
    keep_time,
)

SECRET = "13800138000"
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_work_is_due_at_once_and_then_when_its_time_is_up():
    chore = Chore("封存日志", MINUTE, print)

    first = chore.is_due(NOON)
    chore.last = NOON

    assert first
    assert not chore.is_due(NOON + timedelta(seconds=59))
    assert chore.is_due(NOON + timedelta(seconds=60))


def test_a_clock_set_back_does_not_stop_the_house():
    chore = Chore("封存日志", MINUTE, print, last=NOON)

    assert chore.is_due(NOON - timedelta(days=1))


@pytest.mark.django_db
def test_work_that_breaks_is_logged_without_its_words_and_the_rest_goes_on(caplog):
    stop, done = Event(), []

    def break_down(at):
        raise ValueError(SECRET)

    def finish(at):
        done.append(at)
        stop.set()

    with clock.at(NOON):
        keep_time(stop, [Chore("坏的", HOUR, break_down), Chore("好的", HOUR, finish)], pause=0)

    assert done == [NOON]
    assert "坏的" in caplog.text
    assert SECRET not in caplog.text


@pytest.fixture
def backed_up_by(monkeypatch):
    """`backed_up_by("python code")`: what runs in place of the launcher's backup."""

    def replace(code):
        monkeypatch.setenv("DATABASE_BACKUP_URL", "postgresql://portal_backup@/portal")
        monkeypatch.setattr(keeping, "BACKUP", [sys.executable, "-c", code])
        return Backups()

    return replace


def test_no_backup_without_its_role(monkeypatch):
    monkeypatch.delenv("DATABASE_BACKUP_URL", raising=False)
    backups = Backups()

    backups.start(at=NOON)

    assert backups.process is None


def test_the_backup_is_the_launchers_and_makes_one_a_day():
    assert keeping.BACKUP[1:] == ["-m", "portal.launch", "backup", "--automatic"]


def test_a_backup_at_work_is_not_started_twice_and_ends_with_the_clock(backed_up_by):
    backups = backed_up_by("import time; time.sleep(60)")

    backups.start(at=NOON)
    first = backups.process
    backups.start(at=NOON)
    backups.stop()

    assert backups.process is first
    assert first.returncode == -signal.SIGTERM


def test_a_backup_that_failed_is_told_and_tried_again(backed_up_by):
    backups = backed_up_by("raise SystemExit(3)")
    backups.start(at=NOON)
    backups.wait()

    with pytest.raises(BackupFailed, match="3"):
        backups.start(at=NOON)

    backups.stop()
    assert backups.process.returncode is not None


@pytest.mark.django_db(transaction=True)
def test_every_chore_of_the_house_can_be_done(people, monkeypatch):
    monkeypatch.delenv("DATABASE_BACKUP_URL", raising=False)

    done = {chore.name: attempt(chore, clock.now()) for chore in chores(Backups())}

    assert all(done.values()), done
    assert {"封存日志", "中断的任务", "旧任务", "过期登录", "旧草稿", "旧通知"} < set(done)


@pytest.mark.django_db(transaction=True)
def test_sigterm_ends_the_clock_within_seconds():
    from django.db import connection

    at = connection.settings_dict
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_BACKUP_URL"}
    environment["DATABASE_URL"] = (
        f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST'].replace('/', '%2F')}:{at['PORT']}"
        f"/{at['NAME']}"
    )
    command = [sys.executable, "manage.py", "keep_time"]
    pipe = {"stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipe) as process:
        assert (
            process.stdout.readline()
        )  # it says so once it hears signals, however slow the machine

        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=30) == 0
