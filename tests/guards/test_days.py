"""The day of a moment is asked of the clock; from midnight to eight UTC still says yesterday.

What the database and `clock.now()` give is in UTC. `.date()` on it, or a format that writes days,
says the day before for the first eight hours of each day here.
"""

import ast

import pytest

from tests.guards import tree

# Moments that come in the zone whose days are meant, with who promises it.
ZONED = {
    "portal/deadlines/rules/counting.py": "start_at and end: the docstring asks for the zone",
    "portal/deadlines/rules/reminding.py": "now and local: the docstring asks for the zone",
    "portal/deadlines/rules/wording.py": "moments of an Explanation",
    "portal/ui/views.py": "a minute, to count within; no day",
    "portal/launch/backup.py": "the machine's own moment",
}


def is_moment(node: ast.AST) -> bool:
    """`at`, `now`, `clock.now()`, and whatever is named …_at."""
    if isinstance(node, ast.Call):
        node = node.func
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return name in {"at", "now"} or name.endswith("_at")


def days_of_moments(source: str) -> list[int]:
    """The lines that take a day from a moment."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            wrong = node.func.attr in {"date", "strftime"} and is_moment(node.func.value)
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            wrong = "%" in ast.unparse(node.format_spec) and is_moment(node.value)
        else:
            continue
        if wrong:
            found.append(node.lineno)
    return found


def test_no_day_is_taken_from_a_moment_in_another_zone():
    said = [
        f"{tree.name_of(path)}:{line}"
        for path in tree.written(*tree.CODE)
        if tree.name_of(path) not in ZONED
        for line in days_of_moments(path.read_text(encoding="utf-8"))
    ]
    assert not said, "clock.day_of(at) or timezone.localtime(at) says the day: " + ", ".join(said)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("day = at.date()", True),
        ("day = clock.now().date()", True),
        ("day = case.registered_at.date()", True),
        ("name = f'{at:%Y%m%d}'", True),
        ("name = now.strftime('%Y')", True),
        ("day = clock.day_of(at)", False),
        ("name = f'{clock.day_of(at):%Y%m%d}'", False),
        ("day = timezone.localtime(at).date()", False),
    ],
)
def test_the_guard_knows_a_day_of_a_moment(source, wrong):
    assert bool(days_of_moments(source)) is wrong
