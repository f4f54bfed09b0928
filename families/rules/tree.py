"""A standard as a tree, and the score of a household by it. Pure: the same answers, the same score,
in whatever order the items stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from families.choices import BlockKind, StarBy
from families.rules.figures import ZERO, between
from families.rules.typed import Answer, Rule, points_for, problem_with

HUNDRED = Decimal(100)
BELOW = "未达标"


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    title: str
    rule: Rule

    @property
    def most(self) -> Decimal:
        return self.rule.most


@dataclass(frozen=True, slots=True)
class Block:
    """`base` to begin with, plus its items, kept between 0 and `cap`. 服务 gives nothing, ever."""

    code: str
    title: str
    kind: BlockKind
    base: Decimal
    cap: Decimal
    items: tuple[Item, ...]

    @property
    def most(self) -> Decimal:
        if self.kind == BlockKind.SERVICE:
            return ZERO
        return min(self.cap, self.base + sum((item.most for item in self.items), ZERO))


@dataclass(frozen=True, slots=True)
class Level:
    """A star level: `least` points, or `least` goods, as the standard says."""

    name: str
    stars: int
    least: Decimal


@dataclass(frozen=True, slots=True)
class Tree:
    blocks: tuple[Block, ...]
    star_by: StarBy
    good_percent: int
    levels: tuple[Level, ...]

    @property
    def most(self) -> Decimal:
        return sum((block.most for block in self.blocks), ZERO)

    @property
    def items(self) -> dict[str, Item]:
        """Items that somebody answers: everything but premises and services."""
        return {
            item.code: item
            for block in self.blocks
            if block.kind in (BlockKind.SCORED, BlockKind.BONUS)
            for item in block.items
        }

    @property
    def premises(self) -> list[Item]:
        found = (block.items for block in self.blocks if block.kind == BlockKind.PREMISE)
        return [item for items in found for item in items]

    @property
    def services(self) -> list[Item]:
        found = (block.items for block in self.blocks if block.kind == BlockKind.SERVICE)
        return [item for items in found for item in items]


@dataclass(frozen=True, slots=True)
class Score:
    """`items` and `blocks`: what each gave, by code."""

    points: Decimal
    goods: int
    stars: int
    level: str
    items: Mapping[str, Decimal]
    blocks: Mapping[str, Decimal]


def problems(tree: Tree, answers: Mapping[str, Answer]) -> dict[str, str]:
    """{item code: why its answer is none}. An answer to no item of the tree is one as well."""
    known = tree.items
    found = {code: "标准中没有这一项。" for code in answers if code not in known}
    for code, item in known.items():
        if code in answers and (words := problem_with(item.rule, answers[code])):
            found[code] = words
    return found


def score(tree: Tree, answers: Mapping[str, Answer], *, held: bool = True) -> Score:
    """The score. `held`: no premise was decided against the household.

    Where one was, the premises give nothing and there is no star, whatever else was earned.
    """
    items = {code: points_for(item.rule, answers.get(code)) for code, item in tree.items.items()}
    blocks = {block.code: block_points(block, items, held=held) for block in tree.blocks}
    points = sum(blocks.values(), ZERO)
    goods = sum(
        is_good(item, items[item.code], tree.good_percent)
        for block in tree.blocks
        if block.kind == BlockKind.SCORED
        for item in block.items
    )
    level = level_of(tree, points=points, goods=goods) if held else None
    return Score(
        points=points,
        goods=goods,
        stars=level.stars if level else 0,
        level=level.name if level else BELOW,
        items=items,
        blocks=blocks,
    )


def block_points(block: Block, items: Mapping[str, Decimal], *, held: bool) -> Decimal:
    if block.kind == BlockKind.SERVICE or (block.kind == BlockKind.PREMISE and not held):
        return ZERO
    earned = sum((items.get(item.code, ZERO) for item in block.items), block.base)
    return between(ZERO, earned, block.cap).quantize(Decimal("0.01"))


def is_good(item: Item, points: Decimal, percent: int) -> bool:
    return points * HUNDRED >= item.most * percent


def level_of(tree: Tree, *, points: Decimal, goods: int) -> Level | None:
    """The best level that is reached; None below the last."""
    reached = Decimal(goods) if tree.star_by == StarBy.GOODS else points
    return next((level for level in tree.levels if reached >= level.least), None)


def levels_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Level, ...]:
    """The levels, best first."""
    made = [Level(row["name"], int(row["stars"]), Decimal(str(row["least"]))) for row in rows]
    return tuple(sorted(made, key=lambda level: -level.least))
