"""The scene once per process, in a database of its own.

Making it takes longer than most tests that look at it. A test that asks for `scene` works in a
transaction of that database and leaves it as it was; its keys and files are copies. Into the
database of a test that is not rolled back the rows are poured. Beside a `stage` it is made anew.
"""

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings

from portal.crypto.keys import make_keys
from tests import database
from tests.factories import scene as scenes

STAGED: set[Path] = set()  # modules that keep one transaction open from test to test


@dataclass(frozen=True)
class Standing:
    """Where the made scene lies: its database and the rows of it, its keys, its files."""

    name: str
    folder: Path
    scene: scenes.Scene
    rows: database.Rows | None

    def handed_out(self, keys: Path) -> scenes.Scene:
        """A scene of the test's own; it may write into its keys and files."""
        if self.rows and connections["default"].settings_dict["NAME"] != self.name:
            self.rows.pour()
        if not is_same(self.folder / "keys", keys):
            shutil.rmtree(keys, ignore_errors=True)
            shutil.copytree(self.folder / "keys", keys)
        if (files := self.folder / "media").exists():
            shutil.copytree(files, settings.MEDIA_ROOT, dirs_exist_ok=True)
        return deepcopy(self.scene)


def is_same(folder: Path, other: Path) -> bool:
    if not other.exists():
        return False
    found = filecmp.dircmp(folder, other)
    return not (found.left_only or found.right_only or found.diff_files)


def is_for(node: Any) -> bool:
    """Whether this test asks for the scene, and stands beside nothing that forbids to share it."""
    made = node._fixtureinfo.name2fixturedefs.get("scene", ())
    return bool(made) and made[-1].func.__module__ == scenes.__name__ and node.path not in STAGED


def stays(node: Any) -> bool:
    """Whether what this test writes is not rolled back."""
    mark = node.get_closest_marker("django_db")
    return bool(
        {"transactional_db", "live_server"} & set(node.fixturenames)
        or (mark and mark.kwargs.get("transaction"))
    )


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Django's connection in this database, and back where it was."""
    before = connections["default"].settings_dict["NAME"]
    database.enter(name, user="portal_app")
    try:
        yield
    finally:
        database.enter(before, user="portal_app")


def make(name: str, folder: Path) -> Standing:
    database.create(name, f'"{database.template()}"')
    make_keys(folder / "keys")
    changed = override_settings(
        PORTAL_KEYS=folder / "keys", MEDIA_ROOT=folder / "media",
        SECOND_FACTOR_FOR_ADMINISTRATORS=False,
    )  # fmt: skip
    with changed, inside(name):
        scene = scenes.make_scene()
        rows = database.Rows.read() if os.environ.get(database.ADMIN) else None
        return Standing(name, folder, scene, rows)


@pytest.fixture(scope="session")
def standing(django_db_setup, django_db_blocker, tmp_path_factory):
    name = connections["default"].settings_dict["NAME"] + scenes.STANDING
    with django_db_blocker.unblock():
        made = make(name, tmp_path_factory.mktemp("standing"))
    yield made
    with django_db_blocker.unblock():
        database.drop(name)
