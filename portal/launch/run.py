"""`make run`: one process starts all, prints where it is, and stops all.

The second start has three seconds. So the database and the web server start side by side (the
server imports Django while the log is replayed), nothing is prepared whose digest is unchanged,
and the worker waits until the first page is out.
"""

import argparse
import http.client
import os
import platform
import runpy
import signal
import sys
import unicodedata

from .cluster import Cluster
from .digests import Marks, digest, inputs
from .home import ROOT, Database, Home, web_environment, worker_environment
from .keyring import need_keys
from .lock import need_free_port, only_one
from .processes import Child, Children, die_with_parent, stop_on_signals
from .refusal import Refusal
from .session import SERVER_SECONDS, identity, manage, server

WEB_SECONDS = 60.0
# Of a package above this one, so it is read by its path and not imported.
ACCOUNTS = ROOT / "portal" / "demo" / "accounts.py"


def main(given: argparse.Namespace) -> None:
    if given.until_parent_dies:
        die_with_parent(signal.SIGTERM)
    home = Home.from_environment()
    stop_on_signals()
    home.make_folders()
    with only_one(home.var / "lock", "运行门户", home.address):
        need_free_port(home.port)
        need_keys(home)
        with Children() as children:
            serve(home, children)


def serve(home: Home, children: Children) -> None:
    database, which = start_database(home, children)
    marks = Marks(home.var / "marks")
    source = digest(inputs(), platform.python_version())
    if not marks.holds("prepared", f"{source} {which}"):
        print("正在准备数据库与静态文件…", flush=True)
        for child in children.all:
            child.wait_for(lambda: Cluster(home.postgres).is_ready, SERVER_SECONDS)
        manage(home, database, "prepare")
        marks.set("prepared", f"{source} {which_now(home, database)}")
    web = children.start(web_server(home, database))
    web.wait_for(lambda: answers(home), WEB_SECONDS)
    announce(home, database, marks)
    work(home, database, children)
    if os.environ.get("PORTAL_DEMO") == "1" or database.embedded:
        seed_once(home, database, marks)
    children.watch()


def start_database(home: Home, children: Children) -> tuple[Database, str]:
    """The database and its identity. The embedded one is on its way up, not yet ready."""
    if own := Database.from_environment():
        return own, identity(own)
    cluster = Cluster(home.postgres)
    children.start(server(cluster, home))
    return cluster.database, cluster.identity


def which_now(home: Home, database: Database) -> str:
    """Preparing may have made the database whose identity was asked for."""
    return Cluster(home.postgres).identity if database.embedded else identity(database)


def web_server(home: Home, database: Database) -> Child:
    env = web_environment(home, database)
    return Child(
        "网站服务",
        [sys.executable, "-m", "portal.launch.web"],
        {"cwd": ROOT, "env": env},
        log=home.log("web"),
    )


def answers(home: Home) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", home.port, timeout=10)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == 200
    except OSError:
        return False
    finally:
        link.close()


def work(home: Home, database: Database, children: Children) -> None:
    """What works in the background: tasks, and the jobs that come round by the clock."""
    commands = [
        ("后台任务", "worker", ["db_worker", "--no-startup-delay"]),
        ("定时任务", "keep-time", ["keep_time"]),
    ]
    keywords = {"cwd": ROOT, "env": worker_environment(home, database)}
    for name, log, words in commands:
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        children.start(Child(name, command, keywords, log=home.log(log), is_vital=False))


def seed_once(home: Home, database: Database, marks: Marks) -> None:
    """The demo city, as a task: the command only enqueues it, the desk shows how far it is."""
    which = which_now(home, database)
    if marks.holds("seeded", which):
        return
    try:
        manage(home, database, "seed_demo", "--background")
    except Refusal as refusal:  # the site is up, and stays up
        print(refusal, file=sys.stderr, flush=True)
    else:
        marks.set("seeded", which)


def announce(home: Home, database: Database, marks: Marks) -> None:
    print(f"\n门户已启动：{home.address}    按 Ctrl-C 停止。", flush=True)
    if not database.embedded:
        return
    if marks.holds("restored", which_now(home, database)):
        print("数据来自备份：账号和密码同备份时一样。\n", flush=True)
        return
    demo = runpy.run_path(str(ACCOUNTS))
    print("演示账号（密码相同）：")
    for account in demo["ACCOUNTS"]:
        print(f"  {account.username:<24}{padded(account.name, 10)}{account.title}")
    print(f"演示密码：{demo['password'](home.var)}\n", flush=True)


def padded(text: str, width: int) -> str:
    """Chinese characters are two columns wide."""
    columns = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(1, width - columns)
