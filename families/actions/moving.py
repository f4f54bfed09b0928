"""What waits at a stage is handed in together, or sent back; a village that ends hands over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from families.actions.happening import happened, locked_entry
from families.actions.rating import ensure
from families.actions.rounds import stages_on
from families.choices import EntryState, Stage
from families.models import Entry, Household, NeighbourGroup, Round, StageScore, VillageTotal
from families.rules import steps
from portal.access import Actor, Permission, SystemActor, scope
from portal.access.refusal import Refused
from portal.audit import actions as audit


def waiting(round_: Round, *, stage: str, area: str, actor: Actor) -> Any:
    """Entries of an area that take part and wait at this stage (of the family's own too, where
    the village is next)."""
    stages = [Stage.SELF, Stage.VILLAGE] if stage == Stage.VILLAGE else [stage]
    return Entry.objects.visible_to(actor).filter(
        round=round_,
        stage__in=stages,
        unit_code__gte=area,
        unit_code__lt=area + "~",
    )


@transaction.atomic
def hand_in(
    *, round_: Round, stage: str, area: str, actor: Actor, at: datetime, is_final: bool = False
) -> int:
    """提交: what was rated at this stage in this area goes on to the next. All or nothing.

    A village is handed in only when each of its households is rated or marked; `is_final` says that
    who is still 未在家 stays out this year. Answers how many went on. Raises Refused.
    """
    if not actor.can(Permission.FAMILY_SCORE):
        raise Refused("您可以查看，但不能提交。")
    round_ = Round.objects.visible_to(actor).prefetch_related("stages").get(pk=round_.pk)
    if not round_.is_open:
        raise Refused("这一轮评选没有在进行，不能再改。")
    if steps.level_of(actor.unit_code) not in steps.LEVELS[stage] or not actor.sees(area):
        raise Refused(f"“{Stage(stage).label}”由{steps.who_works_at(steps.LEVELS[stage])}提交。")
    rows = waiting(round_, stage=stage, area=area, actor=actor)
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    refuse_unfinished(round_, stage=stage, area=area, actor=actor, is_final=is_final)
    going = rows.filter(state=EntryState.TAKING_PART)
    if stage == Stage.VILLAGE and steps.level_of(actor.unit_code) == "village":
        going = going.by_others_than(actor)
    keys = list(going.values_list("pk", flat=True))
    if not keys:
        raise Refused("没有可以提交的家庭。")
    target = steps.next_stage(stage, stages_on(round_.stages.all()))
    StageScore.objects.filter(entry__in=keys, stage=stage).update(handed_in_at=at)
    Entry.objects.filter(pk__in=keys).update(stage=target, changed_at=at, version=F("version") + 1)
    audit.record(
        actor=actor, action="round.hand_in", target=round_, at=at, stage=stage, area=area,
        households=len(keys),
    )  # fmt: skip
    return len(keys)


def refuse_unfinished(
    round_: Round, *, stage: str, area: str, actor: Actor, is_final: bool
) -> None:
    rows = waiting(round_, stage=stage, area=area, actor=actor)
    rated = StageScore.objects.filter(stage=stage, entry__in=rows).values("entry")
    left = rows.filter(state=EntryState.TAKING_PART).exclude(pk__in=rated)
    if steps.level_of(actor.unit_code) == "village":
        left = left.by_others_than(actor)
    if count := left.count():
        raise Refused(f"还有{count}户没有评，评完或标记后再提交。")
    away = rows.filter(state=EntryState.AWAY).count()
    if away and stage == Stage.VILLAGE and not is_final:
        raise Refused(f"还有{away}户未在家；确定今年不再入户的，请勾选后提交。", "is_final")


@transaction.atomic
def send_back(*, entry: Entry, reason: str, actor: Actor, at: datetime) -> Entry:
    """退回 to the stage before, with a reason for whoever rated there."""
    entry = locked_entry(entry, actor)
    ensure("send_back", entry, actor)
    if not reason.strip():
        raise Refused("请写明退回的理由。", "reason")
    before = steps.stage_before(entry.stage, stages_on(entry.round.stages.all()))
    if before is None:
        raise Refused("前面没有可以退回的阶段。")
    StageScore.objects.filter(entry=entry, stage=before).update(handed_in_at=None)
    StageScore.objects.filter(entry=entry, stage=entry.stage).delete()
    entry.stage, entry.changed_at = before, at
    entry.version += 1
    entry.save(update_fields=["stage", "changed_at", "version"])
    happened(entry.household, "send_back", actor=actor, at=at, text=reason.strip(), stage=before)
    return entry


@transaction.atomic
def take_over_households(*, old: Any, new: Any, actor: Any, at: datetime) -> int:
    """The files of a village's unit that ended go to its successor, with all that hangs on them."""
    house = SystemActor("单位变更", scope=settings.PORTAL_CITY_CODE)
    with scope(house):
        mine = list(Household.objects.filter(unit_code=old.code))
        # Households in a group follow it by the foreign key; the others are moved by hand.
        NeighbourGroup.objects.filter(unit_code=old.code).update(unit_code=new.code)
        moved = list(Household.objects.filter(unit_code__in=[old.code, new.code]))
        mine = [
            row for row in moved if row.registered_code == old.code or row.unit_code == old.code
        ]
        Household.objects.filter(unit_code=old.code).update(unit_code=new.code)
        VillageTotal.objects.filter(unit_code=old.code).exclude(
            year__in=VillageTotal.objects.filter(unit_code=new.code).values("year")
        ).update(unit_code=new.code)
        text = f"{old.short_name}并入{new.short_name}，家庭档案随之转入"
        log_moves(mine, new.code, text, house, at)
    return len(mine)


def log_moves(
    rows: Iterable[Household], code: str, text: str, house: SystemActor, at: datetime
) -> None:
    for row in rows:
        row.unit_code = code
        happened(row, "take_over", actor=house, at=at, text=text)
