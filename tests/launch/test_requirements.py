import re

import pytest

from portal.launch.home import ROOT
from portal.launch.requirements import direct, explained, normal, reasons

PYPROJECT = (ROOT / "pyproject.toml").read_text()
LOCKED = ["requirements.txt", "requirements-dev.txt"]


def pins(name):
    return re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / name).read_text(), flags=re.MULTILINE)


def test_every_dependency_says_why_it_is_there():
    why = reasons(PYPROJECT)

    assert [name for name in direct(PYPROJECT) if not why.get(name)] == []


@pytest.mark.parametrize("name", LOCKED)
def test_the_reason_stands_above_each_direct_dependency(name):
    text = (ROOT / name).read_text()

    assert (
        explained(text, {n: w for n, w in reasons(PYPROJECT).items() if n in direct(PYPROJECT)})
        == text
    )


@pytest.mark.parametrize("name", LOCKED)
def test_every_package_is_locked_by_hash_and_no_index_is_named(name):
    blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]

    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--index|--find-links|--trusted-host", "".join(blocks))


def test_every_dependency_is_locked():
    assert direct(PYPROJECT) <= {normal(name) for name in pins("requirements-dev.txt")}


def test_the_portal_runs_without_the_tools():
    runtime = {normal(name) for name in pins("requirements.txt")}

    assert not runtime & {"pytest", "ruff", "mypy", "playwright", "factory-boy", "pip-tools"}
