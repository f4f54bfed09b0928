"""One table per kind of rule, with its edges."""

from decimal import Decimal

import pytest

from families.rules.settings import BadRule, rule_of
from families.rules.typed import points_for, problem_with

TEN = Decimal(10)
FIVE_LINES = {"lines": ["用火", "用电", "防盗", "防诈", "急救"], "each": 2}
THREE = {"lines": ["甲", "乙", "丙"]}
UNDER = {"threshold": 60, "step": 1, "minus": 2, "unit": "%"}
STEPS = {"steps": [[60, 4], [80, 10], [70, 7]], "unit": "%"}

# kind, settings, answer, points
GIVEN = [
    ("met", {}, None, 10), ("met", {}, True, 10), ("met", {}, False, 0),
    ("occurrence", {"minus": 3}, None, 10), ("occurrence", {"minus": 3}, 0, 10),
    ("occurrence", {"minus": 3}, 1, 7), ("occurrence", {"minus": 3}, 3, 1),
    ("occurrence", {"minus": 3}, 4, 0), ("occurrence", {"minus": 3}, 999, 0),
    ("occurrence", {"minus": "0.5"}, 1, "9.5"),
    ("under", UNDER, None, 10), ("under", UNDER, 100, 10), ("under", UNDER, 60, 10),
    ("under", UNDER, "59.5", 10), ("under", UNDER, 59, 8), ("under", UNDER, "57.9", 6),
    ("under", UNDER, 55, 0), ("under", UNDER, 0, 0),
    ("steps", STEPS, None, 10), ("steps", STEPS, 100, 10), ("steps", STEPS, 80, 10),
    ("steps", STEPS, "79.99", 7), ("steps", STEPS, 60, 4), ("steps", STEPS, 59, 0),
    ("list", FIVE_LINES, None, 10), ("list", FIVE_LINES, [], 10), ("list", FIVE_LINES, [4], 8),
    ("list", FIVE_LINES, [0, 1, 2, 3, 4], 0),
    ("list", THREE, [0], "6.67"), ("list", THREE, [], 10), ("list", THREE | {"each": 5}, [0], 10),
    ("range", {"low": 2}, None, 10), ("range", {"low": 2}, {"value": 2, "word": "少"}, 2),
    ("range", {"low": 2}, {"value": "6.5", "word": "中"}, "6.5"),
    ("bonus", {"each": 4}, None, 0), ("bonus", {"each": 4}, 0, 0), ("bonus", {"each": 4}, 2, 8),
    ("bonus", {"each": 4}, 3, 10), ("bonus", {"each": 4}, 900, 10),
    ("given", {"body": "消防"}, None, 0), ("given", {"body": "消防"}, 0, 0),
    ("given", {"body": "消防"}, "7.25", "7.25"), ("given", {"body": "消防"}, 10, 10),
    ("list", FIVE_LINES, {"sheet": 9}, 9), ("met", {}, {"sheet": 0}, 0),
    ("veto", {"code": "violence"}, None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "settings", "answer", "points"), GIVEN)
def test_a_rule_gives(kind, settings, answer, points):
    rule = rule_of(kind, TEN, settings)

    assert problem_with(rule, answer) is None
    assert points_for(rule, answer) == Decimal(points)


NO_ANSWERS = [
    ("met", {}, 1), ("met", {}, "true"), ("met", {}, []),
    ("occurrence", {"minus": 3}, -1), ("occurrence", {"minus": 3}, 1.5),
    ("occurrence", {"minus": 3}, True), ("occurrence", {"minus": 3}, 1000),
    ("under", UNDER, "NaN"), ("under", UNDER, "Infinity"), ("under", UNDER, -1),
    ("under", UNDER, ""), ("steps", STEPS, []), ("steps", STEPS, "x"), ("steps", STEPS, "1e99"),
    ("list", FIVE_LINES, [5]), ("list", FIVE_LINES, [-1]), ("list", FIVE_LINES, [1, 1]),
    ("list", FIVE_LINES, [True]), ("list", FIVE_LINES, 3),
    ("range", {"low": 2}, {"value": 5, "word": " "}),
    ("range", {"low": 2}, {"value": 1, "word": "x"}),
    ("range", {"low": 2}, {"value": 11, "word": "x"}), ("range", {"low": 2}, 5),
    ("bonus", {"each": 4}, -1), ("given", {"body": "消防"}, 11), ("given", {"body": "消防"}, -1),
    ("list", FIVE_LINES, {"sheet": 11}), ("list", FIVE_LINES, {"sheet": "-0.01"}),
    ("list", FIVE_LINES, {"sheet": 1, "x": 1}), ("veto", {"code": "v"}, True),
    ("veto", {"code": "v"}, {"sheet": 1}), ("met", {}, {"exempt": True}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "settings", "answer"), NO_ANSWERS)
def test_what_is_no_answer_is_said_in_words(kind, settings, answer):
    words = problem_with(rule_of(kind, TEN, settings), answer)

    assert words
    assert words.endswith("。")


def test_exempt_takes_the_full_points_and_else_the_rule_inside():
    rule = rule_of("occurrence", TEN, {"minus": 3}, exempt_when="评为市级示范户")

    assert points_for(rule, {"exempt": True}) == TEN
    assert points_for(rule, 2) == 4
    assert points_for(rule, None) == TEN
    assert problem_with(rule, {"exempt": False})
    assert "评为市级示范户" in rule.told


BAD = [
    ("occurrence", {}, "minus"), ("occurrence", {"minus": 0}, "minus"),
    ("occurrence", {"minus": "1;2"}, "minus"), ("met", {"minus": 1}, "minus"),
    ("under", {"threshold": 60, "minus": 2}, "step"), ("steps", {"steps": []}, "steps"),
    ("steps", {"steps": [[60, 10], [80, 4]]}, "steps"), ("steps", {"steps": [[60, 4]]}, "steps"),
    ("steps", {"steps": [[60, 10], [60, 4]]}, "steps"), ("steps", {"steps": ["x"]}, "steps"),
    ("list", {"lines": []}, "lines"), ("list", {"lines": [""]}, "lines"),
    ("list", {"lines": ["甲", "乙"], "each": 1}, "each"), ("range", {"low": 10}, "low"),
    ("bonus", {}, "each"), ("given", {"body": " "}, "body"), ("veto", {}, "code"),
    ("formula", {}, "rule"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "settings", "field"), BAD)
def test_settings_that_make_no_rule_name_their_field(kind, settings, field):
    with pytest.raises(BadRule) as refused:
        rule_of(kind, TEN, settings)

    assert refused.value.field == field


def test_an_item_without_points_is_refused():
    with pytest.raises(BadRule):
        rule_of("met", Decimal(0), {})


@pytest.mark.parametrize(("kind", "settings"), sorted({(k, str(s)) for k, s, *_ in GIVEN}))
def test_every_rule_tells_itself_in_a_line(kind, settings):
    import ast

    assert rule_of(kind, TEN, ast.literal_eval(settings)).told
