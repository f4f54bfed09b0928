"""Every file stands in a room that has a name; no room is called utils."""

import re

import pytest

from tests.guards import tree

# house.md, Rooms of an app, and the few that Django or this house asks for by name.
ROOMS = {
    "__init__", "urls", "converters", "middleware", "views", "admin", "errors", "templatetags",
    "context", "demo", "tasks", "forms", "filters", "exports", "reports", "papers", "presenters",
    "actions", "notices", "checks", "models", "querysets", "rules", "registry", "menu", "choices",
    "text", "masking", "labels", "apps", "migrations", "management", "data",
}  # fmt: skip
# What a package has of its own. A new name is a decision: write it here, and why in its docstring.
OWN = {
    "portal": {
        "__init__", "access", "accounts", "audit", "clock", "crypto", "deadlines", "demo", "desk",
        "drafts", "files", "handbook", "jobs", "launch", "papers", "search", "settings", "sheets",
        "ui", "units", "urls", "wsgi",
    },
    "portal/access": {
        "actor", "open_tables", "permissions", "refusal", "roles", "row_security", "scope",
    },
    "portal/accounts": {"backends", "codes", "passwords", "sessions", "site"},
    "portal/audit": {"history", "seal", "verification"},
    "portal/crypto": {"fields", "keys", "provider", "rows"},
    "portal/deadlines": {"reference"},
    "portal/demo": {"accounts"},
    "portal/desk": {"kinds"},
    "portal/drafts": set(),
    "portal/files": {"formats", "likeness", "pictures", "sanitise", "storing", "uploads"},
    "portal/handbook": {"book"},
    "portal/jobs": {"keeping", "progress"},
    "portal/launch": {
        "__main__", "backup", "bootstrap", "cluster", "contents", "digests", "home", "keeper",
        "keyring", "lock", "manage", "processes", "refusal", "requirements", "restore", "run",
        "session", "stop", "test_server", "web",
    },
    "portal/papers": {
        "closing", "comparison", "document", "docx", "incoming", "layout", "oxml", "parsing",
        "pieces",
    },
    "portal/search": {"finding", "kinds", "tokens"},
    "portal/sheets": {
        "cells", "checking", "declaration", "imports", "reading", "untrusted", "workbooks",
    },
    "portal/ui": {"gallery", "logs", "moment", "paging", "storage", "words"},
    "portal/units": {"reference"},
    "cases": {"desk", "imports", "holding", "kinds", "reference"},
    "campaigns": {"desk", "holding", "imports", "kinds", "reference"},
    "families": {"desk", "imports", "kinds", "reference"},
}  # fmt: skip
TOP = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "campaigns", "cases",
    "docs", "families", "manage.py", "portal", "pyproject.toml", "requirements-dev.txt",
    "requirements.txt", "static", "templates", "tests",
}  # fmt: skip
NAME = re.compile(r"_{0,2}[a-z][a-z0-9_]*")


def held(folder):
    """Names a folder holds, without endings and without what machines made."""
    entries = (tree.ROOT / folder).iterdir()
    return {path.name.removesuffix(".py") for path in entries if path.name not in tree.MACHINE}


def test_the_top_of_the_tree_holds_what_was_agreed_and_nothing_else():
    assert held(".") <= {name.removesuffix(".py") for name in TOP}


def test_every_package_is_on_the_list():
    assert set(tree.packages()) | {"portal"} == set(OWN)


@pytest.mark.parametrize("package", sorted(OWN))
def test_a_package_holds_only_named_rooms(package):
    allowed = OWN[package] if package == "portal" else ROOMS | OWN[package]

    assert held(package) <= allowed


@pytest.mark.parametrize("package", sorted(set(OWN) - {"portal"}))
def test_no_name_is_kept_that_is_no_longer_used(package):
    assert OWN[package] <= held(package)


def test_files_are_named_in_lower_case_english():
    wrong = [
        tree.name_of(path)
        for path in tree.written(*tree.CODE, "tests")
        if not NAME.fullmatch(path.stem)
    ]

    assert wrong == []
