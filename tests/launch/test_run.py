"""The real thing: `python -m portal.launch run` on a folder of its own, twice."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portal.launch.home import ROOT

FIRST, SECONDS = 120, 30
PREPARING = "正在准备数据库与静态文件"


@pytest.fixture
def env(home):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    own = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "PYTEST_"))}
    return own | {"PORTAL_VAR": str(home.var), "PORTAL_PORT": port}


@pytest.fixture
def launch(env):
    """Start a command of the launcher; its output goes to a file, `output(process)` reads it."""
    started = []

    def run(*words):
        log = Path(env["PORTAL_VAR"]) / f"output-{len(started)}"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "portal.launch", *words],
                cwd=ROOT,
                env=env,
                stdout=output,
                stderr=output,
            )
        process.log = log
        started.append(process)
        return process

    yield run
    for process in started:
        process.terminate()
        process.wait(SECONDS)


def serves(env, process, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        link = HTTPConnection("127.0.0.1", int(env["PORTAL_PORT"]), timeout=5)
        try:
            link.request("GET", "/healthz")
            return link.getresponse().status == 200
        except OSError:
            time.sleep(0.05)
        finally:
            link.close()
    return False


def announced(process, seconds=SECONDS):
    """The output, once all of the start is through: the worker and the clock run after it."""
    end = time.monotonic() + seconds
    while "按 Ctrl-C 停止" not in process.log.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(1)
    return process.log.read_text()


def family(var):
    """Command lines of all processes that have to do with this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if str(var).encode() in text:
                found.append(text.split(b"\0")[:4])
    return found


def test_a_portal_starts_refuses_a_second_stops_and_starts_again(home, env, launch):
    first = launch("run")
    assert serves(env, first, FIRST), first.log.read_text()
    assert PREPARING in announced(first)
    assert "demo-clerk" in first.log.read_text()

    second = launch("run")

    assert second.wait(SECONDS) == 1
    assert "不能同时再来一个" in second.log.read_text()

    first.send_signal(signal.SIGINT)
    assert first.wait(SECONDS) == 0
    assert family(home.var) == []

    third = launch("run")
    assert serves(env, third, SECONDS), third.log.read_text()
    assert PREPARING not in announced(third)

    third.send_signal(signal.SIGKILL)
    end = time.monotonic() + SECONDS
    while family(home.var) and time.monotonic() < end:
        time.sleep(0.1)
    assert family(home.var) == []


def test_a_server_that_is_away_is_named_without_its_password(env, launch):
    env["DATABASE_URL"] = "postgresql://portal_app:hush@127.0.0.1:1/portal"

    process = launch("run")

    assert process.wait(SECONDS) == 1
    assert "连接不上数据库 portal（服务器 127.0.0.1，端口 1，角色 portal_app）" in (
        process.log.read_text()
    )
    assert "hush" not in process.log.read_text()


def test_stopping_what_does_not_run_is_no_error(launch):
    process = launch("stop")

    assert process.wait(SECONDS) == 0
    assert "没有在运行" in process.log.read_text()
