"""Write the reason of each direct dependency, kept in pyproject.toml, into the locked file.

    python -m portal.launch.requirements requirements.txt

pip-compile drops the comments of its source; who reads the locked file should still learn why a
package is there, and which ones come only with another.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEPENDENCY = re.compile(r'^\s*"(?P<name>[A-Za-z0-9._-]+)')
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==")
HEADER = "# Locked by `make lock` from pyproject.toml. The comment above a package is its reason.\n"


def normal(name: str) -> str:
    """The name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def reasons(pyproject: str) -> dict[str, list[str]]:
    """Dependency → the comment lines directly above it."""
    found: dict[str, list[str]] = {}
    comment: list[str] = []
    for line in pyproject.splitlines():
        if line.strip().startswith("#"):
            comment.append(line.strip())
            continue
        if match := DEPENDENCY.match(line):
            found[normal(match["name"])] = comment
        comment = []
    return found


def direct(pyproject: str) -> set[str]:
    """Every dependency the project names itself; a test holds that each has its reason."""
    project = tomllib.loads(pyproject)["project"]
    groups = [project["dependencies"], *project.get("optional-dependencies", {}).values()]
    return {normal(re.split(r"[\[<>=!~; ]", line)[0]) for group in groups for line in group}


def explained(locked: str, why: dict[str, list[str]]) -> str:
    """The locked text with its reasons, and without pip-compile's own heading."""
    lines: list[str] = []
    for line in locked.splitlines():
        if match := PINNED.match(line):
            lines += why.get(normal(match["name"]), [])
        if line.startswith(" ") or match:
            lines.append(line)
    return HEADER + "\n".join(lines) + "\n"


def main(*names: str) -> None:
    pyproject = (ROOT / "pyproject.toml").read_text()
    why = {name: lines for name, lines in reasons(pyproject).items() if name in direct(pyproject)}
    for name in names:
        path = ROOT / name
        path.write_text(explained(path.read_text(), why))


if __name__ == "__main__":
    main(*sys.argv[1:])
