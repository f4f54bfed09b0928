"""A database that is up, for a command: the running one, one of one's own, or one just started."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import extensions

from .cluster import Cluster, run_as, server_account
from .home import ROOT, Database, Home, owner_environment
from .lock import holder, only_one, sentence
from .processes import Child, Children, tether
from .refusal import Refusal

SERVER_SECONDS = 120.0  # a log to replay after a fall takes its time


def server(cluster: Cluster, home: Home) -> Child:
    """The embedded server as a child, not yet started; SIGINT is PostgreSQL's quick, clean stop."""
    cluster.make()
    cluster.end_leftover()
    return Child(
        "内置数据库",
        cluster.command(),
        run_as(server_account()),
        log=home.log("postgres"),
        stop_signal=signal.SIGINT,
        patience=30.0,
    )


def identity(database: Database) -> str:
    """Which database this is, from the server itself: another one under the same address differs.

    "absent" when only the administrator gets in: roles and database are still to be made. Raises
    Refusal when nobody does. The owner asks: the web role may not have its rights yet.
    """
    try:
        connection = connect(database.owner or database.app)
    except Refusal:
        if not database.admin:
            raise
        connect(database.admin).close()
        return "absent"
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier::text || '/' || oid || '/' ||"
            " COALESCE(to_regclass('django_migrations')::text, '')"
            " FROM pg_control_system(), pg_database WHERE datname = current_database()"
        )
        return cursor.fetchone()[0]


def connect(url: str) -> extensions.connection:
    """Raises Refusal in words when there is no way in."""
    try:
        return psycopg2.connect(url, connect_timeout=5)
    except psycopg2.OperationalError as error:
        raise Refusal(unreachable(url, error)) from error


def unreachable(url: str, error: Exception) -> str:
    """Names server, database and role, never the password; the driver's last line says why."""
    parts = urlsplit(url)
    return (
        f"连接不上数据库 {parts.path.lstrip('/')}（服务器 {parts.hostname}，端口 "
        f"{parts.port or 5432}，角色 {parts.username}）。请确认服务器已启动、地址和口令无误。\n"
        f"{str(error).strip().splitlines()[0]}"
    )


@contextlib.contextmanager
def database_up(home: Home, doing: str, *, new: bool = False) -> Iterator[Database]:
    """Beside a running portal its database is used; else the embedded server is started for us,
    and made when `new` allows it.
    """
    if own := Database.from_environment():
        identity(own)
        yield own
        return
    cluster = Cluster(home.postgres)
    note = holder(home.var / "lock")
    if note is not None:
        if not cluster.is_ready:
            raise Refusal(sentence(note))
        yield cluster.database
        return
    if not cluster.exists and not new:
        raise Refusal(f"{home.var} 里还没有数据库。请先运行一次 make run。")
    home.make_folders()
    with only_one(home.var / "lock", doing), Children() as children:
        children.start(server(cluster, home)).wait_for(lambda: cluster.is_ready, SERVER_SECONDS)
        yield cluster.database


def manage(home: Home, database: Database, *words: str) -> None:
    """One management command as the owner. Raises Refusal when it fails."""
    if not database.owner:
        raise Refusal("给出了 DATABASE_URL，还需要 DATABASE_OWNER_URL（portal_owner 的地址）。")
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        cwd=ROOT,
        env=owner_environment(home, database),
        stdin=subprocess.DEVNULL,
        preexec_fn=tether(signal.SIGTERM),
    )
    if done.returncode != 0:
        raise Refusal(f"没有完成：{words[0]}（原因见上）。")


def environment_of(database: Database) -> dict[str, str]:
    """The process's own environment with every address of that database."""
    return os.environ | {
        "DATABASE_URL": database.app,
        "DATABASE_OWNER_URL": database.owner,
        "DATABASE_ADMIN_URL": database.admin,
        "DATABASE_BACKUP_URL": database.backup,
    }
