"""评审: phases as a table, who may judge what, masking, the mean, ties and 等次. No database."""

from decimal import Decimal
from pathlib import Path

import pytest

from campaigns import demo
from campaigns.choices import Grade, JudgingPhase
from campaigns.reference.rubric import rubric
from campaigns.rules import judging as rules
from campaigns.rules import scoring
from tests.factories.cast import COUNTY, OTHER_COUNTY, POLICE

READY = rules.Facts(asked={1: 3, 2: 4}, handed={1: 3, 2: 3})
TARGETS = {
    ("preparing", "collect"), ("preparing", "prepare"), ("preparing", "name"),
    ("preparing", "open"), ("preparing", "stop"), ("scoring", "collect"), ("scoring", "prepare"),
    ("scoring", "name"), ("scoring", "score"), ("scoring", "conclude"), ("scoring", "stop"),
    ("concluded", "correct"),
}  # fmt: skip


def test_every_move_in_every_phase():
    allowed = {
        (phase.value, name)
        for phase in JudgingPhase
        for name, move in rules.MOVES.items()
        if move.refusal(phase, READY) is None
    }

    assert allowed == TARGETS
    assert rules.MOVES["open"].refusal("concluded", READY) == "评审已出结果，不能开始评审。"


@pytest.mark.parametrize(
    ("move", "facts", "words"),
    [
        ("open", rules.Facts(), "没有可以评审的案例。"),
        ("open", rules.Facts({1: 3}, {}, [1]), "案例1的正文还没有核对，核对以后才能开始。"),
        (
            "open", rules.Facts({1: 2, 2: 0, 3: 3}),
            "案例1可以评它的评委只有2人，还差1人；案例2可以评它的评委只有0人，还差3人。每篇不少于3人。",
        ),
        ("conclude", rules.Facts({1: 3}, {1: 3}, [1]), "案例1的正文还没有核对"),
        (
            "conclude", rules.Facts({1: 3, 4: 3}, {1: 3, 4: 1}),
            "案例4只有1名评委交分，还差2人。每篇不少于3人。",
        ),
    ],
)  # fmt: skip
def test_what_stands_against_a_move_names_the_case(move, facts, words):
    phase = "preparing" if move == "open" else "scoring"

    assert rules.MOVES[move].refusal(phase, facts).startswith(words)


@pytest.mark.parametrize(
    ("units", "writers", "may"),
    [
        ([COUNTY], [], False),
        ([f"{COUNTY}M07"], [], False),
        (["4104"], [], False),
        ([OTHER_COUNTY, COUNTY], [], False),
        ([OTHER_COUNTY], [7], False),
        ([OTHER_COUNTY], [8], True),
        ([POLICE], [], True),
    ],
)
def test_nobody_judges_her_own(units, writers, may):
    assert rules.may_judge(units, 7, COUNTY, writers) is may


def test_known_names_and_telephones_are_hidden_and_doubtful_words_are_pointed_to():
    names = rules.names_of(
        ["新华区", "新华区妇联", "诸葛庙街道", "建设街道"], "新华区妇联、区司法局"
    )
    text = rules.masked(
        "新华区妇联和区司法局在诸葛庙街建设平安，到湛南路街道，王主席打了0375-1234567。", names
    )

    assert text == "××和××在××建设平安，到湛南路街道，王主席打了××。"
    found = rules.suspects(text)
    assert any("湛南路" in word for word in found)
    assert any("王主席" in word for word in found)


def test_the_rubric_makes_a_hundred_and_gives_pictures_nothing():
    assert sum(item.points for item in rubric()[1]) == 100
    assert not any("图" in item.name or "媒体" in item.name for item in rubric()[1])


# ── The order and 等次 ──────────────────────────────────────────────────────────────────────────
LOW, HIGH = {"idea": 20, "effect": 10}, {"idea": 10, "effect": 20}
FULL = {item.key: item.points for item in rubric()[1]}
FOUND = scoring.results(
    {1: [LOW] * 3, 2: [HIGH] * 3, 3: [LOW, LOW, FULL], 4: [FULL] * 2, 5: [HIGH] * 3}
)


def test_the_mean_drops_nobody_and_even_means_are_parted_by_the_effect():
    assert [(one.case, one.place, one.mean) for one in FOUND] == [
        (3, 1, Decimal("53.33")), (2, 2, Decimal("30.00")), (5, 2, Decimal("30.00")),
        (1, 4, Decimal("30.00")), (4, 0, None),
    ]  # fmt: skip
    assert scoring.ties(FOUND) == [[2, 5]]


@pytest.mark.parametrize(
    ("counts", "parted"), [((1, 2, 0), []), ((2, 0, 0), [[2, 5]]), ((0, 0, 2), [[2, 5]])]
)
def test_a_tie_needs_a_word_only_where_a_grade_ends_in_it(counts, parted):
    assert scoring.parted(FOUND, counts) == parted


@pytest.mark.parametrize(
    ("counts", "order", "by", "reason", "field"),
    [
        ((4, 1, 1), (), "", "", Grade.FIRST),
        ((2, 0, 0), (), "顾云舒", "更好学", "order"),
        ((2, 0, 0), (5,), "顾云舒", "更好学", "order"),
        ((2, 0, 0), (5, 2), " ", "更好学", "decided_by"),
        ((2, 0, 0), (5, 2), "顾云舒", " ", "tie_reason"),
    ],
)
def test_a_parted_tie_without_order_name_or_reason_is_refused(counts, order, by, reason, field):
    assert scoring.grade_refusal(FOUND, counts, order, by, reason)[1] == field


def test_the_decided_order_gives_the_grade():
    assert scoring.grade_refusal(FOUND, (2, 0, 0), (5, 2), "顾云舒", "更好学") is None
    assert scoring.graded(FOUND, (2, 1, 0), (5, 2)) == {3: "first", 5: "first", 2: "second"}
    assert 4 not in scoring.graded(FOUND, (1, 1, 3), ())


def test_the_demo_turns_no_judging_on():
    written = "".join(path.read_text("utf-8") for path in Path(demo.__file__).parent.glob("*.py"))

    assert "send_cases" in written
    assert "judging" not in written.lower()
