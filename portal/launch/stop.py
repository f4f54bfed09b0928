"""`make stop`: ask the portal that runs on this folder to stop, and wait until it has."""

import argparse
import os
import signal
import time

from .home import Home
from .lock import holder
from .refusal import Refusal

SECONDS = 60.0


def main(given: argparse.Namespace) -> None:
    path = Home.from_environment().var / "lock"
    note = holder(path)
    if note is None or not note["pid"]:
        print("门户没有在运行。")
        return
    os.kill(note["pid"], signal.SIGTERM)
    end = time.monotonic() + SECONDS
    while holder(path):
        if time.monotonic() > end:
            raise Refusal(f"进程 {note['pid']} 还没有停下，请稍后再看。")
        time.sleep(0.1)
    print("门户已停止。")
