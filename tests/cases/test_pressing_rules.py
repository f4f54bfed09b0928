"""Every status × every role × every stage of 提醒 → 催办 → 督办."""

from types import SimpleNamespace

import pytest

from cases.choices import OPEN_STATUSES, CaseStatus
from cases.choices.pressing import PressStep
from cases.rules import pressing as rules
from portal.access import Actor, Permission, Role
from portal.access.permissions import GRANTS

S = PressStep


def actor(role=Role.CITY_COORDINATOR, unit="4104"):
    return Actor(7, "程书宁", 1, unit, "市妇联", frozenset({role}))


def case(**changes):
    values = {"status": CaseStatus.HANDLING, "is_history": False, "unit_code": "410402"}
    values |= {"safety": "safe", "risk": ""} | changes
    return SimpleNamespace(**values, is_open=values["status"] in OPEN_STATUSES)


def row(step, reply="", *, is_over=False):
    """A step; the clock of its answer runs until it is answered. A 提醒 has none."""
    runs = SimpleNamespace(is_open=not reply)
    clock = None if step == S.REMIND else runs
    return SimpleNamespace(step=step, reply=reply, is_over=is_over, clock=clock)


#                      remind press supervise
STAGES = {
    "nothing":    ([], "yes -   -"),
    "reminded":   ([row(S.REMIND)], "yes yes -"),
    "pressed":    ([row(S.REMIND), row(S.PRESS)], "yes yes yes"),
    "supervised": ([row(S.REMIND), row(S.PRESS), row(S.SUPERVISE)], "-   -   -"),
    "answered":   ([row(S.REMIND), row(S.PRESS), row(S.SUPERVISE, "已办")], "yes yes yes"),
    "over":       ([row(S.REMIND, is_over=True)], "yes -   -"),
}  # fmt: skip


def over(basis):
    return SimpleNamespace(rule=SimpleNamespace(basis=basis))


POLICY, LAW = [over("policy")], [over("law")]


def may(step, rows=(), of=None, who=None, *, late=POLICY, why=""):
    given = {"late": late, "why_skipped": why}
    return rules.press_refusal(of or case(), who or actor(), step, rows, **given) is None


@pytest.mark.parametrize("stage", STAGES)
def test_no_step_is_skipped_and_an_open_one_waits(stage):
    rows, words = STAGES[stage]

    assert [may(step, rows) for step in PressStep] == [word == "yes" for word in words.split()]


@pytest.mark.parametrize("status", CaseStatus)
def test_only_what_is_open_is_pressed(status):
    assert may(S.REMIND, of=case(status=status)) == (status in OPEN_STATUSES)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("unit", ["4104", "410402", "410402002", "410403", "4104M07"])
def test_it_comes_from_above_within_the_own_system(role, unit):
    allowed = Permission.REFERRAL_SEND in GRANTS[role] and unit == "4104"

    assert may(S.REMIND, who=actor(role, unit)) == allowed


def test_a_member_unit_is_never_pressed_and_a_county_presses_its_towns():
    county = actor(Role.COUNTY_CLERK, "410402")

    assert not may(S.REMIND, of=case(unit_code="410402M07"))
    assert may(S.REMIND, of=case(unit_code="410402002"), who=county)
    assert not may(S.REMIND, late=[])
    assert not may(S.REMIND, of=case(is_history=True))


@pytest.mark.parametrize("role", Role)
def test_the_unit_that_has_it_answers(role):
    rows = [row(S.REMIND), row(S.PRESS)]
    found = rules.reply_refusal(case(), actor(role, "410402"), rows)

    assert (found is None) == (Permission.CASE_HANDLE in GRANTS[role])
    assert rules.reply_refusal(case(), actor(), rows) is not None
    assert rules.reply_refusal(case(), actor(Role.COUNTY_CLERK, "410402"), rows[:1]) is not None


def test_the_next_one_is_offered_and_after_the_last_the_last_again():
    assert [rules.next_step(rows) for rows, _ in STAGES.values()] == [
        S.REMIND, S.PRESS, S.SUPERVISE, S.SUPERVISE, S.SUPERVISE, S.REMIND,
    ]  # fmt: skip


def test_only_what_has_a_running_clock_waits():
    met = row(S.PRESS)
    met.clock.is_open = False

    assert rules.waiting([row(S.REMIND), row(S.PRESS, "已办"), met]) == []
    assert [one.step for one in rules.waiting([met, row(S.SUPERVISE)])] == [S.SUPERVISE]


def test_a_step_is_skipped_only_with_a_ground_and_a_reason():
    danger = case(risk="red")
    reminded = [row(S.REMIND)]

    assert not may(S.SUPERVISE, why="人身安全受威胁")
    assert not may(S.SUPERVISE, late=LAW)
    assert may(S.SUPERVISE, late=LAW, why="信访期限已过")
    assert may(S.SUPERVISE, of=danger, why="人身安全受威胁")
    assert rules.skippable(case(), reminded, LAW) == [S.SUPERVISE]
    assert rules.skippable(case(), reminded, POLICY) == []
    assert rules.next_step([row(S.SUPERVISE, "已办")]) == S.SUPERVISE
