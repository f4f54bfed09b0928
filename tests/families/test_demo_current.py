"""This year's round of the demo city, as planned: demo_city e7, without a database."""

from collections import Counter

from families.demo.current import HEXUN, OUT, STANDING, lots
from families.demo.villages import AWAY, FIRST, HUAIYIN, MOVED, OWN_HOME, RATED
from families.reference import outlines
from families.rules.outline import tree_from
from families.rules.tree import score

TREE = tree_from(next(found for found in outlines() if found["code"] == "city-100"))
COUNTIES = {
    "410402": 420, "410403": 380, "410404": 60, "410411": 240, "410421": 160, "410422": 160,
    "410423": 180, "410425": 140, "410481": 100, "410482": 160,
}  # fmt: skip


def test_two_thousand_households_stand_where_the_plan_says():
    found = lots()

    assert Counter(village[:6] for village, _ in found) == COUNTIES
    assert Counter(lot.stage for lot in found.values() if not lot.out) == STANDING
    assert Counter(lot.out for lot in found.values() if lot.out) == OUT | {"moved": 24}
    assert sum(COUNTIES.values()) == sum(STANDING.values()) + sum(OUT.values()) + 1 == 2000


def test_what_was_rated_gives_the_stars_and_means_of_the_plan():
    rated = [lot for lot in lots().values() if lot.is_rated]
    given = [score(TREE, lot.lacks) for lot in rated]
    apart = [lot for lot, its in zip(rated, given, strict=True) if abs(lot.own - its.points) > 10]
    share = Counter(its.stars for its in given)

    percent = [round(share[stars] / len(rated) * 100) for stars in (5, 4, 3, 1, 0)]
    assert percent == [22, 41, 23, 11, 3]
    assert round(sum(lot.own for lot in rated) / len(rated)) == 91
    assert round(sum(its.points for its in given) / len(given)) == 88
    assert round(len(apart) / len(rated) * 100) == 3
    assert all(lot.note for lot in apart)


def test_the_story_of_the_tour():
    mine = {number: lot for (village, number), lot in lots().items() if village == HEXUN}

    assert [number for number, lot in mine.items() if lot.is_rated] == list(range(1, RATED + 1))
    assert [number for number, lot in mine.items() if lot.out] == [MOVED]
    assert not any(mine[number].is_rated for number in (FIRST, AWAY, OWN_HOME))
    assert {lot.stage for (village, _), lot in lots().items() if village == HUAIYIN} == {"town"}
