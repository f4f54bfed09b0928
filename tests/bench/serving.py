"""The production server as `make run` starts it, and the same once more without row security."""

import http.client
import socket
import sys

import psycopg2

from portal.launch.home import ROOT, Database, Home, web_environment
from portal.launch.processes import Child, Children

UNBOUND = "portal_bench"  # a role in the throw-away server of the bench, and nowhere else
SECONDS = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(where: Home, database: Database, children: Children, **more: str) -> int:
    """Answers its port once it answers."""
    port = free_port()
    env = web_environment(Home(where.var, port), database) | more
    env["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    command = [sys.executable, "-m", "portal.launch.web"]
    log = where.log(f"web-{'plain' if more else 'bound'}")
    child = Child("网站服务", command, {"cwd": ROOT, "env": env}, log=log)
    children.start(child).wait_for(lambda: answers(port), SECONDS)
    return port


def answers(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == 200
    except OSError:
        return False
    finally:
        link.close()


def serve_unbound(where: Home, database: Database, children: Children) -> int:
    """The web's rights without its policies: what they cost, and a stock admin that pays none."""
    link = psycopg2.connect(database.admin)
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [UNBOUND])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {UNBOUND} LOGIN BYPASSRLS IN ROLE portal_app")
    link.close()
    app = database.app.replace("portal_app@", f"{UNBOUND}@", 1)
    unbound = Database(app, embedded=True)
    return serve(where, unbound, children, BENCH_WITHOUT_POLICIES="1")
