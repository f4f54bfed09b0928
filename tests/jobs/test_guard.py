"""A task that does not know for whom it acts reports success and does nothing: none may exist."""

import ast
import importlib
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks.base import Task

MAKERS = {"portal/jobs/tasks.py"}  # the one place that may say `task`
ROOTS = ("portal", "cases", "campaigns", "families")


def sources():
    for root in ROOTS:
        for path in sorted(Path(settings.BASE_DIR, root).rglob("*.py")):
            yield path.relative_to(settings.BASE_DIR), path.read_text()


def makes_tasks_itself(source):
    """Whether a module takes something from django_tasks that makes a task."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "django_tasks":
            return True
        if isinstance(node, ast.Import) and any(a.name == "django_tasks" for a in node.names):
            return True
    return False


def tasks_in(module):
    return [thing for thing in vars(module).values() if isinstance(thing, Task)]


def test_only_one_module_makes_tasks():
    found = {str(path) for path, source in sources() if makes_tasks_itself(source)}

    assert found == MAKERS


def test_every_task_of_the_portal_knows_its_actor():
    modules = [
        importlib.import_module(".".join(path.with_suffix("").parts))
        for path, source in sources()
        if "@acting" in source or "@system_task" in source
    ]

    unknown = [
        t.name for m in modules for t in tasks_in(m) if not hasattr(t.func, "knows_its_actor")
    ]

    assert unknown == []


@pytest.mark.parametrize("line", ["from django_tasks import task", "import django_tasks"])
def test_the_guard_sees_an_undecorated_task(line):
    assert makes_tasks_itself(f"{line}\n\n\ndef work():\n    pass\n")
