import os
import shutil
import tempfile
from pathlib import Path

import psycopg2
import pytest

from portal.launch.cluster import Cluster, run_as, server_account
from portal.launch.home import Home
from portal.launch.processes import Child, Children

SECONDS = 60.0


@pytest.fixture
def home():
    """A portal's own folder, with a short path in small letters and nothing in it."""
    folder = Path(tempfile.mkdtemp(prefix="portal-launch-", dir=os.environ.get("PORTAL_VAR")))
    made = Home(folder.absolute())
    made.make_folders()
    yield made
    shutil.rmtree(folder)


@pytest.fixture
def start():
    """Start the embedded server on a folder; returns its Cluster. All are stopped at the end."""
    short = []
    with Children() as children:

        def started(folder):
            cluster = Cluster(folder, lasting=False)
            cluster.make()
            if cluster.socket_folder != cluster.folder:
                short.append(cluster.socket_folder)
            keywords = run_as(server_account())
            log = folder.with_suffix(".log")
            child = children.start(Child("数据库", cluster.command(), keywords, log=log))
            child.wait_for(lambda: cluster.is_ready, SECONDS)
            return cluster

        yield started
    for folder in short:
        folder.rmdir()


@pytest.fixture
def query():
    """Run statements at an address; returns the rows of the last one."""

    def run(url, *statements):
        connection = psycopg2.connect(url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    return run
