"""Laws of the score, for any standard and any answers."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from families.choices import BlockKind, StarBy
from families.rules.outline import same_shape
from families.rules.settings import rule_of
from families.rules.tree import Block, Item, Level, Tree, problems, score

LEVELS = tuple(Level(name, stars, Decimal(least)) for name, stars, least in (
    ("五星", 5, 7), ("四星", 4, 4), ("三星", 3, 3), ("基本", 1, 1)))  # fmt: skip

# kind → (settings, answers from best to worst)
LADDERS = {
    "met": ({}, [True, False]),
    "occurrence": ({"minus": "1.5"}, [0, 1, 2, 5, 99]),
    "under": ({"threshold": 60, "step": 5, "minus": 2}, [100, 60, 58, 40, 0]),
    "steps": ({"steps": [[80, 7], [60, 3]]}, [90, 80, 79, 60, 0]),
    "list": ({"lines": ["甲", "乙", "丙", "丁"]}, [[], [1], [1, 3], [0, 1, 3], [0, 1, 2, 3]]),
    "range": ({"low": 1}, [{"value": v, "word": "x"} for v in (7, 5, 1)]),
    "bonus": ({"each": 2}, [9, 2, 1, 0]),
    "given": ({"body": "某局"}, [7, 4, 0]),
}
SEVEN = Decimal(7)


@st.composite
def trees(draw):
    blocks = []
    for place in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from([BlockKind.SCORED, BlockKind.BONUS]))
        kinds = draw(st.lists(st.sampled_from(sorted(LADDERS)), min_size=1, max_size=4))
        items = tuple(
            Item(f"{kind_}-{place}-{n}", kind_, rule_of(kind_, SEVEN, LADDERS[kind_][0]))
            for n, kind_ in enumerate(kinds)
        )
        base = Decimal(draw(st.integers(0, 5)))
        cap = base + Decimal(draw(st.integers(0, 30)))
        blocks.append(Block(f"b{place}", "块", kind, base, cap, items))
    premise = (Item("violence", "无家庭暴力", rule_of("veto", Decimal(0), {"code": "v"})),)
    service = (Item("law", "送法律", rule_of("met", SEVEN, {})),)
    blocks.append(Block("none", "七无", BlockKind.PREMISE, Decimal(30), Decimal(30), premise))
    blocks.append(Block("sent", "五送", BlockKind.SERVICE, Decimal(0), Decimal(50), service))
    return Tree(tuple(blocks), draw(st.sampled_from(list(StarBy))), 80, LEVELS)


def rungs(tree, draw):
    return {code: draw(st.integers(0, 4)) for code in tree.items}


def answers_at(tree, places):
    made = {}
    for code, place in places.items():
        ladder = LADDERS[code.split("-")[0]][1]
        made[code] = ladder[min(place, len(ladder) - 1)]
    return made


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_score_lies_between_nothing_and_the_most_and_does_not_ask_for_the_order(data):
    tree = data.draw(trees())
    answers = answers_at(tree, rungs(tree, data.draw))

    found = score(tree, answers)

    assert not problems(tree, answers)
    assert 0 <= found.points <= tree.most
    assert all(0 <= given <= tree.items[code].most for code, given in found.items.items())
    turned = Tree(tuple(reversed(tree.blocks)), tree.star_by, tree.good_percent, tree.levels)
    again = score(turned, dict(reversed(answers.items())))
    assert (again.points, again.goods, again.stars) == (found.points, found.goods, found.stars)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_better_answer_never_scores_less(data):
    tree = data.draw(trees())
    places = rungs(tree, data.draw)
    code = data.draw(st.sampled_from(sorted(tree.items)))
    better = places | {code: max(0, places[code] - data.draw(st.integers(0, 4)))}

    low, high = score(tree, answers_at(tree, places)), score(tree, answers_at(tree, better))

    assert high.points >= low.points
    assert high.goods >= low.goods
    assert high.stars >= low.stars


@settings(max_examples=30, deadline=None)
@given(trees())
def test_a_premise_not_held_takes_its_points_and_every_star(tree):
    held, lost = score(tree, {}), score(tree, {}, held=False)

    assert held.points - lost.points == 30
    assert (lost.stars, lost.level) == (0, "未达标")


def test_what_the_federation_sends_is_never_scored_and_never_asked():
    tree = Tree(
        (Block("sent", "五送", BlockKind.SERVICE, Decimal(0), Decimal(50),
               (Item("law", "送法律", rule_of("met", SEVEN, {})),)),),
        StarBy.POINTS, 80, LEVELS,
    )  # fmt: skip

    assert score(tree, {}).points == 0
    assert problems(tree, {"law": True}) == {"law": "标准中没有这一项。"}
    assert tree.most == 0


def an_outline(**changed):
    item = {"code": "law", "title": "学法", "points": "7", "rule": "bonus", "settings": {"each": 2}}
    head = {"star_by": "goods", "good_percent": 80, "levels": []}
    return head | {"blocks": [{"title": "七好", "items": [item | changed]}]}


def test_a_number_typed_anew_is_no_change_of_a_standard():
    typed = an_outline(settings={"each": "2"}, points="7.0")

    shape = same_shape(an_outline(), typed)

    assert (shape.added, shape.dropped, shape.changed, shape.stars) == ([], [], [], [])


def test_a_change_of_a_rule_or_of_the_stars_is_named():
    new = an_outline(settings={"each": "3"}) | {"good_percent": 90}

    shape = same_shape(an_outline(), new)

    assert (shape.changed, shape.stars) == (["学法"], ["算“好”的比例80% → 90%"])
