"""Who comes first, who is drawn, what may follow what. No database."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.rules import selection as rules

D = Decimal
NUMBERS = st.sets(st.integers(1, 500), min_size=1, max_size=60)


def standing(points="90", stars=4, apart="0", village="410402002001", sequence=1):
    return rules.Standing(village, sequence, D(points), stars, D(apart))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (standing(points="90.5"), standing(points="90", stars=5)),
        (standing(stars=5), standing(stars=4, apart="0")),
        (standing(apart="1"), standing(apart="1.5", sequence=0)),
        (standing(sequence=9), standing(village="410402002002", sequence=1)),
        (standing(sequence=1), standing(sequence=2)),
    ],
)
def test_the_tie_break_is_the_one_that_is_printed(better, worse):
    assert better.rank < worse.rank


@given(NUMBERS, st.text(max_size=8), st.data())
def test_a_draw_can_be_repeated_and_does_not_depend_on_the_order(numbers, seed, data):
    pool = [f"410402002001-{number}" for number in numbers]
    size = data.draw(st.integers(0, len(pool)))
    drawn = rules.draw(seed, pool, size)

    assert drawn == rules.draw(seed, data.draw(st.permutations(pool)), size)
    assert len(drawn) == size
    assert set(drawn) <= set(pool)


def test_the_method_as_printed_gives_the_same_households():
    pool = [f"410402002001-{number}" for number in range(1, 31)]
    by_hand = sorted((hashlib.sha256(f"20263|{one}".encode()).hexdigest(), one) for one in pool)

    assert rules.draw("20263", pool, 3) == [one for _, one in by_hand[:3]]
    assert "取前3户" in rules.METHOD.format(size=3)


@pytest.mark.parametrize(
    ("places", "wanted", "words"),
    [(None, 0, "没有名额"), (3, 3, None), (3, 4, "多1户"), (0, 0, None), (0, 2, "多2户")],
)
def test_a_list_fits_its_quota(places, wanted, words):
    said = rules.balance_refusal(places, wanted)

    assert said is None if words is None else words in said


POST = {
    "days": 5,
    "posted_on": date(2026, 3, 16),
    "today": date(2026, 3, 16),
    "chosen": 3,
    "over": [],
}


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({}, None),
        ({"chosen": 0}, "还没有家庭"),
        ({"over": ["新华区"]}, "新华区超出名额"),
        ({"days": 4}, "不少于5个工作日"),
        ({"posted_on": date(2026, 3, 15)}, "不能早于今天"),
    ],
)
def test_when_a_list_may_hang(given_, words):
    said = rules.posting_refusal(**POST | given_)

    assert said is None if words is None else words in said


OBJECT = {
    "received_on": date(2026, 3, 18), "posted_on": date(2026, 3, 16),
    "closes_on": date(2026, 3, 23), "is_closed": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({}, None),
        ({"received_on": date(2026, 3, 23)}, None),
        ({"received_on": date(2026, 3, 24)}, "3月23日截止"),
        ({"received_on": date(2026, 3, 15)}, "早于公示开始"),
        ({"is_closed": True}, "公示已结束"),
    ],
)
def test_when_an_objection_is_heard(given_, words):
    said = rules.objecting_refusal(**OBJECT | given_)

    assert said is None if words is None else words in said


CLOSE = {
    "today": date(2026, 3, 24), "closes_on": date(2026, 3, 23), "open_objections": 0, "rechecks": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({}, None),
        ({"today": date(2026, 3, 23)}, "期满后再结束"),
        ({"open_objections": 1}, "1件异议没有结论"),
        ({"rechecks": 2}, "2户复核没有结论"),
    ],
)
def test_when_a_notice_ends(given_, words):
    said = rules.closing_refusal(**CLOSE | given_)

    assert said is None if words is None else words in said


NAME = {"may_name": True, "is_closed": True, "left": 3, "is_named": False}


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({}, None),
        ({"may_name": False}, "只作内部评定"),
        ({"is_closed": False}, "公示还没有结束"),
        ({"left": 0}, "没有家庭"),
        ({"is_named": True}, "已经命名"),
    ],
)
def test_when_households_are_named(given_, words):
    said = rules.naming_refusal(**NAME | given_)

    assert said is None if words is None else words in said
