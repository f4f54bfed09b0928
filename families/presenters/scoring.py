"""The page of one household being rated, and the grid of its village."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from families.choices import MARKS, STAGES, EntryState, Stage
from families.models import Entry, Round, StageScore, Standard
from families.presenters.household import sees_names, shown_name
from families.rules import steps
from families.rules.figures import plain
from families.rules.outline import tree_of
from families.rules.tree import Score, Tree, score
from portal.access import Actor


@dataclass(frozen=True, slots=True)
class Station:
    """A stage as the line of steps shows it."""

    label: str
    state: str
    note: str = ""


def tree_in(round_: Round, actor: Actor) -> Tree:
    return tree_of(Standard.objects.visible_to(actor).for_page().get(pk=round_.standard_id))


def stage_for(entry_stage: str) -> Stage:
    """The stage that is rated next: the family's own sheet comes in with the village's."""
    return Stage.VILLAGE if entry_stage == Stage.SELF else Stage(entry_stage)


def stations(on: set[str], now: str, scores: Mapping[str, StageScore]) -> list[Station]:
    made = []
    order = [*STAGES, Stage.DONE]
    for stage in STAGES:
        if stage not in on:
            continue
        past = order.index(stage) < order.index(Stage(now))
        state = "now" if stage == now else "done" if past or stage in scores else "todo"
        given = scores.get(stage)
        made.append(Station(stage.label, state, f"{plain(given.points)}分" if given else ""))
    return made


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the sheet: its fields, what it gives now, what the others gave."""

    code: str
    place: int
    title: str
    told: str
    most: Decimal
    points: Decimal
    is_full: bool
    lines: Any
    sheet: Any
    others: list[Any]
    error: str


def lines_of(form: Any, tree: Tree, found: Score, errors: Mapping[str, str]) -> list[Line]:
    made = []
    for place, (code, item) in enumerate(tree.items.items(), start=1):
        names = [name for name in form.fields if name.startswith(f"{code}-")]
        own = [name for name in names if name not in {f"{code}-lines", f"{code}-sheet"}]
        wrong = [error for name in names for error in form.errors.get(name, [])]
        made.append(
            Line(
                code,
                place,
                item.title,
                item.rule.told,
                item.most,
                found.items[code],
                found.items[code] == item.most,
                form[f"{code}-lines"] if f"{code}-lines" in names else None,
                form[f"{code}-sheet"],
                [form[name] for name in own],
                errors.get(code) or "".join(wrong),
            )
        )
    return made


def village_entries(round_: Round, village: str, actor: Actor) -> list[Entry]:
    """All of a village in the order one goes round, without the actor's own home."""
    rows = Entry.objects.visible_to(actor).filter(round=round_, unit_code=village)
    return list(rows.by_others_than(actor).select_related("household__group").in_order())


def scores_of(entries: list[Entry], actor: Actor) -> dict[int, dict[str, StageScore]]:
    found: dict[int, dict[str, StageScore]] = {}
    for row in StageScore.objects.visible_to(actor).filter(entry__in=entries):
        found.setdefault(row.entry_id, {})[row.stage] = row
    return found


def is_left(entry: Entry, scores: Mapping[str, StageScore]) -> bool:
    """Still to be rated at the stage where it waits."""
    stands = entry.state == EntryState.TAKING_PART and entry.stage != Stage.DONE
    return stands and stage_for(entry.stage) not in scores


def score_page(entry: Entry, actor: Actor) -> dict[str, Any]:
    """What stands around the sheet: who, where in the village, the stages, the neighbours."""
    rows = village_entries(entry.round, entry.unit_code, actor)
    scores = scores_of(rows, actor)
    place = next((n for n, row in enumerate(rows) if row.pk == entry.pk), 0)
    on = {row.stage for row in entry.round.stages.all() if row.is_on}
    stage = stage_for(entry.stage) if entry.stage != Stage.DONE else Stage.DONE
    own = scores.get(entry.pk, {})
    earlier = (
        Entry.objects.visible_to(actor)
        .filter(household=entry.household_id, year__lt=entry.year, points__isnull=False)
        .order_by("-year", "-pk")
        .first()
    )
    group = entry.household.group
    return {
        "entry": entry,
        "household": entry.household,
        "name": shown_name(entry.household, actor),
        "shows_door": sees_names(actor),
        "stage": stage,
        "stations": stations(on, stage, own),
        "kept": own.get(stage),
        "self_points": own[Stage.SELF].points if Stage.SELF in own else None,
        "earlier": earlier,
        "group": group,
        "group_counts": group_counts(rows, scores, group),
        "place": place + 1,
        "total": len(rows),
        "before": rows[place - 1].pk if place > 0 else None,
        "after": rows[place + 1].pk if place + 1 < len(rows) else None,
        "steps": possible(entry, actor),
        "marks": MARKS,
        "asking_for_help": steps.ASKING_FOR_HELP,
    }


def group_counts(rows: list[Entry], scores: Mapping[int, Any], group: Any) -> tuple[int, int]:
    """How many of the neighbour group are in the round, and how many are rated."""
    same = [row for row in rows if group and row.household.group_id == group.pk]
    return len(same), sum(not is_left(row, scores.get(row.pk, {})) for row in same)


def possible(entry: Entry, actor: Actor) -> set[str]:
    return {
        name
        for name, step in steps.STEPS.items()
        if step.refusal(entry, actor, is_open=entry.round.is_open) is None
    }


def next_left(entry: Entry, actor: Actor) -> int | None:
    """The next household of the village still to be rated at this stage, round and round."""
    rows = village_entries(entry.round, entry.unit_code, actor)
    scores = scores_of(rows, actor)
    place = next((n for n, row in enumerate(rows) if row.pk == entry.pk), -1)
    following = rows[place + 1 :] + rows[: place + 1]
    return next(
        (
            row.pk
            for row in following
            if row.pk != entry.pk
            and is_left(row, scores.get(row.pk, {}))
            and "score" in possible_on(row, entry.round, actor)
        ),
        None,
    )


def possible_on(entry: Entry, round_: Round, actor: Actor) -> set[str]:
    """As `possible`, with the round that is at hand already."""
    entry.round = round_
    return possible(entry, actor)


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


def latest_answers(entry: Entry, actor: Actor) -> Mapping[str, Any]:
    """What the last stage before this one answered; nothing for the first."""
    order = {stage: place for place, stage in enumerate(STAGES)}
    rows = StageScore.objects.visible_to(actor).filter(entry=entry).exclude(stage=Stage.SELF)
    earlier = sorted(rows, key=lambda row: order[Stage(row.stage)])
    return earlier[-1].answers if earlier else {}


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
