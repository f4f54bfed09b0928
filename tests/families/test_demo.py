"""Last year's round of the demo city, as planned: demo_city e7, without a database."""

from collections import Counter

from families.choices import Stage
from families.demo.finished import FATES, QUOTAS, fates, lacks, own_points, passed
from families.demo.villages import FIRST, HEXUN, LAST_YEAR, SIZES, last_year_sizes
from families.reference import outlines
from families.rules.outline import tree_from
from families.rules.tree import score

TREE = tree_from(next(found for found in outlines() if found["code"] == "city-100"))
PASSES = 3  # 三星


def stars(fate, stage, number):
    return score(TREE, lacks(fate, stage, number)).stars


def test_the_figures_of_the_demo_city_come_out():
    fate = fates()

    assert len(fate) == sum(last_year_sizes().values()) == LAST_YEAR
    assert Counter(fate.values()) == FATES
    assert passed(fate) == {Stage.VILLAGE: 1102, Stage.TOWN: 968, Stage.COUNTY: 836}
    assert sum(QUOTAS.values()) == 100
    assert sum(size for code, size in SIZES.items() if "Z" not in code) == 2000
    assert all(24 <= size <= 60 for size in SIZES.values())
    assert {fate[HEXUN, number] for number in range(1, 37)} & {"declined", "withdrawn"} == set()


def test_each_stage_finds_what_the_plan_says_and_no_word_of_reason_is_owed():
    rated = [(one, place[1]) for place, one in fates().items() if one in list(FATES)[:6]]
    found = {
        stage: Counter(stars(one, stage, number) for one, number in rated)
        for stage in (Stage.VILLAGE, Stage.TOWN, Stage.COUNTY)
    }

    assert {s: sum(n for star, n in c.items() if star >= PASSES) for s, c in found.items()} == {
        Stage.VILLAGE: 1102, Stage.TOWN: 968, Stage.COUNTY: 836,
    }  # fmt: skip
    assert [found[Stage.COUNTY][star] for star in (5, 4, 3)] == [214, 402, 220]
    for one, number in rated:
        for stage in found:
            points = score(TREE, lacks(one, stage, number)).points
            assert abs(points - own_points(one, number)) <= 10


def test_the_household_of_the_tour_has_four_stars_and_every_county_enough_of_five():
    fate = fates()
    five = Counter(
        next(county for county in QUOTAS if village.startswith(county))
        for (village, _), one in fate.items()
        if one == "five"
    )

    given = score(TREE, lacks(fate[HEXUN, FIRST], Stage.COUNTY, FIRST))

    assert (given.stars, given.points) == (4, 88)
    assert all(five[county] >= places for county, places in QUOTAS.items())
