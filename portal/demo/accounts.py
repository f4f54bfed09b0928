"""The fixed demo accounts, from their file. Knows no Django: the launcher prints them."""

import csv
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "accounts.csv"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One line of accounts.csv. `roles` are values of portal.access.Role."""

    username: str
    name: str
    unit_code: str
    roles: tuple[str, ...]
    title: str
    opens: str


def load() -> list[DemoAccount]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            DemoAccount(
                row["username"],
                row["name"],
                row["unit_code"],
                tuple(row["roles"].split()),
                row["title"],
                row["opens"],
            )
            for row in csv.DictReader(file)
        ]


ACCOUNTS = load()


def password(var: Path) -> str:
    """DEMO_PASSWORD, else one made once and kept in `var/demo-password` (mode 0600)."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    path = var / "demo-password"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(f"Demo-{secrets.token_hex(4)}-{secrets.randbelow(90) + 10}")
    return path.read_text().strip()
