"""A standard as plain data: what the file ships, the editor edits and a new version begins with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from families.choices import BlockKind, StarBy
from families.rules.figures import number
from families.rules.settings import BadRule, rule_of
from families.rules.tree import Block, Item, Tree, levels_of

MOST_BLOCKS, MOST_ITEMS = 12, 40
BLOCK = ("code", "kind", "title", "base", "cap")
ITEM = ("code", "title", "points", "rule", "settings", "exempt_when", "evidence")
HEAD = ("code", "name", "source", "note", "is_proposal", "kinds", "from_year", "to_year",
        "star_by", "good_percent", "levels")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrong:
    """`place`: "b0", "b1-i2" or a field of the head; `words` for the editor."""

    place: str
    words: str


def outline_of(standard: Any) -> dict[str, Any]:
    """The outline of a stored standard, its blocks and items fetched."""
    blocks = sorted(standard.blocks.all(), key=lambda block: block.position)
    return {name: getattr(standard, name) for name in HEAD} | {
        "blocks": [
            {name: getattr(block, name) for name in BLOCK}
            | {
                "items": [
                    {name: getattr(item, name) for name in ITEM}
                    for item in sorted(block.items.all(), key=lambda item: item.position)
                ]
            }
            for block in blocks
        ]
    }


def tree_from(outline: Mapping[str, Any]) -> Tree:
    """The tree of an outline. Raises BadRule."""
    return Tree(
        blocks=tuple(
            Block(
                block["code"],
                block["title"],
                BlockKind(block["kind"]),
                Decimal(str(block["base"])),
                Decimal(str(block["cap"])),
                tuple(
                    Item(
                        item["code"],
                        item["title"],
                        rule_in(item),
                    )
                    for item in block["items"]
                ),
            )
            for block in outline["blocks"]
        ),
        star_by=StarBy(outline["star_by"]),
        good_percent=int(outline["good_percent"]),
        levels=levels_of(outline["levels"]),
    )


def tree_of(standard: Any) -> Tree:
    """The tree of a stored standard, its blocks and items fetched."""
    return tree_from(outline_of(standard))


def checked(outline: Mapping[str, Any]) -> list[Wrong]:
    """Everything that is wrong with an outline, in the order of the page."""
    wrong = [*head_wrong(outline), *levels_wrong(outline)]
    codes: set[str] = set()
    blocks = outline["blocks"]
    if not 1 <= len(blocks) <= MOST_BLOCKS:
        wrong.append(Wrong("blocks", f"请设1到{MOST_BLOCKS}个大项。"))
    for place, block in enumerate(blocks):
        wrong += block_wrong(block, f"b{place}", codes)
    if not any(block["kind"] == BlockKind.SCORED for block in blocks):
        wrong.append(Wrong("blocks", "至少要有一个评分的大项。"))
    return wrong


def head_wrong(outline: Mapping[str, Any]) -> list[Wrong]:
    wrong = []
    if not str(outline["name"]).strip():
        wrong.append(Wrong("name", "请填写名称。"))
    if not outline["kinds"]:
        wrong.append(Wrong("kinds", "请至少选择一类适用家庭。"))
    start, end = outline["from_year"], outline.get("to_year")
    if not start or not 2000 <= start <= 2199:
        wrong.append(Wrong("from_year", "适用起始年请填四位年份。"))
    elif end and end < start:
        wrong.append(Wrong("to_year", "截止年不能早于起始年。"))
    if not 1 <= int(outline["good_percent"] or 0) <= 100:
        wrong.append(Wrong("good_percent", "“好”的比例请填1到100。"))
    return wrong


def levels_wrong(outline: Mapping[str, Any]) -> list[Wrong]:
    rows = outline["levels"]
    if not 1 <= len(rows) <= 6:
        return [Wrong("levels", "请设1到6个星级。")]
    least = [number(row["least"]) for row in rows]
    named = all(str(row["name"]).strip() and 0 <= int(row["stars"]) <= 5 for row in rows)
    if not named or None in least or len(set(least)) < len(least):
        return [Wrong("levels", "每个星级请填名称、0到5颗星和不重复的标准。")]
    ordered = sorted(rows, key=lambda row: -(number(row["least"]) or 0))
    stars = [int(row["stars"]) for row in ordered]
    if stars != sorted(stars, reverse=True):
        return [Wrong("levels", "标准越高，星数不能越少。")]
    return []


def block_wrong(block: Mapping[str, Any], place: str, codes: set[str]) -> list[Wrong]:
    wrong = []
    if not str(block["title"]).strip():
        wrong.append(Wrong(place, "请填写大项名称。"))
    base, cap = number(block["base"]), number(block["cap"])
    if base is None or cap is None or not 0 <= base <= cap <= 1000:
        wrong.append(Wrong(place, "起始分和封顶分请填数，封顶分不能小于起始分。"))
    if not 1 <= len(block["items"]) <= MOST_ITEMS:
        wrong.append(Wrong(place, f"每个大项请设1到{MOST_ITEMS}个小项。"))
    for row, item in enumerate(block["items"]):
        wrong += item_wrong(item, block["kind"], f"{place}-i{row}", codes)
    return wrong


def item_wrong(item: Mapping[str, Any], kind: str, place: str, codes: set[str]) -> list[Wrong]:
    code, title = item["code"], str(item["title"]).strip()
    if not title:
        return [Wrong(place, "请填写项目名称。")]
    if code in codes:
        return [Wrong(place, f"“{title}”的代号重复。")]
    codes.add(code)
    if (item["rule"] == "veto") != (kind == BlockKind.PREMISE):
        return [Wrong(place, f"“{title}”：前提里只放否决项，否决项只放在前提里。")]
    points = number(item["points"])
    if points is None or not 0 <= points <= 1000:
        return [Wrong(place, f"“{title}”的分值请填0到1000的数。")]
    try:
        rule_of(item["rule"], points, item["settings"], item.get("exempt_when", ""))
    except BadRule as bad:
        return [Wrong(place, f"“{title}”：{bad.words}")]
    return []


def same_shape(first: Any, second: Any) -> SimpleNamespace:
    """Which items two outlines share, by code: what a new version drops, adds and changes; and
    what it says of the stars. Raises BadRule."""
    before = {i["code"]: (i, b["title"]) for b in first["blocks"] for i in b["items"]}
    after = {i["code"]: (i, b["title"]) for b in second["blocks"] for i in b["items"]}
    return SimpleNamespace(
        added=[after[code][0]["title"] for code in after if code not in before],
        dropped=[before[code][0]["title"] for code in before if code not in after],
        changed=[
            after[code][0]["title"]
            for code in after
            if code in before and differs(before[code][0], after[code][0])
        ],
        stars=list(other_stars(first, second)),
    )


def differs(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """By what the rule does: 2 as a number and "2" as it is typed are one."""
    return first["title"] != second["title"] or rule_in(first) != rule_in(second)


def rule_in(item: Mapping[str, Any]) -> Any:
    points = Decimal(str(item["points"]))
    return rule_of(item["rule"], points, item["settings"], item.get("exempt_when", ""))


def other_stars(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[str]:
    if first["good_percent"] != second["good_percent"]:
        yield f"算“好”的比例{first['good_percent']}% → {second['good_percent']}%"
    if first["star_by"] != second["star_by"]:
        yield f"办法：{StarBy(first['star_by']).label} → {StarBy(second['star_by']).label}"
    if levels_of(first["levels"]) != levels_of(second["levels"]):
        yield "各档名称、星数或标准"
