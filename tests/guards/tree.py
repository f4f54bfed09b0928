"""The tree of the project as the guards read it: files, their rooms, their functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cases", "campaigns", "families")
CODE = ("portal", *APPS)
# What a machine makes for itself (.gitignore) and git's own folder.
MACHINE = {
    ".git", "var", ".venv", "__pycache__", ".hypothesis", ".import_linter_cache", ".mypy_cache",
    ".pytest_cache", ".ruff_cache",
}  # fmt: skip


def name_of(path: Path) -> str:
    """The file's path inside the project, with slashes."""
    return path.relative_to(ROOT).as_posix()


def files(*folders: str, suffix: str = "") -> list[Path]:
    """Files under these folders of the project, without what machines made."""
    found = [path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}")]
    return sorted(
        path for path in found if path.is_file() and not MACHINE & set(path.relative_to(ROOT).parts)
    )


def python(*folders: str) -> list[Path]:
    return files(*folders, suffix=".py")


def written(*folders: str) -> list[Path]:
    """Python somebody wrote: migrations are made by a command."""
    return [path for path in python(*folders) if "migrations" not in path.parts]


def packages() -> list[str]:
    """portal/<subject> and the three apps, as paths inside the project."""
    subjects = sorted(
        path for path in (ROOT / "portal").iterdir() if path.is_dir() and path.name not in MACHINE
    )
    return [*(name_of(path) for path in subjects), *APPS]


def package_of(path: Path) -> str:
    """portal/units for portal/units/admin/acts.py; cases for cases/views/case.py."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2]) if parts[0] == "portal" else parts[0]


def room_of(path: Path) -> str:
    """views for cases/views/case.py and for portal/desk/views.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[2 if parts[0] == "portal" else 1]


def in_rooms(*rooms: str) -> list[Path]:
    """Written files of these rooms, in every package."""
    folders = [package for package in packages() if (ROOT / package).is_dir()]
    return [
        path
        for path in written(*folders)
        if len(path.relative_to(ROOT / package_of(path)).parts) > 0 and room_of(path) in rooms
    ]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node


def length(node: ast.stmt) -> int:
    """Lines from `def` or `class` to the end; decorators are not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
