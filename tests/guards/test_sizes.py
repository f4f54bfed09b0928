"""What grows past one screen is divided before it is added to."""

import pytest

from tests.guards import tree

WRITTEN = tree.written(*tree.CODE, "tests")
TEMPLATES = tree.files("templates", suffix=".html")


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_python_file_is_over_300_lines():
    assert {tree.name_of(path): n for path in WRITTEN if (n := lines_of(path)) > 300} == {}


def test_no_template_is_over_120_lines():
    assert {tree.name_of(path): n for path in TEMPLATES if (n := lines_of(path)) > 120} == {}


@pytest.mark.parametrize(("finder", "most"), [(tree.functions, 40), (tree.classes, 150)])
def test_no_function_is_over_40_lines_and_no_class_over_150(finder, most):
    long = {
        f"{tree.name_of(path)}:{node.lineno} {node.name}": tree.length(node)
        for path in WRITTEN
        for node in finder(tree.parse(path))
        if tree.length(node) > most
    }

    assert long == {}
