"""Skip what was already done: a digest of everything it depends on, kept in `var/`."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from .home import ROOT

PACKAGES = ("portal", "cases", "campaigns", "families", "static")
# Byte code differs from run to run; templates need no preparation.
IGNORED = frozenset({"__pycache__", "templates"})


def inputs(root: Path = ROOT) -> Iterator[Path]:
    """What migrations, roles, grants, reference data and static files are made from."""
    yield root / "requirements.txt"
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and not IGNORED.intersection(path.parts):
                yield path


def digest(paths: Iterable[Path], *words: str) -> str:
    """Of the contents, the names, and whatever else decides (which database, which version)."""
    total = sha256("\0".join(words).encode())
    for path in paths:
        total.update(f"\0{path}\0".encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


class Marks:
    """What was done, and from which digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, name: str, value: str) -> bool:
        path = self.folder / name
        return path.exists() and path.read_text() == value

    def set(self, name: str, value: str) -> None:
        """Only after the work is done: a work broken off is done again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(value)
