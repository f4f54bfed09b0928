"""The test server's keeper: shared by all test runs on one folder, gone when the last one ends.

Every run holds a shared lock on one file. The keeper, which has the server for its child, waits
until it can have that lock alone: then nobody is left, however they ended, and it stops the server.

    python -m portal.launch.keeper FOLDER        (started by `share_server`)
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from .cluster import Cluster, run_as, server_account
from .home import ROOT
from .processes import Child, Children, open_log
from .refusal import Refusal

SECONDS = 60.0  # for initdb and the start, on a machine that is busy with tests


@contextlib.contextmanager
def gate(folder: Path) -> Iterator[None]:
    """One run at a time decides whether a server must be started."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".gate").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@dataclass
class Share:
    """One run's share in the server; `close()` gives it back and waits if it was the last."""

    cluster: Cluster
    users: TextIO

    def close(self) -> None:
        fcntl.flock(self.users, fcntl.LOCK_UN)
        others = 0
        while self.cluster.state() is not None and others < 3:
            time.sleep(0.05)
            # While the keeper stops the server, the lock is its own; while others use it, theirs.
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self.users, fcntl.LOCK_SH | fcntl.LOCK_NB)
                fcntl.flock(self.users, fcntl.LOCK_UN)
                others += 1
        self.users.close()


def share_server(folder: Path) -> Share:
    """Take part in the test server on that folder; start it when nobody has."""
    cluster = Cluster(folder, lasting=False)
    with gate(folder):
        users = folder.with_suffix(".users").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper is stopping
        if not cluster.is_ready:
            start_keeper(cluster)
    return Share(cluster, users)


def start_keeper(cluster: Cluster) -> None:
    log = cluster.folder.with_suffix(".log")
    output = open_log(log)
    command = [sys.executable, "-m", "portal.launch.keeper", str(cluster.folder)]
    keeper = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    os.close(output)
    end = time.monotonic() + SECONDS
    while not cluster.is_ready:
        if keeper.poll() is not None or time.monotonic() > end:
            raise Refusal(f"测试数据库没有启动成功，记录在 {log}。")
        time.sleep(0.05)
    # It outlives us when others share it; by name it is nobody's zombie then.
    keeper.returncode = 0


def started(cluster: Cluster, children: Children) -> Child:
    cluster.make()
    cluster.end_leftover()
    keywords = run_as(server_account())
    child = Child("测试数据库", cluster.command(), keywords, stop_signal=signal.SIGINT)
    children.start(child).wait_for(lambda: cluster.is_ready, SECONDS)
    return child


def main(folder: Path) -> None:
    cluster = Cluster(folder, lasting=False)
    with Children() as children, folder.with_suffix(".users").open("r") as users:
        try:
            child = started(cluster, children)
        except Refusal:
            # Written without fsync, so a fall of the machine may have broken it: begin anew.
            shutil.rmtree(folder, ignore_errors=True)
            child = started(cluster, children)
        fcntl.flock(users, fcntl.LOCK_EX)
        child.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
