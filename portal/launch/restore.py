"""`make restore FILE=`: a backup into an empty database and an empty folder, then compare.

Never over anything: whoever wants to go back to yesterday takes a new PORTAL_VAR, or moves the old
folders aside, and still has them if the backup is not what they hoped.
"""

import argparse
import contextlib
import itertools
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import psycopg2

from .backup import DUMP, MEDIA, digest_of, files_of, read_manifest
from .cluster import Cluster, binaries
from .contents import TABLES, contents, differences, open_reader
from .digests import Marks
from .home import Home
from .keyring import ask_for_keys
from .processes import stop_on_signals
from .refusal import Refusal
from .session import database_up, identity, manage

# To give a function away, its new owner needs this for a moment (PostgreSQL's rule).
LEND = "GRANT CREATE ON SCHEMA public TO portal_reader, portal_mover"
TAKE_BACK = "REVOKE CREATE ON SCHEMA public FROM portal_reader, portal_mover"
# Settings a dump begins with that PostgreSQL 15 and 16 do not know, and the lines to look in.
YOUNG_SETTINGS = (b"SET transaction_timeout",)
HEAD = 30


def main(given: argparse.Namespace) -> None:
    if not given.rest or not given.rest[0]:
        raise Refusal("请说明恢复哪一份备份：make restore FILE=var/backups/portal-….tar")
    path, home = Path(given.rest[0]), Home.from_environment()
    stop_on_signals()
    manifest = read_manifest(path)
    need_empty_folder(home.media)
    with database_up(home, "恢复备份", new=True) as database:
        if not database.backup:
            raise Refusal("给出了 DATABASE_URL，核对还需要 DATABASE_BACKUP_URL（portal_backup）。")
        manage(home, database, "prepare", "--empty")
        restore(path, manifest, database.owner, database.backup, home.media)
        which = Cluster(home.postgres).identity if database.embedded else identity(database)
    # What was restored is somebody's data: no demo city is poured over it.
    for mark in ("seeded", "restored"):
        Marks(home.var / "marks").set(mark, which)
    print(f"已恢复 {manifest['made_at']} 的备份，逐表核对一致。")
    if missing := ask_for_keys(home, manifest["keys"]):
        print(f"启动前请把字段密钥 {'、'.join(missing)} 放回 {home.keys}，否则加密的字段无法读出。")


def restore(path: Path, manifest: dict, owner: str, backup: str, media: Path) -> None:
    """Raises Refusal when the target is not empty, the file is damaged, or the result differs.

    `owner` writes; `backup` reads all rows again for the comparison.
    """
    need_empty_folder(media)
    need_empty_database(owner)
    dump = media.parent / "restore.dump"
    try:
        with tarfile.open(path) as archive:
            unpack(archive, DUMP, dump, manifest)
            load(owner, dump)
            need_equal(backup, manifest)
            for name in manifest["files"]:
                if name.startswith(MEDIA):
                    unpack(archive, name, media / inside(name), manifest)
    finally:
        dump.unlink(missing_ok=True)


def load(owner: str, dump: Path) -> None:
    """All or nothing. As the owner, not as a superuser: who owns the tables owns them again.

    Through psql: an older server does not know every setting that pg_restore makes of itself.
    """
    script = [str(binaries() / "pg_restore"), "--file=-", str(dump)]
    command = [str(binaries() / "psql"), "--no-psqlrc", "--quiet", "--single-transaction"]
    command += ["--set=ON_ERROR_STOP=1", "--no-password", f"--dbname={owner}"]
    with lent(owner), tempfile.TemporaryFile() as errors:
        source = subprocess.Popen(script, stdout=subprocess.PIPE, stderr=errors)
        target = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors
        )
        with source, target:
            with contextlib.suppress(BrokenPipeError):
                hand_over(source.stdout, target.stdin)
            if source.wait() != 0:
                target.kill()  # the end of its input would be the moment to commit
            with contextlib.suppress(BrokenPipeError):
                target.stdin.close()
        if source.returncode or target.returncode:
            errors.seek(0)
            words = errors.read().decode(errors="replace").strip()
            raise Refusal(f"没有恢复成功，数据库保持为空：{words}")


def hand_over(script: BinaryIO, target: BinaryIO) -> None:
    """Everything but settings younger than the server; only in the head, before any data."""
    for line in itertools.islice(script, HEAD):
        if not line.startswith(YOUNG_SETTINGS):
            target.write(line)
    shutil.copyfileobj(script, target)
    target.flush()


@contextlib.contextmanager
def lent(owner: str) -> Iterator[None]:
    execute(owner, LEND)
    try:
        yield
    finally:
        execute(owner, TAKE_BACK)


def execute(url: str, statement: str) -> list[tuple]:
    with (
        contextlib.closing(psycopg2.connect(url)) as connection,
        connection,  # commits
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def need_empty_database(owner: str) -> None:
    if tables := execute(owner, TABLES):
        raise Refusal(
            f"数据库里已有 {len(tables)} 张表。恢复只写入空的数据库：请换一个 PORTAL_VAR 文件夹，"
            "或先把原来的数据文件夹移到别处。"
        )


def need_empty_folder(media: Path) -> None:
    if any(files_of(media)):
        raise Refusal(f"{media} 里已有文件。恢复只写入空的文件夹：请先把它移到别处。")


def need_equal(backup: str, manifest: dict) -> None:
    with contextlib.closing(open_reader(backup)) as reader:
        if different := differences(manifest["contents"], contents(reader)):
            raise Refusal(f"恢复后与备份不一致：{'、'.join(different)}。请不要使用这个数据库。")


def unpack(archive: tarfile.TarFile, name: str, target: Path, manifest: dict) -> None:
    """One regular file, private to us; nothing else in an archive is ever acted upon."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with archive.extractfile(name) as source:
        handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w+b") as file:
            while chunk := source.read(1 << 20):
                file.write(chunk)
            file.seek(0)
            if digest_of(file) != manifest["files"][name]:
                raise Refusal(f"备份文件已损坏：{name} 与清单不符。")


def inside(name: str) -> PurePosixPath:
    """The path below media. Raises Refusal for one that would lead out of it."""
    path = PurePosixPath(name.removeprefix(MEDIA))
    if path.is_absolute() or ".." in path.parts:
        raise Refusal(f"备份文件里有不该有的路径：{name}")
    return path
