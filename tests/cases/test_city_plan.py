"""The 300 cases of the demo city as planned: the margins of demo_city.md e5, and the stories."""

import itertools
import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from cases.demo.city import margins
from cases.demo.city.planning import Known, plan
from cases.demo.city.stories import PARTS, about, pools

TODAY = date(2026, 11, 28)
CITY = plan(TODAY)
VIOLENCE = [case for case in CITY if case.is_violence]


def by_year(case):
    return margins.YEARS.index(TODAY.year - case.day.year)


def test_unit_by_year_and_class_by_year_are_the_printed_ones():
    units, classes = defaultdict(lambda: [0, 0, 0]), defaultdict(lambda: [0, 0, 0])
    for case in CITY:
        units[case.unit][by_year(case)] += 1
        classes[case.category[:2]][by_year(case)] += 1

    assert {code: tuple(n) for code, n in units.items()} == margins.UNITS
    assert {code: tuple(n) for code, n in classes.items()} == margins.CLASSES
    assert [Counter(map(by_year, VIOLENCE))[n] for n in range(3)] == list(margins.VIOLENCE)
    assert sum(map(sum, margins.UNITS.values())) == sum(map(sum, margins.CLASSES.values())) == 300


def test_every_other_margin_is_the_printed_one():
    assert Counter(case.channel for case in CITY) == margins.CHANNELS
    assert Counter(case.state for case in CITY) == margins.STATES
    assert Counter(case.colour for case in VIOLENCE) == margins.COLOURS
    assert sum(case.state != "repeat" for case in CITY if case.repeats) == margins.REPEATS
    assert sum(case.has_warning for case in VIOLENCE) == margins.WARNINGS
    assert sum(case.is_sheltered for case in VIOLENCE) == margins.SHELTERED
    orders = Counter(case.order for case in VIOLENCE if case.order)
    assert (orders.total(), orders.total() - orders["refused"]) == (
        margins.ORDERS,
        margins.ORDERS_ISSUED,
    )
    assert orders["on_behalf"] == margins.ON_BEHALF
    assert Counter(case.assistance for case in CITY if case.assistance) == margins.ASSISTANCE


def test_two_answers_are_reviewed_and_two_delays_pressed_below_the_city():
    reviewed = {case.review: case for case in CITY if case.review}
    pressed = {case.press: case for case in CITY if case.press}

    assert sorted(reviewed) == ["asked", "given"]
    assert sorted(pressed) == ["press", "supervise"]
    assert {case.state for case in reviewed.values()} == {"answered"}
    assert {case.state for case in pressed.values()} == {"late"}
    assert all(case.unit != "4104" for case in (*reviewed.values(), *pressed.values()))


def test_what_the_city_has_already_is_taken_off():
    had = [
        Known("410402", 0, "0101", "call_12338", "waiting", "red"),
        Known("410402", 1, "0104", "visit", "archived"),
    ]
    rest = plan(TODAY, had)

    assert len(rest) == 298
    assert sum(case.unit == "410402" for case in rest) == 44
    assert Counter(case.state for case in rest)["waiting"] == margins.STATES["waiting"] - 1
    assert sum(case.is_violence for case in rest) == 57


@pytest.mark.parametrize("today", [date(2026, 3, 2), date(2027, 1, 6), date(2027, 6, 30)])
def test_on_another_day_it_still_comes_out(today):
    city = plan(today)

    assert Counter(case.state for case in city) == margins.STATES
    assert all(case.day < today for case in city)


def test_no_two_stories_of_a_class_share_more_than_one_sentence():
    by_class = defaultdict(list)
    for case in CITY:
        said = re.split(r"(?<=。)", re.sub(r"^[^，]*(，接着说)?，", "", case.story))
        by_class[case.category[:2]].append({part for part in said if part})

    assert all(len(parts) == 3 for stories in by_class.values() for parts in stories)
    for stories in by_class.values():
        for one, other in itertools.combinations(stories, 2):
            assert len(one & other) <= 1, one & other


def test_each_class_has_its_skeletons():
    skeletons = Counter()
    for code, pool in pools().items():
        skeletons[code[:2]] += len(set(pool["what"]))
        assert set(pool) == set(PARTS)
        assert len(pool["what"]) <= len(pool["wish"]) >= len(pool["where"])

    assert len(pools()["0101"]["what"]) == 8
    assert {code for code, n in skeletons.items() if n < 6} == {"06"}  # two cases in three years


def test_ages_fit_the_matter():
    for case in CITY:
        kind = about(case.category)
        assert kind.youngest <= case.age <= kind.oldest
    assert all(24 <= case.age <= 38 for case in CITY if case.category == "0302")
    assert all(case.age > 60 for case in CITY if case.category == "0111")


def test_a_repeat_comes_after_its_first_at_the_same_unit():
    for case in CITY:
        if case.repeats:
            assert 20 <= (case.day - case.repeats.day).days <= 330
            assert (case.unit, case.category, case.phone) == (
                case.repeats.unit,
                case.repeats.category,
                case.repeats.phone,
            )


def test_who_is_in_danger_is_never_left_lying():
    lying = {"undecided", "late", "paused"}

    assert not [case for case in VIOLENCE if case.state in lying]
