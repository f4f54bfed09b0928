"""`test-server [COMMAND]`: the test server's addresses for one command, or until Ctrl-C."""

import argparse
import os
import signal
import subprocess
import sys

from .home import Home
from .keeper import share_server
from .processes import stop_on_signals, tether
from .session import environment_of, manage


def main(given: argparse.Namespace) -> None:
    stop_on_signals()
    home = Home.from_environment()
    share = share_server(home.var / "test-postgres")
    try:
        manage(home, share.cluster.database, "prepare", "--empty")
        env = environment_of(share.cluster.database)
        if not given.rest:
            for name in sorted(set(env) - set(os.environ)):
                print(f"export {name}={env[name]}", flush=True)
            signal.pause()
        done = subprocess.run(given.rest, env=env, preexec_fn=tether(signal.SIGTERM))
    finally:
        share.close()
    sys.exit(done.returncode)
