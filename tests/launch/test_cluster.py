import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from portal.launch.cluster import LONGEST_SOCKET, SOCKET, Cluster, binaries
from portal.launch.home import ROOT
from portal.launch.keeper import share_server

NOBODY = 65534
PARENT = """
import sys, time
from pathlib import Path
from portal.launch.home import Home
from portal.launch.cluster import Cluster
from portal.launch.processes import Children
from portal.launch.session import server
home = Home(Path(sys.argv[1])); cluster = Cluster(home.postgres)
with Children() as children:
    children.start(server(cluster, home)).wait_for(lambda: cluster.is_ready, 60)
    print("ready", flush=True)
    time.sleep(60)
"""
SHARER = """
import sys, time
from pathlib import Path
from portal.launch.keeper import share_server
share = share_server(Path(sys.argv[1]))
print("shared", flush=True)
time.sleep(60)
"""


def gone(cluster, seconds=20):
    end = time.monotonic() + seconds
    while cluster.state() is not None and time.monotonic() < end:
        time.sleep(0.05)
    return cluster.state() is None


def test_the_server_listens_to_nobody_but_us(home, start, query):
    cluster = start(home.postgres)

    rows = query(
        cluster.database.admin,
        "SELECT setting FROM pg_settings WHERE name IN ('listen_addresses', 'server_encoding')"
        " ORDER BY name",
    )

    assert rows == [("",), ("UTF8",)]
    assert stat.S_IMODE(cluster.folder.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_another_account_is_refused_even_through_an_open_folder(home, start):
    cluster = start(home.postgres)
    cluster.folder.chmod(0o755)
    (cluster.folder / SOCKET).chmod(0o777)
    command = [str(binaries() / "psql"), "--no-psqlrc", "-c", "SELECT 1", cluster.database.admin]

    done = subprocess.run(
        command, user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True, text=True, cwd="/"
    )

    cluster.folder.chmod(0o700)
    assert done.returncode != 0
    assert "Peer authentication failed" in done.stderr


@pytest.mark.parametrize("name", ["With-Capitals", "long-" * 20])
def test_a_path_that_no_socket_or_address_can_carry_gets_a_short_one(home, start, query, name):
    cluster = start(home.var / name / "postgres")

    assert query(cluster.database.admin, "SELECT 1") == [(1,)]
    assert cluster.socket_folder != cluster.folder
    assert len(os.fsencode(cluster.socket_folder / SOCKET)) <= LONGEST_SOCKET
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700


def test_a_new_cluster_has_another_identity(home, start):
    assert start(home.var / "one").identity != start(home.var / "two").identity


def test_a_killed_parent_leaves_no_server(home):
    cluster = Cluster(home.postgres)
    command = [sys.executable, "-c", PARENT, str(home.var)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"ready\n"

        parent.send_signal(signal.SIGKILL)

    assert gone(cluster)


def test_two_test_runs_share_one_server_and_the_last_one_out_stops_it(home):
    folder = home.var / "test-postgres"

    first, second = share_server(folder), share_server(folder)
    process_id = first.cluster.state()[0]
    first.close()

    assert second.cluster.state() == (process_id, True)
    second.close()
    assert gone(second.cluster)


def test_a_killed_test_run_leaves_no_server(home):
    folder = home.var / "test-postgres"
    command = [sys.executable, "-c", SHARER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as run:
        assert run.stdout.readline() == b"shared\n"

        run.send_signal(signal.SIGKILL)

    assert gone(Cluster(folder, lasting=False))


def test_a_note_of_a_server_long_gone_does_not_stop_the_next(home, start):
    cluster = Cluster(home.postgres, lasting=False)
    cluster.make()
    (home.postgres / "postmaster.pid").write_text(f"{os.getpid()}\n{home.postgres}\n")

    cluster.end_leftover()

    assert start(home.postgres).is_ready


def test_a_password_is_never_needed_and_never_kept(home, start):
    cluster = start(home.postgres)

    with psycopg2.connect(cluster.database.admin) as connection:
        assert connection.info.password in (None, "")
    connection.close()
    assert not list(Path(home.var).rglob("*pgpass*"))
