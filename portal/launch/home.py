"""Where things lie on this machine, and which database they belong to: read once from the
environment, handed down to every child process.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
# What only the launcher and the preparing process may know; the web server is given none of it.
PRIVILEGED = ("DATABASE_ADMIN_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL")


@dataclass(frozen=True)
class Home:
    """The local folder of one portal and the port it answers on."""

    var: Path
    port: int = 8000

    @classmethod
    def from_environment(cls) -> "Home":
        var = Path(os.environ.get("PORTAL_VAR") or ROOT / "var").expanduser().absolute()
        return cls(var, int(os.environ.get("PORTAL_PORT") or 8000))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def keys(self) -> Path:
        return Path(os.environ.get("PORTAL_KEYS") or self.var / "keys")

    @property
    def media(self) -> Path:
        return self.var / "media"

    @property
    def backups(self) -> Path:
        return self.var / "backups"

    @property
    def postgres(self) -> Path:
        return self.var / "postgres"

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def make_folders(self) -> None:
        """`var` may be passed through (the database's account must, under root), never listed;
        each folder with content is closed by itself, whatever happens to those above it.
        """
        if not self.var.exists():
            self.var.mkdir(parents=True)
            self.var.chmod(0o711)
        for folder in (self.keys, self.media, self.backups, self.var / "log"):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)


@dataclass(frozen=True)
class Database:
    """The addresses of one database, by role; `embedded` when it is the one the wheel carries."""

    app: str
    owner: str = ""
    admin: str = ""
    backup: str = ""
    embedded: bool = False

    @classmethod
    def from_environment(cls) -> "Database | None":
        """A server of one's own; None when no DATABASE_URL names one."""
        if not (app := os.environ.get("DATABASE_URL", "")):
            return None
        owner, admin, backup = (
            os.environ.get(name, "")
            for name in ("DATABASE_OWNER_URL", "DATABASE_ADMIN_URL", "DATABASE_BACKUP_URL")
        )
        return cls(app, owner, admin, backup)


def web_environment(home: Home, database: Database) -> dict[str, str]:
    """For what answers strangers: the web role's address and nothing stronger."""
    env = {key: value for key, value in os.environ.items() if key not in PRIVILEGED}
    # Byte code is what makes the second start quick: wanted here, whatever the shell says.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env |= {"PORTAL_VAR": str(home.var), "PORTAL_PORT": str(home.port)}
    env |= {"DATABASE_URL": database.app, "PYTHONUNBUFFERED": "1"}
    if database.embedded:
        env["PORTAL_DEMO"] = "1"
    return env


def worker_environment(home: Home, database: Database) -> dict[str, str]:
    """For what works in the background: also the role that may make the daily backup."""
    env = web_environment(home, database)
    return env | ({"DATABASE_BACKUP_URL": database.backup} if database.backup else {})


def owner_environment(home: Home, database: Database) -> dict[str, str]:
    """For management commands that build the database: they connect as its owner."""
    env = worker_environment(home, database)
    env |= {"DATABASE_URL": database.owner, "DATABASE_OWNER_URL": database.owner}
    # make_roles gives each role the password that its address carries.
    for name in ("app", "owner", "backup"):
        if password := urlsplit(getattr(database, name)).password:
            env[f"PORTAL_ROLE_PASSWORD_{name.upper()}"] = unquote(password)
    return env | ({"DATABASE_ADMIN_URL": database.admin} if database.admin else {})
