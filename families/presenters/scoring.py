"""The page of one household being rated."""

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
from families.rules.tree import Score, Tree
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


def latest_answers(entry: Entry, actor: Actor) -> Mapping[str, Any]:
    """What the last stage before this one answered; nothing for the first."""
    order = {stage: place for place, stage in enumerate(STAGES)}
    rows = StageScore.objects.visible_to(actor).filter(entry=entry).exclude(stage=Stage.SELF)
    earlier = sorted(rows, key=lambda row: order[Stage(row.stage)])
    return earlier[-1].answers if earlier else {}
