"""A whole village at once: the grid, and a stage above that agrees with the one below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from families.actions.moving import waiting
from families.actions.scoring import Sheet, rate, tree_for
from families.choices import EntryState, Stage
from families.models import Entry, Round, StageScore
from families.rules import steps
from portal.access import Actor
from portal.access.refusal import Refused


@dataclass(frozen=True, slots=True)
class Rated:
    """How many rows were kept, and what was wrong with the others: {entry: its refusal}."""

    kept: int
    wrong: dict[int, Refused]


@transaction.atomic
def rate_rows(
    *, rows: Mapping[int, Sheet], round_: Round, village: str, actor: Actor, at: datetime
) -> Rated:
    """Each row that can be kept is kept; the others come back with their words."""
    found = Entry.objects.visible_to(actor).filter(round=round_, unit_code=village)
    entries = list(found.filter(pk__in=list(rows)).select_related("household", "round").in_order())
    tree = tree_for(entries[0], actor) if entries else None
    wrong: dict[int, Refused] = {}
    for entry in entries:
        try:
            rate(entry=entry, sheet=rows[entry.pk], actor=actor, at=at, tree=tree)
        except Refused as refusal:
            wrong[entry.pk] = refusal
    return Rated(len(entries) - len(wrong), wrong)


@transaction.atomic
def agree(*, round_: Round, stage: str, area: str, actor: Actor, at: datetime) -> Rated:
    """同意: households of the area this stage has not rated get what the stage before gave them.

    Not for the village, which looks at each. Raises Refused.
    """
    if stage not in (Stage.TOWN, Stage.COUNTY, Stage.CITY):
        raise Refused("初评请逐户评分。")
    round_ = Round.objects.visible_to(actor).prefetch_related("stages").get(pk=round_.pk)
    on = {row.stage for row in round_.stages.all() if row.is_on}
    before = steps.stage_before(stage, on)
    if before is None or not actor.sees(area):
        raise Refused("前面没有可以同意的评分。")
    rows = waiting(round_, stage=stage, area=area, actor=actor)
    rated = StageScore.objects.filter(stage=stage, entry__in=rows).values("entry")
    left = rows.filter(state=EntryState.TAKING_PART).exclude(pk__in=rated).by_others_than(actor)
    given = {
        score.entry_id: score for score in StageScore.objects.filter(stage=before, entry__in=left)
    }
    wrong: dict[int, Refused] = {}
    entries = list(left.filter(pk__in=given).select_related("household", "round").in_order())
    tree = tree_for(entries[0], actor) if entries else None
    for entry in entries:
        score = given[entry.pk]
        sheet = Sheet(answers=score.answers, note=score.note)
        try:
            rate(entry=entry, sheet=sheet, actor=actor, at=at, tree=tree)
        except Refused as refusal:
            wrong[entry.pk] = refusal
    return Rated(len(entries) - len(wrong), wrong)
