"""Nothing unfinished, nothing of one machine, nothing that gets around the locks."""

import ast
import re
from importlib.metadata import distributions

from tests.guards import tree

EVERYTHING = [
    path
    for path in (
        *tree.files(*tree.CODE, "docs", "static", "templates", "tests", ".ci"),
        *(tree.ROOT / name for name in ("Makefile", "manage.py", "pyproject.toml")),
    )
    if path.suffix in {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".csv", ".json", ""}
]
UNFINISHED = re.compile(
    r"\b(TO" + r"DO|FIX" + r"ME|X{3}|HA" + r"CK|to be do" + r"ne)\b|待" + "实现"
)
# A folder of somebody's home or of one build machine.
MACHINE = re.compile(r"(?<![\w.\"'}-])/(home|root|work|Users|builds)/[\w.-]+")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,_-]+\])?==\S+( ;.*)? \\")


def found(pattern):
    return {
        f"{tree.name_of(path)}: {match.group()}"
        for path in EVERYTHING
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }


def test_nothing_is_marked_as_unfinished():
    assert found(UNFINISHED) == set()


def test_no_path_of_one_machine_is_written_down():
    assert found(MACHINE) == set()


def test_nothing_escapes_the_history():
    """`pgtrigger.ignore` would switch the triggers off that write the history."""
    users = [
        f"{tree.name_of(path)}:{node.lineno}"
        for path in tree.python(*tree.CODE)
        for node in ast.walk(tree.parse(path))
        if (
            isinstance(node, ast.Attribute)
            and ast.unparse(node) in {"pgtrigger.ignore", "pgtrigger.core.ignore"}
        )
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "pgtrigger"
            and any(name.name == "ignore" for name in node.names)
        )
    ]

    assert users == []


def test_a_data_migration_says_that_the_owner_may_see():
    """Under FORCE a RunPython silently does `UPDATE 0`; OwnerSees lifts it for its tables."""
    blind = []
    for path in tree.python(*tree.CODE):
        if path.parent.name != "migrations":
            continue
        called = {
            ast.unparse(n.func) for n in ast.walk(tree.parse(path)) if isinstance(n, ast.Call)
        }
        if any(name.endswith("RunPython") for name in called) and "OwnerSees" not in called:
            blind.append(tree.name_of(path))

    assert blind == []


def test_psycopg_3_is_not_installed():
    """Django would prefer it, and the driver is psycopg2."""
    assert "psycopg" not in {dist.metadata["Name"].lower() for dist in distributions()}


def test_requirements_are_pinned_with_digests_and_name_no_index():
    for name in REQUIREMENTS:
        text = (tree.ROOT / name).read_text(encoding="utf-8")
        entries = [line for line in text.splitlines() if line and line[0] not in " #"]

        assert not re.search(r"^\s*-|https?://", text.replace("    --hash=sha256:", ""), re.M), name
        assert [line for line in entries if not PINNED.fullmatch(line)] == [], name
        assert len(re.split(r"\n(?=[a-z])", text)) - 1 <= text.count("--hash=sha256:"), name
