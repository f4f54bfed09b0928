"""Every address of the portal × every role, for GET and for an empty POST: the answer is written
down in matrix.txt before the address may exist.

The rows of the scene belong to 新华区妇联; `stranger` is a clerk of another county.
"""

import pytest

from tests.access import matrix
from tests.factories.stage import stage
from tests.guards.headers import check_headers
from tests.guards.reading import KEPT, PREPARES, changes

__all__ = ["stage"]
ROWS = matrix.expected_rows()
TABLE = matrix.read()
DRAWN = {"GET": "yf", "POST": "y"}  # what an empty form is told is drawn in test_bad_input.py
REFUSALS = {"-": "不能办理", "0": "没有这项内容"}


def test_the_table_has_a_line_for_every_address_and_no_other():
    wanted = {(method, route.name) for method, route in ROWS}

    assert sorted(wanted - set(TABLE)) == [], "read the answer, then write its line in matrix.txt"
    assert sorted(set(TABLE) - wanted) == [], "no such address any more"


def test_nobody_at_the_door_opens_anything_but_the_public_pages():
    opened = {name for (_, name), letters in TABLE.items() if letters["anonymous"] in "ynrf"}

    assert opened == {"healthz", "accounts:sign-in", "admin:logout"}


def test_no_line_of_the_table_is_an_error():
    assert [key for key, letters in TABLE.items() if "!" in letters.values()] == []


@pytest.mark.parametrize(("method", "route"), ROWS, ids=[f"{m} {r.name}" for m, r in ROWS])
def test_each_role_gets_the_answer_of_the_table(stage, method, route):
    """With the strict headers; and a GET changes nothing but the log."""
    expected, url = TABLE.get((method, route.name)), stage.address(route)
    pages = {column for column, letter in (expected or {}).items() if letter in DRAWN[method]}

    with changes() as changed:
        answers = {
            column: stage.ask(column, method, url, drawn=column in pages)
            for column in matrix.COLUMNS
        }

    letters = {column: matrix.letter(answer) for column, answer in answers.items()}
    actual = matrix.line(method, route.name, letters)
    assert expected, f"no line in matrix.txt; the answer now is\n{actual}"
    assert actual == matrix.line(method, route.name, expected)
    for column, answer in answers.items():
        check_headers(answer)
        if column != "anonymous" and route.name != "healthz":
            assert "no-store" in answer.headers["Cache-Control"], column
    if method == "GET":
        assert changed - KEPT <= PREPARES.get(route.name, set())


@pytest.mark.parametrize("column", matrix.COLUMNS[:-1])
def test_each_role_is_told_of_a_refusal_in_words(stage, column):
    """Every address refuses with the same pages: here they are drawn."""
    asked = {}
    for method, route in ROWS:
        letter = TABLE[method, route.name][column]
        if letter in REFUSALS and letter not in asked:
            asked[letter] = stage.ask(column, method, stage.address(route)).content.decode()

    assert sorted(asked) == sorted(REFUSALS)
    for letter, words in REFUSALS.items():
        assert words in asked[letter]
