"""The full table: step × stage × state × role."""

from itertools import product
from types import SimpleNamespace

import pytest

from families.choices import EntryState, Stage
from families.rules import steps
from portal.access import Role
from portal.access.actor import Actor

ROLES = {
    "village": ("410402002001", Role.VILLAGE_WORKER),
    "town": ("410402002", Role.TOWN_WORKER),
    "county": ("410402", Role.COUNTY_CLERK),
    "county_leader": ("410402", Role.COUNTY_LEADER),
    "zone": ("4104Z1", Role.COUNTY_CLERK),
    "city": ("4104", Role.CITY_COORDINATOR),
    "viewer": ("410402", Role.VIEWER),
    "police": ("410402M07", Role.MEMBER_LIAISON),
    "hotline": ("4104", Role.HOTLINE_OPERATOR),
    "auditor": ("4104", Role.AUDITOR),
}
LOW, COUNTY = {"village", "town"}, {"county", "county_leader", "zone"}
BY_STAGE = {"self": LOW, "village": LOW, "town": {"town"}, "county": COUNTY, "city": {"city"}}
EARLY = {"self", "village"}
MARKS = {"away", "declined", "moved"}


def actor(role, account=1):
    code, post = ROLES[role]
    return Actor(account, "某", 1, code, "某", frozenset({post}))


def entry(stage, state, home_of=None):
    return SimpleNamespace(stage=stage, state=state, household=SimpleNamespace(home_of_id=home_of))


def may(step, stage, state, role):
    """The same table said another way, from users.md c9 and d7."""
    rated = BY_STAGE.get(stage, set())
    rules = {
        "score": state == "taking_part" and role in rated,
        "mark": state == "taking_part" and stage in EARLY and role in LOW,
        "bring_back": state in MARKS and stage in EARLY and role in LOW,
        "report": state == "taking_part" and stage in EARLY and role in LOW,
        "take_back_report": state == "reported" and stage in EARLY and role in LOW,
        "verify": state == "reported" and stage != "done" and role in COUNTY,
        "withdraw": state in {"taking_part", "reported", *MARKS}
        and role in LOW | COUNTY | {"city"},
        "send_back": state == "taking_part" and stage in {"town", "county", "city"}
        and role in rated,
    }  # fmt: skip
    return rules[step]


@pytest.mark.parametrize("step", sorted(steps.STEPS))
def test_who_may_do_what_when(step):
    wrong = [
        (stage, state, role)
        for stage, state, role in product(Stage.values, EntryState.values, ROLES)
        if (steps.STEPS[step].refusal(entry(stage, state), actor(role), is_open=True) is None)
        is not may(step, stage, state, role)
    ]

    assert wrong == []


@pytest.mark.parametrize("step", sorted(steps.STEPS))
def test_nobody_does_anything_with_her_own_home_or_outside_a_round(step):
    for stage, state, role in product(Stage.values, EntryState.values, ROLES):
        mine = entry(stage, state, home_of=1)

        assert steps.STEPS[step].refusal(mine, actor(role), is_open=True)
        assert steps.STEPS[step].refusal(entry(stage, state), actor(role), is_open=False)


@pytest.mark.parametrize(
    ("stage", "is_on", "expected"),
    [
        ("self", {"self", "village", "town", "county", "city"}, "village"),
        ("village", {"village", "county"}, "county"),
        ("town", {"village", "town"}, "done"),
        ("city", {"city"}, "done"),
        ("done", {"city"}, "done"),
    ],
)
def test_a_stage_that_is_off_is_passed_over(stage, is_on, expected):
    assert steps.next_stage(stage, is_on) == expected


def test_work_is_sent_back_to_the_stage_before_and_never_to_the_family():
    assert steps.stage_before("county", {"self", "village", "county"}) == Stage.VILLAGE
    assert steps.stage_before("village", {"self", "village"}) is None
    assert steps.stage_before("done", {"village", "town"}) == Stage.TOWN


@pytest.mark.parametrize(
    ("given", "own", "note", "asks"),
    [(80, None, "", False), (90, 100, "", False), (89, 100, "", True), (89, 100, "核实", False),
     (100, 88, " ", True)],
)  # fmt: skip
def test_a_word_is_asked_for_only_above_the_set_difference(given, own, note, asks):
    assert bool(steps.difference_refusal(given, own, 10, note)) is asks
