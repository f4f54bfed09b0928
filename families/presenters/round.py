"""A round as its page tells it: how far each place is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from families.choices import STAGES, EntryState, Stage
from families.models import Entry, PublicNotice, Quota, Round, StageScore
from families.rules.steps import level_of
from portal.access import Actor, Permission
from portal.units.models import Unit

LENGTH_BELOW = {"city": 6, "county": 9, "town": 12, "village": 12}


@dataclass(slots=True)
class Place:
    """One place below the actor's own: how many households stand at each stage."""

    code: str
    name: str
    total: int = 0
    stages: dict[str, int] = field(default_factory=dict)
    left: int = 0  # out of the denominator: away, declined, moved, withdrawn, not listed
    reported: int = 0
    rated: int = 0
    is_village: bool = False
    quota: int | None = None

    @property
    def counts(self) -> list[int]:
        """In the order of the columns: the stages, then done."""
        return [self.stages.get(stage, 0) for stage in (*STAGES, Stage.DONE)]

    @property
    def standing(self) -> int:
        return sum(self.stages.values())


def places(round_: Round, actor: Actor, *, area: str = "") -> list[Place]:
    """The places directly below `area` (the actor's own unit by default), in order of code."""
    area = area or actor.unit_code
    length = LENGTH_BELOW[level_of(area)]
    rows = (
        Entry.objects.visible_to(actor)
        .filter(round=round_, unit_code__gte=area, unit_code__lt=area + "~")
        .values("unit_code", "stage", "state")
        .annotate(number=Count("pk"))
        .order_by("unit_code")
    )
    found: dict[str, Place] = {}
    for row in rows:
        code = row["unit_code"][:length]
        place = found.setdefault(code, Place(code, code, is_village=level_of(code) == "village"))
        place.total += row["number"]
        if row["state"] == EntryState.TAKING_PART:
            place.stages[row["stage"]] = place.stages.get(row["stage"], 0) + row["number"]
        elif row["state"] == EntryState.REPORTED:
            place.reported += row["number"]
        else:
            place.left += row["number"]
    name_places(found.values(), round_, actor)
    return list(found.values())


def name_places(found: Iterable[Place], round_: Round, actor: Actor) -> None:
    codes = [place.code for place in found]
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
    quotas = Quota.objects.visible_to(actor).filter(round=round_)
    places_ = dict(quotas.values_list("for_code", "places"))
    for place in found:
        place.name = names.get(place.code, place.code).removesuffix("妇联")
        place.quota = places_.get(place.code)


def rated_here(round_: Round, actor: Actor) -> int:
    """How many households this person's level has rated so far."""
    level = level_of(actor.unit_code)
    scores = StageScore.objects.visible_to(actor).filter(entry__round=round_)
    return scores.filter(stage=level).count() if level in Stage.values else 0


def round_page(round_: Round, actor: Actor, area: str = "") -> dict[str, Any]:
    rows = places(round_, actor, area=area)
    is_own = round_.unit_code == actor.unit_code and actor.can(Permission.FAMILY_ROUND)
    return {
        "round": round_,
        "places": rows,
        "columns": [*STAGES, Stage.DONE],
        "total": sum(place.total for place in rows),
        "standing": sum(place.standing for place in rows),
        "reported": sum(place.reported for place in rows),
        "left": sum(place.left for place in rows),
        "done": sum(place.stages.get(Stage.DONE, 0) for place in rows),
        "has_quota": any(place.quota is not None for place in rows),
        "stages": [row for row in sorted_stages(round_) if row.is_on],
        "may_run": is_own,
        "may_enrol": actor.can(Permission.FAMILY_REGISTER) and round_.is_open,
        "may_select": round_.status != "draft"
        and actor.can(Permission.FAMILY_ROUND)
        and any(place.quota is not None for place in rows),
        "may_vet": round_.has_vetting
        and actor.can(Permission.FAMILY_VERIFY)
        and level_of(actor.unit_code) == "county",
        "is_posted": PublicNotice.objects.visible_to(actor).filter(round=round_).exists(),
        "area": area,
    }


def sorted_stages(round_: Round) -> list[Any]:
    order = {stage: place for place, stage in enumerate(STAGES)}
    return sorted(round_.stages.all(), key=lambda row: order[Stage(row.stage)])


def home(actor: Actor) -> dict[str, Any]:
    """The entrance: the rounds going on, and the way to one's own village."""
    rounds = list(
        Round.objects.visible_to(actor)
        .filter(status__in=["open", "draft"])
        .for_page()
        .order_by("-year", "-pk")
    )
    level = level_of(actor.unit_code)
    return {
        "rounds": [(row, places(row, actor) if row.is_open else []) for row in rounds],
        "village": actor.unit_code if level == "village" else "",
        "may_run": actor.can(Permission.FAMILY_ROUND),
        "may_keep": actor.can(Permission.FAMILY_REGISTER),
        "may_score": actor.can(Permission.FAMILY_SCORE),
    }
