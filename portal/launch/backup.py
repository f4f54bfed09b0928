"""`make backup`: the database, the files and the names of the keys in one file.

    database.dump    pg_dump, custom format, by the role portal_backup (others would dump nothing)
    media/…          the uploaded files
    manifest.json    last, so that a file cut short has none: digests of all the above

Keys are never in it: who steals the file must not be able to read what is ciphered. Their names
are, so that a restore can say which key is missing. The file holds people's records in clear all
the same: it is 0600, in a folder 0700.
"""

import argparse
import contextlib
import io
import json
import os
import subprocess
import tarfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from psycopg2 import extensions

from .cluster import binaries
from .contents import contents, open_reader
from .home import Home
from .keyring import key_names
from .processes import stop_on_signals
from .refusal import Refusal
from .session import database_up

KEPT = 7
FRESH = 20 * 3600  # seconds: a day, less what a start in the morning may shift
# In the name of the file, by which the newest are kept: the same for the site and for the shell.
BEIJING = timezone(timedelta(hours=8))
DUMP, MANIFEST, MEDIA = "database.dump", "manifest.json", "media/"
CHUNK = 1 << 20  # bytes


def main(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    if "--automatic" in given.rest and is_fresh(home.backups):
        return
    stop_on_signals()
    with database_up(home, "备份") as database:
        if not database.backup:
            raise Refusal("给出了 DATABASE_URL，备份还需要 DATABASE_BACKUP_URL（portal_backup）。")
        path = make_backup(database.backup, home)
    prune(home.backups)
    tables = read_manifest(path)["contents"]["tables"].values()
    rows = sum(table["rows"] for table in tables)
    print(f"已备份：{path}（{len(tables)} 张表，{rows:,} 行）")
    print(f"字段密钥不在其中，请另行离线保存：{home.keys}")


def is_fresh(folder: Path) -> bool:
    """Whether the day has its backup: a portal started seven times a day keeps seven days."""
    newest = max((path.stat().st_mtime for path in folder.glob("portal-*.tar")), default=0.0)
    return 0 <= time.time() - newest < FRESH


def make_backup(url: str, home: Home) -> Path:
    """One consistent file, complete or absent. Raises Refusal when pg_dump fails."""
    home.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = datetime.now(BEIJING)
    path = home.backups / f"portal-{now:%Y%m%d-%H%M%S}.tar"
    unfinished, dump = path.with_suffix(".unfinished"), path.with_suffix(".dump")
    try:
        with contextlib.closing(open_reader(url)) as reader:
            run_dump(url, snapshot_of(reader), dump)
            held = contents(reader)
        with private(unfinished) as file:
            write_archive(file, dump, held, home, now)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
        dump.unlink(missing_ok=True)
    return path


def private(path: Path) -> BinaryIO:
    """A new file that only we can read, from its first byte."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def snapshot_of(reader: extensions.connection) -> str:
    """The reader's view, for pg_dump to share: digests and dump are of the same moment."""
    with reader.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        return cursor.fetchone()[0]


def run_dump(url: str, snapshot: str, target: Path) -> None:
    command = [str(binaries() / "pg_dump"), "--format=custom", "--no-password"]
    command += [f"--snapshot={snapshot}", f"--file={target}", f"--dbname={url}"]
    private(target).close()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise Refusal(f"没有备份成功：{done.stderr.strip()}")


def write_archive(file: BinaryIO, dump: Path, held: dict, home: Home, now: datetime) -> None:
    digests = {}
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, path in ((DUMP, dump), *files_of(home.media)):
            with path.open("rb") as source:
                information = archive.gettarinfo(arcname=name, fileobj=source)
                reader = Summed(source)
                archive.addfile(information, reader)
                digests[name] = reader.sum.hexdigest()
        manifest = {
            "made_at": now.isoformat(timespec="seconds"),
            "contents": held,
            "files": digests,
            "keys": key_names(home.keys),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        information = tarfile.TarInfo(MANIFEST)
        information.size, information.mode = len(text), 0o600
        archive.addfile(information, io.BytesIO(text))


class Summed:
    """A file whose digest is that of exactly the bytes read from it."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.sum = source, sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.sum.update(data)
        return data


def files_of(media: Path) -> Iterator[tuple[str, Path]]:
    """Name in the archive and place of each uploaded file; links are not followed."""
    for path in sorted(media.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield MEDIA + path.relative_to(media).as_posix(), path


def digest_of(source: BinaryIO) -> str:
    total = sha256()
    while chunk := source.read(CHUNK):
        total.update(chunk)
    return total.hexdigest()


def read_manifest(path: Path) -> dict:
    """Raises Refusal for what is not a whole backup."""
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile(MANIFEST)
            return json.loads(member.read())
    except (OSError, tarfile.TarError, KeyError, ValueError) as error:
        raise Refusal(f"{path} 不是完整的备份文件。") from error


def prune(folder: Path, kept: int = KEPT) -> list[Path]:
    """Remove all but the newest; the name carries the time."""
    old = sorted(folder.glob("portal-*.tar"))[:-kept]
    for path in old:
        path.unlink()
    return old
