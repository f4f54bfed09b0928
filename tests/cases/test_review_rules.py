"""Every stage of 复查、复核 × every move; every state of the case; the days of a request."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from cases.choices import CaseStatus
from cases.choices.review import ReviewOutcome, ReviewStage
from cases.rules import review as rules
from portal.access import Actor, Role

AT = datetime(2026, 3, 3, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
#                answered asked given asked ended
MOVES = {
    "ask-review":   "yes   -     -     -     -",
    "give-review":  "-     yes   -     -     -",
    "ask-recheck":  "-     -     yes   -     -",
    "give-recheck": "-     -     -     yes   -",
}  # fmt: skip
#                已登记 办理中 结果 答复 另提 存查 待同意 办结 回访 归档 作废
WHILE = {
    "ask-review":   "-   -   -   yes -   -   yes yes yes yes -",
    "give-review":  "yes yes yes yes yes yes yes yes yes yes -",
    "ask-recheck":  "-   -   -   yes -   -   yes yes yes yes -",
    "give-recheck": "yes yes yes yes yes yes yes yes yes yes -",
}  # fmt: skip
HANDLERS = {
    Role.CITY_COORDINATOR, Role.CITY_LEADER, Role.COUNTY_CLERK, Role.COUNTY_LEADER,
    Role.HOTLINE_OPERATOR,
}  # fmt: skip


def actor(role=Role.COUNTY_CLERK, unit="410402"):
    return Actor(7, "李知微", 1, unit, "新华区妇联", frozenset({role}))


def case(**changes):
    values = {
        "status": CaseStatus.CLOSED, "is_history": False, "unit_code": "410402", "reopened": 0,
        "answered_at": AT, "is_answered_in_writing": True, "procedure_id": "claim",
        "procedure": SimpleNamespace(name="简易办理"),
    }  # fmt: skip
    return SimpleNamespace(**values | changes)


def review(kind="review", outcome=""):
    return SimpleNamespace(kind=kind, outcome=outcome, round=0)


UPHELD = ReviewOutcome.UPHELD
AT_STAGE = {
    ReviewStage.ANSWERED: [],
    ReviewStage.REVIEW_ASKED: [review()],
    ReviewStage.REVIEW_GIVEN: [review(outcome=UPHELD)],
    ReviewStage.RECHECK_ASKED: [review("recheck"), review(outcome=UPHELD)],
    ReviewStage.ENDED: [review(outcome=UPHELD), review("recheck", UPHELD)],
}


def may(move, of, rows, who=None):
    return rules.refusal(rules.MOVES[move], of, rows, who or actor()) is None


@pytest.mark.parametrize("move", rules.MOVES)
def test_each_move_is_made_at_its_stage_alone(move):
    expected = [word == "yes" for word in MOVES[move].split()]

    assert [rules.stage_of(case(), rows) for rows in AT_STAGE.values()] == list(ReviewStage)
    assert [may(move, case(), rows) for rows in AT_STAGE.values()] == expected


@pytest.mark.parametrize("move", rules.MOVES)
def test_a_request_needs_a_standing_answer_a_result_only_a_case(move):
    rows = AT_STAGE[rules.MOVES[move].source]
    expected = [word == "yes" for word in WHILE[move].split()]

    assert [may(move, case(status=status), rows) for status in CaseStatus] == expected


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("unit", ["410402", "4104", "410403"])
def test_only_who_handles_cases_in_the_unit_that_has_it_registers(role, unit):
    allowed = role in HANDLERS and unit == "410402"

    assert may("ask-review", case(), [], actor(role, unit)) == allowed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_answered_in_writing": False}, "没有书面答复"),
        ({"procedure_id": "simple"}, "“简易办理”办理的事项不适用"),
        ({"is_history": True}, "历史台账"),
        ({"status": CaseStatus.VOID}, "已作废"),
        ({"status": CaseStatus.HANDLING}, "答复以后"),
    ],
)
def test_why_an_answer_cannot_be_reviewed(changes, words):
    refusal = rules.refusal(rules.MOVES["ask-review"], case(**changes), [], actor())

    assert words in refusal


@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_a_recheck_is_of_an_opinion_that_left_the_answer_standing(outcome):
    expected = outcome in {ReviewOutcome.UPHELD, ReviewOutcome.CHANGED}

    assert may("ask-recheck", case(), [review(outcome=outcome)]) == expected


def test_a_new_answer_may_be_reviewed_anew():
    ended = [review(outcome=UPHELD), review("recheck", ReviewOutcome.REVOKED)]

    assert rules.next_move(case(), ended, actor()) is None
    assert rules.next_move(case(reopened=1), ended, actor()).name == "ask-review"


D = date
SOUND = {
    "received": D(2026, 3, 4), "asked": D(2026, 3, 20), "answered": D(2026, 3, 3),
    "today": D(2026, 5, 1), "last": D(2026, 4, 3), "why_late": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"asked": D(2026, 4, 3)}, None),
        ({"asked": D(2026, 4, 4)}, "why_late"),
        ({"asked": D(2026, 4, 4), "why_late": "住院"}, None),
        ({"why_late": "住院"}, "why_late"),
        ({"received": D(2026, 3, 2)}, "received_on"),
        ({"received": D(2026, 5, 2)}, "received_on"),
        ({"asked": D(2026, 5, 2)}, "asked_on"),
        ({"asked": D(2026, 3, 3)}, "asked_on"),
    ],
)
def test_the_days_of_a_request(changes, field):
    refusal = rules.days_refusal(**SOUND | changes)

    assert (refusal[1] if refusal else None) == field
