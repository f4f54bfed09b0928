import signal
import socket
import subprocess
import sys

import pytest

from portal.launch.home import ROOT
from portal.launch.lock import holder, need_free_port, only_one
from portal.launch.refusal import Refusal

HOLD = """
import sys, time
from pathlib import Path
from portal.launch.lock import only_one
with only_one(Path(sys.argv[1]), "运行门户"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_one_is_told_who_was_first_and_how_to_stop_it(tmp_path):
    path = tmp_path / "lock"

    with (
        only_one(path, "运行门户", "http://127.0.0.1:8000"),
        pytest.raises(Refusal) as refusal,
        only_one(path, "备份"),
    ):
        pytest.fail("two at once")

    assert "运行门户" in str(refusal.value)
    assert "http://127.0.0.1:8000" in str(refusal.value)
    assert "make stop" in str(refusal.value)


def test_the_lock_is_free_again_after_use(tmp_path):
    path = tmp_path / "lock"

    with only_one(path, "备份"):
        assert holder(path)["doing"] == "备份"

    assert holder(path) is None


def test_a_killed_holder_leaves_no_lock(tmp_path):
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert holder(path)["pid"] == process.pid

        process.send_signal(signal.SIGKILL)

    assert holder(path) is None


def test_a_port_in_use_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Refusal, match=f"端口 {port} 已被"):
            need_free_port(port, seconds=0)


def test_a_free_port_is_taken_without_a_word():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]

    need_free_port(port, seconds=0)
