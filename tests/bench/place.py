"""The bench's own server and database, in var/bench: nothing of the portal that runs is touched.

The demo city is made once and kept as a template; each number of rows has a database of its own,
which is kept while neither the loader nor the number changes.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from portal.launch.cluster import Cluster
from portal.launch.digests import Marks, digest, inputs
from portal.launch.home import ROOT, Database, Home
from portal.launch.lock import only_one
from portal.launch.processes import Children
from portal.launch.session import SERVER_SECONDS, manage, server

HERE = Path(__file__).parent
LOADER = [
    HERE / f"{name}.py" for name in ("copies", "fill", "homes", "load", "rows", "sealed", "words")
]
TEMPLATE = "portal"


def home(port: int) -> Home:
    return Home(Home.from_environment().var / "bench", port)


def database_of(cluster: Cluster, name: str) -> Database:
    return Database(
        app=cluster.url("portal_app", name),
        owner=cluster.url("portal_owner", name),
        admin=cluster.url("postgres", "postgres"),
        backup=cluster.url("portal_backup", name),
        embedded=True,
    )


@contextmanager
def standing(where: Home, rows: int, children: Children) -> Iterator[Database]:
    """The database of so many rows, built where it does not stand yet."""
    where.make_folders()
    cluster = Cluster(where.postgres)
    with only_one(where.var / "lock", "make bench"):
        up = children.start(server(cluster, where))
        up.wait_for(lambda: cluster.is_ready, SERVER_SECONDS)
        made = database_of(cluster, f"bench_{rows}")
        make(where, cluster, made, rows)
        yield made


def make(where: Home, cluster: Cluster, made: Database, rows: int) -> None:
    marks = Marks(where.var / "marks")
    source = f"{digest(inputs())} {cluster.identity}"
    base = database_of(cluster, TEMPLATE)
    if not marks.holds("template", source):
        print("The demo city, once:", flush=True)
        manage(where, base, "prepare")
        manage(where, base, "seed_demo")
        marks.set("template", source)
    loaded = f"{digest(LOADER)} {cluster.identity}"
    if not marks.holds(f"loaded-{rows}", loaded):
        print(f"{rows:,} cases:", flush=True)
        clone(cluster, f"bench_{rows}")
        fill(where, cluster, rows)
        marks.set(f"loaded-{rows}", loaded)
    elif not marks.holds(f"prepared-{rows}", source):
        manage(where, made, "prepare")
    marks.set(f"prepared-{rows}", source)


def clone(cluster: Cluster, name: str) -> None:
    link = psycopg2.connect(cluster.url("postgres", "postgres"))
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE} OWNER portal_owner')
    link.close()


def fill(where: Home, cluster: Cluster, rows: int) -> None:
    """In a process of its own: what it holds in memory is given back before anything is timed."""
    address = cluster.url("postgres", f"bench_{rows}")
    environment = os.environ | {"DATABASE_URL": address, "PORTAL_VAR": str(where.var)}
    command = [sys.executable, "-m", "tests.bench.fill", str(rows)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
