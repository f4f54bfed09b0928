"""A standard as it is read, edited, and compared with the version before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from families.choices import BlockKind, HouseholdKind, RuleKind, Stage, StarBy
from families.models import Entry, StageScore, Standard
from families.rules.figures import number, plain
from families.rules.outline import outline_of, same_shape, tree_from
from families.rules.settings import LABELS, SETTINGS, BadRule
from families.rules.tree import BELOW, Tree, problems, score
from portal.access import Actor, Permission

MOST_CHANGED = 50


def standard_page(standard: Standard, actor: Actor) -> dict[str, Any]:
    outline = outline_of(standard)
    is_own = standard.unit_code == actor.unit_code and actor.can(Permission.FAMILY_STANDARD)
    return {
        "standard": standard,
        "blocks": sheet_of(outline),
        "most": tree_from(outline).most,
        "levels": level_words(outline),
        "kinds": "、".join(HouseholdKind(kind).label for kind in standard.kinds),
        "may_edit": is_own and standard.is_draft,
        "may_freeze": is_own and standard.is_draft,
        "may_retire": is_own and standard.status == "frozen",
        "may_copy": actor.can(Permission.FAMILY_STANDARD),
        "has_before": standard.based_on_id is not None,
    }


def sheet_of(outline: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Blocks and items in words; an item whose rule is not right yet says so."""
    try:
        tree: Tree | None = tree_from(outline)
    except (BadRule, KeyError, ValueError, ArithmeticError):
        tree = None
    made = []
    for place, block in enumerate(outline["blocks"]):
        items = tree.blocks[place].items if tree else []
        made.append(
            {
                "title": block["title"],
                "kind": BlockKind(block["kind"]),
                "base": number(block["base"]),
                "cap": number(block["cap"]),
                "rows": [
                    (item, items[row].rule.told if tree else "", RuleKind(item["rule"]).label)
                    for row, item in enumerate(block["items"])
                ],
            }
        )
    return made


def level_words(outline: Mapping[str, Any]) -> list[str]:
    by_goods = outline["star_by"] == StarBy.GOODS
    unit = "项好" if by_goods else "分"
    lead = "前提全部保持，" if by_goods else ""
    return [f"{row['name']}：{lead}{row['least']}{unit}以上" for row in outline["levels"]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of the editor."""

    name: str
    label: str
    value: str
    is_area: bool = False


def editor(outline: Mapping[str, Any], wrong: Mapping[str, str]) -> list[dict[str, Any]]:
    """The blocks and items as the editor's rows."""
    return [
        {
            "place": place,
            "prefix": f"b{place}",
            "block": block,
            "error": wrong.get(f"b{place}", ""),
            "rows": [
                {
                    "prefix": f"b{place}-i{row}",
                    "key": f"{place}-{row}",
                    "item": item,
                    "cells": cells(f"b{place}-i{row}", item),
                    "error": wrong.get(f"b{place}-i{row}", ""),
                }
                for row, item in enumerate(block["items"])
            ],
        }
        for place, block in enumerate(outline["blocks"])
    ]


def cells(prefix: str, item: Mapping[str, Any]) -> list[Cell]:
    return [
        Cell(
            f"{prefix}-{name}",
            LABELS[name],
            typed(name, item["settings"].get(name, "")),
            name in {"lines", "steps"},
        )
        for name in SETTINGS[item["rule"]]
    ]


def typed(name: str, value: Any) -> str:
    """A setting as it is typed."""
    if name == "lines" and isinstance(value, list):
        return "\n".join(str(line) for line in value)
    if name == "steps" and isinstance(value, list):
        return "\n".join(" ".join(str(part) for part in row) for row in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Change:
    """One household whose level the new version would change. Its number, never its name."""

    number: str
    before: str
    after: str
    points: str


def what_would_change(new: Standard, old: Standard, actor: Actor) -> dict[str, Any]:
    """The households rated by the old version, rated again by the new one; nothing is written.

    Answers to items the new version does not know, or asks otherwise, count as 符合 and are told.
    """
    before_tree, after_tree = tree_from(outline_of(old)), tree_from(outline_of(new))
    entries = Entry.objects.visible_to(actor).filter(round__standard=old, points__isnull=False)
    levels: Counter[tuple[str, str]] = Counter()
    moved: list[Change] = []
    rated = dropped = 0
    latest = latest_scores(entries, actor)
    for entry, row in latest:
        rated += 1
        unknown = problems(after_tree, row.answers)
        dropped += bool(unknown)
        sound = {code: answer for code, answer in row.answers.items() if code not in unknown}
        was, would = score(before_tree, row.answers), score(after_tree, sound)
        levels[was.level, would.level] += 1
        if was.level != would.level and len(moved) < MOST_CHANGED:
            points = f"{plain(was.points)} → {plain(would.points)}"
            moved.append(Change(entry.household.number, was.level, would.level, points))
    return {
        "rated": rated,
        "dropped": dropped,
        "same": sum(n for (was, would), n in levels.items() if was == would),
        "moves": [(was, would, n) for (was, would), n in sorted(levels.items()) if was != would],
        "changes": moved,
        "below": BELOW,
        "shape": same_shape(outline_of(old), outline_of(new)),
        "most": (before_tree.most, after_tree.most),
    }


def latest_scores(entries: Any, actor: Actor) -> list[tuple[Entry, StageScore]]:
    """Each entry with the score of its last stage."""
    order = {stage: place for place, stage in enumerate(Stage)}
    best: dict[int, StageScore] = {}
    scores = StageScore.objects.visible_to(actor).filter(entry__in=entries.values("pk"))
    for row in scores.exclude(stage=Stage.SELF).select_related("entry__household"):
        held = best.get(row.entry_id)
        if held is None or order[Stage(row.stage)] > order[Stage(held.stage)]:
            best[row.entry_id] = row
    return [(row.entry, row) for _, row in sorted(best.items())]
