"""What a stage gives, for one household or for many in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from families.actions.happening import line, locked_entry
from families.choices import Finding, Stage
from families.models import Entry, HouseholdHappening, StageScore, Standard
from families.rules import steps
from families.rules.figures import plain
from families.rules.outline import tree_of
from families.rules.tree import Tree, problems, score
from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit

BATCH = 500
GIVEN = ["for_code", "answers", "points", "goods", "stars", "note", "scored_at", "scored_by",
         "is_on_behalf"]  # fmt: skip
OWN = ["for_code", "points", "scored_at", "scored_by", "is_on_behalf"]
# bulk_update writes a CASE for each row and field: ten times slower for a village.
RESULTS = """
UPDATE families_entry AS entry SET points = new.points, stars = new.stars, level = new.level,
    stage = new.stage, declared_at = new.declared_at, finding = new.finding, changed_at = %s,
    version = entry.version + 1
FROM unnest(%s::bigint[], %s::numeric[], %s::smallint[], %s::text[], %s::text[],
    %s::timestamptz[], %s::text[])
    AS new(id, points, stars, level, stage, declared_at, finding)
WHERE entry.id = new.id
"""
RESULT = ("pk", "points", "stars", "level", "stage", "declared_at", "finding")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one stage says about one household. `answers`: only what differs from 符合."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    own_points: Decimal | None = None  # the family's own total, read off its sheet
    is_declared: bool = True  # 七无: the family has signed


@dataclass(frozen=True, slots=True)
class Rated:
    """How many rows were kept, and what was wrong with the others: {entry: its refusal}."""

    kept: int
    wrong: dict[int, Refused]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An entry with its new result, what the stage gave it, and the family's own where told."""

    entry: Entry
    given: StageScore
    own: StageScore | None


def ensure(name: str, entry: Entry, actor: Actor) -> None:
    if words := steps.STEPS[name].refusal(entry, actor, is_open=entry.round.is_open):
        raise Refused(words)


def tree_for(entry: Entry, actor: Actor) -> Tree:
    standards = Standard.objects.visible_to(actor).for_page()
    return tree_of(standards.get(pk=entry.round.standard_id))


@transaction.atomic
def rate(
    *, entry: Entry, sheet: Sheet, actor: Actor, at: datetime, tree: Tree | None = None
) -> StageScore:
    """Keep what this stage gives. A stage rated again overwrites its own score only, and only
    until it is handed in. Raises Refused with the item's code as its field."""
    entry = locked_entry(entry, actor)
    told = own_points([entry.pk]).get(entry.pk)
    row = weighed(entry, sheet, tree or tree_for(entry, actor), told, actor=actor, at=at)
    keep([row], actor=actor, at=at)
    audit.record(
        actor=actor, action="family.score", target=entry.household, at=at,
        stage=row.given.stage, points=str(row.given.points),
    )  # fmt: skip
    return StageScore.objects.get(entry=entry, stage=row.given.stage)


def rate_many(
    rows: Iterable[Entry], sheets: Mapping[int, Sheet], *, actor: Actor, at: datetime
) -> Rated:
    """The same for many of one round: each that can be kept is kept, the others say why not."""
    entries = list(rows)
    if not entries:
        return Rated(0, {})
    tree = tree_for(entries[0], actor)
    told = own_points([entry.pk for entry in entries])
    good: list[Weighed] = []
    wrong: dict[int, Refused] = {}
    for entry in entries:
        sheet, own = sheets[entry.pk], told.get(entry.pk)
        try:
            good.append(weighed(entry, sheet, tree, own, actor=actor, at=at))
        except Refused as refusal:
            wrong[entry.pk] = refusal
    keep(good, actor=actor, at=at)
    return Rated(len(good), wrong)


def weighed(
    entry: Entry, sheet: Sheet, tree: Tree, own: Decimal | None, *, actor: Actor, at: datetime
) -> Weighed:
    """What would be kept; nothing is written yet. Raises Refused."""
    ensure("score", entry, actor)
    if wrong := problems(tree, sheet.answers):
        code = next(iter(wrong))
        raise Refused(wrong[code], code)
    stage = Stage.VILLAGE if entry.stage == Stage.SELF else Stage(entry.stage)
    is_first = stage == Stage.VILLAGE
    if is_first:
        refuse_own_side(sheet, tree)
        own = own if sheet.own_points is None else sheet.own_points
    given = score(tree, sheet.answers)
    if words := steps.difference_refusal(given.points, own, entry.round.difference, sheet.note):
        raise Refused(words, "note")
    if is_first:
        entry.declared_at, entry.finding = entry.declared_at or at, Finding.NONE_FOUND
    entry.points, entry.stars, entry.level = given.points, given.stars, given.level
    entry.stage = stage
    by = {
        "entry": entry, "unit_code": entry.unit_code, "for_code": actor.unit_code,
        "scored_at": at, "scored_by_id": actor.account_id,
    }  # fmt: skip
    is_on_behalf = is_first and steps.level_of(actor.unit_code) != "village"
    return Weighed(
        entry,
        StageScore(
            stage=stage, answers=dict(sheet.answers), points=given.points, goods=given.goods,
            stars=given.stars, note=sheet.note, is_on_behalf=is_on_behalf, **by,
        ),
        StageScore(stage=Stage.SELF, points=sheet.own_points, is_on_behalf=True, **by)
        if is_first and sheet.own_points is not None
        else None,
    )  # fmt: skip


def refuse_own_side(sheet: Sheet, tree: Tree) -> None:
    """The family's declaration and its own total come with the village's rating."""
    if not sheet.is_declared:
        raise Refused("七无由家庭自己承诺，请先请家庭签字；不愿签的，标记“不参加”。", "is_declared")
    if sheet.own_points is not None and not 0 <= sheet.own_points <= tree.most:
        raise Refused(f"自评总分请填0到{plain(tree.most)}之间的数。", "own_points")


def own_points(keys: Sequence[int]) -> dict[int, Decimal]:
    rows = StageScore.objects.filter(entry__in=keys, stage=Stage.SELF)
    return dict(rows.values_list("entry", "points"))


def keep(rows: Sequence[Weighed], *, actor: Actor, at: datetime) -> None:
    """Scores, results and a line in each file: the same few statements for one and for many."""
    put([row.given for row in rows], GIVEN)
    put([row.own for row in rows if row.own is not None], OWN)
    columns = [[getattr(row.entry, name) for row in rows] for name in RESULT]
    with connection.cursor() as cursor:
        cursor.execute(RESULTS, [at, *columns])
    lines = [
        line(
            row.entry.household, "score", actor=actor, at=at, stage=row.given.stage,
            points=str(row.given.points),
            text=f"{Stage(row.given.stage).label}{plain(row.given.points)}分",
        )
        for row in rows
    ]  # fmt: skip
    HouseholdHappening.objects.bulk_create(lines, batch_size=BATCH)


def put(scores: Sequence[StageScore], fields: Sequence[str]) -> None:
    """One per entry and stage: there already, these fields are written over."""
    StageScore.objects.bulk_create(
        scores,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["entry", "stage"],
        update_fields=fields,
    )
