"""The table URL × role → status (matrix.txt) and what it stands for."""

from pathlib import Path

from tests.guards.routes import Route, routes

TABLE = Path(__file__).with_name("matrix.txt")
# The columns of the table, in its groups.
GROUPS = (
    ("coordinator", "city_leader", "hotline"),
    ("clerk", "leader", "viewer", "town", "village"),
    ("police", "police_leader", "branch"),
    ("unit_admin", "sysadmin", "secadmin", "auditor"),
    ("stranger", "anonymous"),
)
COLUMNS = tuple(name for group in GROUPS for name in group)
METHODS = ("GET", "POST")
LETTERS = {
    200: "y", 204: "n", 302: "r", 400: "b", 401: "u", 403: "-", 404: "0", 405: "x", 413: "l",
    422: "f", 500: "!", 503: "!",
}  # fmt: skip
TO_SIGN_IN = "s"


def letter(response) -> str:
    """One letter for an answer; a redirect to the sign-in page has its own."""
    where = response.headers.get("Location", "")
    if response.status_code == 302 and where.startswith(("/sign-in/", "/admin/login/")):
        return TO_SIGN_IN
    return LETTERS[response.status_code]


def line(method: str, name: str, letters: dict[str, str]) -> str:
    """As it stands in the table."""
    groups = " ".join("".join(letters[column] for column in group) for group in GROUPS)
    return f"{method:4} {name:50} {groups}"


def read() -> dict[tuple[str, str], dict[str, str]]:
    """{(method, name of the address): {column: letter}}"""
    table = {}
    for text in TABLE.read_text(encoding="utf-8").splitlines():
        if not text.strip() or text.startswith("#"):
            continue
        method, name, *groups = text.split()
        letters = "".join(groups)
        if len(letters) != len(COLUMNS) or (method, name) in table:
            raise ValueError(f"matrix.txt: not a line of the table: {text}")
        table[method, name] = dict(zip(COLUMNS, letters, strict=True))
    return table


def expected_rows() -> list[tuple[str, Route]]:
    return [(method, route) for route in routes() for method in METHODS]
