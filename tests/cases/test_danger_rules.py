"""Colours, who may do what about her safety, and the way of a protection order."""

from datetime import date
from types import SimpleNamespace

import pytest

from cases.choices import CaseStatus, Safety
from cases.choices.danger import ITEMS, Answer, RiskLevel
from cases.choices.protection import OrderStatus
from cases.rules import danger as rules
from cases.rules import protection
from portal.access import Actor, Role
from tests.factories.danger import fifteen, four

HANDLERS = {
    Role.CITY_COORDINATOR, Role.CITY_LEADER, Role.COUNTY_CLERK, Role.COUNTY_LEADER,
    Role.HOTLINE_OPERATOR,
}  # fmt: skip
LEADERS = {Role.CITY_LEADER, Role.COUNTY_LEADER}
PLAIN = [item.name for item in ITEMS if not item.is_red_line]


def actor(*roles, unit="410402"):
    return Actor(7, "李知微", 1, unit, "新华区妇联", frozenset(roles))


def case(**changes):
    flags = changes.pop("flags", ())
    values = {
        "status": CaseStatus.HANDLING,
        "needs_alarm": False,
        "is_history": False,
        "unit_code": "410402",
        "safety": Safety.SAFE,
        "risk": "",
        "checked_at": None,
        "category": SimpleNamespace(flags=list(flags)),
        "involves_minor": False,
        "touches_minor": False,
        "minor_settled_at": None,
    }
    return SimpleNamespace(**values | changes)


@pytest.mark.parametrize("question", ["happening", "injured", "lethal", "child"])
def test_one_yes_of_four_is_red_and_four_times_no_is_no_colour_yet(question):
    assert rules.first_check(four(**{question: "yes"})).level == RiskLevel.RED
    assert rules.first_check(four()).level == ""
    assert rules.first_check(four(**{question: "unknown"})).level == ""


@pytest.mark.parametrize(
    ("yes", "unknown", "level"),
    [
        (0, 0, "blue"), (2, 0, "blue"), (3, 0, "yellow"), (5, 0, "yellow"), (6, 0, "orange"),
        (7, 0, "orange"), (8, 0, "red"), (0, 5, "blue"), (0, 6, "yellow"), (6, 3, "orange"),
    ],
)  # fmt: skip
def test_the_points_decide_and_six_times_unknown_is_never_the_mildest(yes, unknown, level):
    names = PLAIN[:yes]
    rest = [item.name for item in ITEMS if item.name not in names][:unknown]
    answers = fifteen(**dict.fromkeys(names, "yes"), **dict.fromkeys(rest, "unknown"))

    assert rules.screened(answers).level == level


def test_every_red_line_alone_is_red_and_every_plain_yes_alone_is_not():
    red = {item.name: Answer.GRAVE if item.grave else Answer.YES
           for item in ITEMS if item.is_red_line or item.grave}  # fmt: skip

    assert len(red) == 7
    for name, answer in red.items():
        assert rules.screened(fifteen(**{name: answer})).level == RiskLevel.RED, name
    for name in PLAIN:
        assert rules.screened(fifteen(**{name: "yes"})).level == RiskLevel.BLUE, name


def test_what_was_not_asked_is_unknown():
    assert rules.screened({}).unknown == len(ITEMS)


@pytest.mark.parametrize(("now", "found", "after"), [
    ("", "", ""), ("", "blue", "blue"), ("yellow", "red", "red"), ("red", "blue", "red"),
    ("orange", "orange", "orange"), ("red", "", "red"),
])  # fmt: skip
def test_a_screening_raises_by_itself_and_never_lowers(now, found, after):
    assert rules.level_after(now, found) == after


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("level", RiskLevel)
@pytest.mark.parametrize("now", RiskLevel)
def test_a_colour_is_raised_by_handlers_and_lowered_by_leaders(now, level, role):
    refusal = rules.adjust_refusal(case(risk=now), actor(role), level)

    allowed = HANDLERS if level.rank > now.rank else LEADERS
    assert (refusal is None) == (level != now and role in allowed)


def test_nothing_is_adjusted_before_it_was_assessed_elsewhere_or_after_the_end():
    leader = actor(Role.COUNTY_LEADER)

    assert rules.adjust_refusal(case(), leader, "red")
    assert rules.adjust_refusal(case(risk="blue", unit_code="410403"), leader, "red")
    for status in ("void", "closed", "archived"):
        assert rules.adjust_refusal(case(risk="blue", status=status), leader, "red")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", CaseStatus)
def test_her_safety_is_written_by_handlers_of_the_unit_until_the_case_has_ended(status, role):
    refusal = rules.protect_refusal(case(status=status), actor(role))

    assert (refusal is None) == (status not in rules.ENDED and role in HANDLERS)
    assert rules.protect_refusal(case(status=status), actor(role, unit="4104"))


@pytest.mark.parametrize(("changes", "asked"), [
    ({"flags": ["DV"]}, True), ({"flags": ["MIN"]}, True), ({"flags": ["URG"]}, True),
    ({"flags": ["HR"]}, False), ({"safety": "danger"}, True), ({}, False),
    ({"flags": ["DV"], "checked_at": 1}, False), ({"flags": ["DV"], "status": "void"}, False),
    ({"category": None}, False),
])  # fmt: skip
def test_the_four_questions_stand_before_violence_children_urgency_and_danger(changes, asked):
    made = case(**changes)

    assert rules.needs_check(made) is asked
    assert (rules.alarm_needed(made) is not None) is asked


def test_what_is_red_goes_nowhere_before_the_police_were_called():
    assert rules.alarm_needed(case(needs_alarm=True, checked_at=1)) == rules.ALARM_FIRST
    assert rules.alarm_needed(case(risk="red", checked_at=1)) is None
    assert rules.mediation_refusal(case(risk="red"))
    assert rules.return_refusal(case(risk="red"))
    assert rules.mediation_refusal(case(risk="orange")) is None
    assert rules.return_refusal(case(risk="orange")) is None


@pytest.mark.parametrize(("changes", "allowed"), [
    ({}, True), ({"safety": "danger"}, False), ({"touches_minor": True}, False),
    ({"needs_alarm": False}, False),
])  # fmt: skip
def test_her_refusal_counts_only_without_a_child_and_without_present_danger(changes, allowed):
    made = case(**{"needs_alarm": True, "risk": "red"} | changes)

    assert (rules.decline_refusal(made) is None) is allowed


@pytest.mark.parametrize(("changes", "due"), [
    ({"involves_minor": True}, True), ({"flags": ["MIN"]}, False),
    ({"flags": ["MIN"], "risk": "red"}, True), ({"risk": "red"}, False),
    ({"involves_minor": True, "minor_settled_at": 1}, False),
])  # fmt: skip
def test_a_report_is_due_where_a_child_may_have_been_harmed(changes, due):
    assert rules.minor_report_due(case(**changes)) is due


# ── Protection orders ───────────────────────────────────────────────────────────────────────────
#            准备  已交  受理  作出  驳回  撤回  失效
ORDER_STEPS = {
    "file":     "yes   no    no    no    no    no    no",
    "accept":   "yes   yes   no    no    no    no    no",
    "issue":    "no    yes   yes   no    no    no    no",
    "refuse":   "no    yes   yes   no    no    no    no",
    "withdraw": "yes   yes   yes   no    no    no    no",
    "renew":    "no    no    no    yes   no    no    no",
    "end":      "no    no    no    yes   no    no    no",
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("step", protection.STEPS)
@pytest.mark.parametrize("status", OrderStatus)
def test_a_step_of_an_order_is_allowed_by_state_and_role_alone(status, step, role):
    by_state = ORDER_STEPS[step].split()[list(OrderStatus).index(status)] == "yes"

    refusal = protection.STEPS[step].refusal(SimpleNamespace(status=status), case(), actor(role))

    assert (refusal is None) == (by_state and role in HANDLERS)
    assert set(ORDER_STEPS) == set(protection.STEPS)


@pytest.mark.parametrize(("applicant", "ground", "will", "field"), [
    ("herself", "", "", None), ("herself", "old", "", "ground"),
    ("on_behalf", "", "本人要求", "ground"),
    ("on_behalf", "forced", "", "will"), ("on_behalf", "forced", "3月3日当面表示同意", None),
])  # fmt: skip
def test_on_her_behalf_only_on_a_named_ground_and_with_her_will(applicant, ground, will, field):
    found = protection.application_refusal(applicant=applicant, ground=ground, will=will)

    assert (found[1] if found else None) == field


def test_an_order_lasts_six_months_at_most():
    assert protection.latest_expiry(date(2026, 8, 31)) == date(2027, 2, 28)
    since = date(2026, 3, 3)
    assert protection.expiry_refusal(since=since, expires=date(2026, 9, 3)) is None
    assert protection.expiry_refusal(since=since, expires=date(2026, 9, 4))
    assert protection.expiry_refusal(since=since, expires=date(2026, 3, 2))


@pytest.mark.parametrize(("today", "reminded", "due"), [
    ((8, 3), 0, 0), ((8, 4), 0, 30), ((8, 20), 30, 0), ((8, 27), 30, 7), ((8, 28), 0, 7),
    ((9, 1), 7, 0), ((9, 4), 0, 0),
])  # fmt: skip
def test_the_end_of_an_order_is_told_thirty_and_seven_days_before_once_each(today, reminded, due):
    expires = date(2026, 9, 3)

    found = protection.reminder_due(expires=expires, today=date(2026, *today), reminded=reminded)

    assert found == due
