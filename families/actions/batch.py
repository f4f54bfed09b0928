"""A whole village at once: the grid, and a stage above that agrees with the one below."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from families.actions.moving import waiting
from families.actions.rating import Rated, Sheet, rate_many
from families.choices import EntryState, Stage
from families.models import Entry, Round, StageScore
from families.rules import steps
from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit


@transaction.atomic
def rate_rows(
    *, rows: Mapping[int, Sheet], round_: Round, village: str, actor: Actor, at: datetime
) -> Rated:
    """Each row that can be kept is kept; the others come back with their words."""
    found = Entry.objects.visible_to(actor).filter(round=round_, unit_code=village)
    rated = rate_many(locked_in_order(found.filter(pk__in=list(rows))), rows, actor=actor, at=at)
    told(rated, round_, actor=actor, at=at, area=village)
    return rated


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
        score.entry_id: Sheet(answers=score.answers, note=score.note)
        for score in StageScore.objects.filter(stage=before, entry__in=left)
    }
    done = rate_many(locked_in_order(left.filter(pk__in=given)), given, actor=actor, at=at)
    told(done, round_, actor=actor, at=at, area=area, stage=stage)
    return done


def locked_in_order(rows: Any) -> Any:
    rows = rows.select_related("household", "round").select_for_update(of=("self",))
    return rows.in_order()


def told(rated: Rated, round_: Round, *, actor: Actor, at: datetime, **where: str) -> None:
    """One entry in the log for all of them; each household's file has its own line."""
    if rated.kept:
        audit.record(
            actor=actor, action="round.score", target=round_, at=at, households=rated.kept, **where
        )
