"""The web server: granian, whose threads of Rust read slow clients outside the Python workers.

python -m portal.launch.web
"""

import importlib
import os
import signal
import time
from collections.abc import Callable

import psycopg2
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from .home import Home
from .processes import die_with_parent

# Two workers, so that the death of one fails only its own requests; a few threads in each, since
# a request holds one database connection and mostly waits for it.
WORKERS = int(os.environ.get("PORTAL_WEB_WORKERS") or 2)
THREADS = 4
DATABASE_SECONDS = 60


def wait_for_database(url: str) -> None:
    """Until it answers. The embedded server starts beside us, and may have a log to replay."""
    end = time.monotonic() + DATABASE_SECONDS
    while True:
        try:
            psycopg2.connect(url, connect_timeout=5).close()
        except psycopg2.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def loader(master: int) -> Callable[[str], object]:
    """What a worker runs first: die with the master, import Django, then look at the database."""

    def load(target: str) -> object:
        die_with_parent(signal.SIGTERM, master)
        module, name = target.split(":")
        application = getattr(importlib.import_module(module), name)
        wait_for_database(os.environ["DATABASE_URL"])
        return application

    return load


def main() -> None:
    server = Granian(
        "portal.wsgi:application",
        address="127.0.0.1",
        port=Home.from_environment().port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=loader(os.getpid()))


if __name__ == "__main__":
    main()
