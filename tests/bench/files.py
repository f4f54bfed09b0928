"""What is written to and read from files: each in a process of its own, so that memory is told."""

import json
import subprocess
import sys
from collections.abc import Iterator

from portal.launch.home import ROOT, Database, Home, web_environment
from tests.bench.pages import Measured, Site
from tests.bench.visitor import Failed


def all_of(where: Home, database: Database, site: Site) -> Iterator[Measured]:
    photo = run("photo", where, database)
    yield "photo_12mp", photo["ms"], photo["ratio"]
    export = run("export", where, database)
    yield "export_xlsx", export["seconds"], export["ratio"]
    yield "export_memory", export["memory"], None
    taken = run("households", where, database)
    yield "import_households", taken["rate"], None
    yield "import_memory", taken["memory"], None


def run(name: str, where: Home, database: Database) -> dict[str, float]:
    """One of tests.bench.jobs as the web's role; it answers with a line of JSON."""
    env = web_environment(where, database) | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-m", "tests.bench.jobs", name]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{name}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])
