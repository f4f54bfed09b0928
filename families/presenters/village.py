"""A village in a round as one table, what is handed in from it, and the blank sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from families.choices import STAGES, EntryState, Stage
from families.models import Entry, Round, StageScore
from families.presenters.household import sees_names, shown_name
from families.presenters.scoring import (
    is_left,
    possible_on,
    scores_of,
    stage_for,
    village_entries,
)
from families.rules import steps
from families.rules.figures import plain
from families.rules.tree import Tree, score
from portal.access import Actor


@dataclass(frozen=True, slots=True)
class GridRow:
    """A household in the grid: its figures by stage, and the cells if it may be rated here."""

    entry: Entry
    name: str
    door: str
    scores: list[tuple[Stage, str]]
    cells: list[tuple[str, str]]
    note: str
    own: str
    state: Any
    level: str
    is_left: bool
    may_rate: bool
    error: str = ""


def grid(round_: Round, village: str, actor: Actor, tree: Tree) -> dict[str, Any]:
    """The village as one table. `typed` of a refused row are put in by the view."""
    rows = village_entries(round_, village, actor)
    scores = scores_of(rows, actor)
    given = {stage for found in scores.values() for stage in found}
    on = [stage for stage in STAGES if stage in given]  # a stage nobody has reached takes no room
    made = [grid_row(row, scores.get(row.pk, {}), on, tree, round_, actor) for row in rows]
    waiting = [row for row in made if row.may_rate]
    return {
        "rows": made,
        "stages": on,
        "items": list(tree.items.values()),
        "left": sum(row.is_left and row.may_rate for row in made),
        "counted": sum(row.entry.state == EntryState.TAKING_PART for row in made),
        "away": sum(row.entry.state == EntryState.AWAY for row in made),
        "waiting": len(waiting),
        "may_rate": bool(waiting),
        "first_left": next((r.entry.pk for r in made if r.is_left and r.may_rate), None),
        "hidden": Entry.objects.visible_to(actor)
        .filter(round=round_, unit_code=village, household__home_of=actor.account_id)
        .exists(),
    }


def grid_row(
    entry: Entry,
    scores: Mapping[str, StageScore],
    on: list[Stage],
    tree: Tree,
    round_: Round,
    actor: Actor,
) -> GridRow:
    household = entry.household
    stage = stage_for(entry.stage) if entry.stage != Stage.DONE else Stage.DONE
    kept = scores.get(stage)
    may_rate = "score" in possible_on(entry, round_, actor)
    stands = entry.state == EntryState.TAKING_PART
    return GridRow(
        entry,
        shown_name(household, actor),
        f"{household.block} {household.door}".strip() if sees_names(actor) else household.block,
        [(s, plain(scores[s].points) if s in scores else "") for s in on],
        cells_of(tree, kept) if may_rate else [],
        kept.note if kept else "",
        plain(scores[Stage.SELF].points) if Stage.SELF in scores else "",
        Stage(entry.stage) if stands else entry.status,
        entry.level,
        is_left(entry, scores),
        may_rate,
    )


def cells_of(tree: Tree, kept: StageScore | None) -> list[tuple[str, str]]:
    """(item, what it gave) for each item; empty where nothing was kept yet."""
    if kept is None:
        return [(code, "") for code in tree.items]
    given = score(tree, kept.answers).items
    return [(code, plain(given[code])) for code in tree.items]


def hand_in_of(grid: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The stage this person hands in here, and how many wait at it, rated and not. What a village
    still has to do, as for a household come back from the county, holds up nobody above."""
    stage = hand_in_stage(grid, actor)
    here = [
        row
        for row in grid["rows"]
        if row.entry.state == EntryState.TAKING_PART and stage_for(row.entry.stage) == stage
    ]
    return {
        "hands_in": stage,
        "here": len(here),
        "here_left": sum(row.is_left for row in here),
    }


def hand_in_stage(grid: Mapping[str, Any], actor: Actor) -> Stage | None:
    """Her own level's, where something waits at it."""
    level = steps.level_of(actor.unit_code)
    here = [row for row in grid["rows"] if row.may_rate]
    stages = {stage_for(row.entry.stage) for row in here}
    own = [stage for stage in STAGES if stage in stages and level in steps.LEVELS[stage]]
    return own[-1] if own else None


def sheet_rows(round_: Round, village: str, actor: Actor) -> list[dict[str, Any]]:
    """Who stands on the blank sheet: households still to be rated, with their doors for whoever
    goes there."""
    rows = village_entries(round_, village, actor)
    scores = scores_of(rows, actor)
    return [
        {
            "number": row.household.sequence,
            "name": shown_name(row.household, actor),
            "door": f"{row.household.block} {row.household.door}".strip()
            if sees_names(actor)
            else row.household.block,
        }
        for row in rows
        if is_left(row, scores.get(row.pk, {})) or row.state == EntryState.AWAY
    ]
