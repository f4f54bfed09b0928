"""入选: a list within its quota, the draw for a recheck, what the recheck found."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from families.actions.happening import happened
from families.choices import EntryState, OffBy, Recheck, SelectionState
from families.models import Draw, Entry, PublicNotice, Quota, Round, Selection, Vetting
from families.rules import selection as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit

CHANGED = "名单刚刚有改动，请核对下面的名单后再保存。"


def ensure_may_choose(round_: Round, area: str, actor: Actor) -> None:
    """The unit that runs the round, and the county whose quota it is. Raises Refused."""
    if not actor.can(Permission.FAMILY_ROUND) or actor.unit_code not in (round_.unit_code, area):
        raise Refused(
            "您可以查看，但不能确定名单。名单由发起评选的单位和这个县（市、区）妇联确定。"
        )
    if not round_.is_open:
        raise Refused("这一轮评选没有在进行，不能再改。")
    if PublicNotice.objects.filter(round=round_).exists():
        raise Refused("名单已经公示，不能再增减；异议成立或家庭退出的，在公示页办理。")


def eligible(round_: Round, area: str, actor: Actor) -> Any:
    """Households of the area that every stage below the city has rated and that take part."""
    return Entry.objects.visible_to(actor).filter(
        round=round_,
        unit_code__gte=area,
        unit_code__lt=area + "~",
        stage__in=rules.READY,
        state=EntryState.TAKING_PART,
        points__isnull=False,
    )


@transaction.atomic
def choose(
    *, round_: Round, area: str, keys: Collection[int], was: Collection[int], actor: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """Keep the list of an area as ticked; answers how many stand on it. `was` is the list the page
    showed: where it is another by now, nothing is saved. Raises Refused."""
    round_ = Round.objects.visible_to(actor).get(pk=round_.pk)
    ensure_may_choose(round_, area, actor)
    if Vetting.objects.visible_to(actor).filter(round=round_, unit_code=area).exists():
        raise Refused("名单已经送联审，不能再增减。")
    rows = eligible(round_, area, actor).select_for_update(of=("self",)).order_by("pk")
    able = {row.pk: row for row in rows}
    standing = Selection.objects.visible_to(actor).filter(round=round_, for_code=area)
    mine = set(standing.values_list("entry_id", flat=True))
    if mine != set(was):
        raise Refused(CHANGED)
    wanted = set(keys)
    if wanted - set(able):
        raise Refused("有的家庭已退出或没有评完，请核对后再保存。")
    places = Quota.objects.visible_to(actor).filter(round=round_, for_code=area)
    if words := rules.balance_refusal(places.values_list("places", flat=True).first(), len(wanted)):
        raise Refused(words)
    standing.filter(entry__in=mine - wanted).delete()
    Selection.objects.bulk_create(
        Selection(
            round=round_, entry=able[key], unit_code=able[key].unit_code, for_code=area,
            state=SelectionState.CHOSEN, chosen_at=at, chosen_by_id=actor.account_id,
        )
        for key in sorted(wanted - mine)
    )  # fmt: skip
    if mine != wanted:
        Draw.objects.visible_to(actor).filter(round=round_, for_code=area).delete()
        standing.exclude(recheck="").update(recheck="")
    audit.record(
        actor=actor, action="selection.choose", target=round_, at=at, area=area,
        households=len(wanted),
    )  # fmt: skip
    return len(wanted)


@transaction.atomic
def draw_recheck(
    *, round_: Round, area: str, size: int, seed: str, actor: Actor, at: datetime
) -> Draw:
    """Draw who is looked at again; what is drawn by (rules.METHOD) stays written down."""
    round_ = Round.objects.visible_to(actor).get(pk=round_.pk)
    ensure_may_choose(round_, area, actor)
    rows = Selection.objects.visible_to(actor).filter(round=round_, for_code=area)
    chosen = {
        row.entry.household.number: row
        for row in rows.select_related("entry__household").select_for_update(of=("self",))
    }
    if not 0 < size <= min(len(chosen), rules.MOST_DRAWN):
        raise Refused(f"抽取户数请填1到{min(len(chosen), rules.MOST_DRAWN)}。", "size")
    if not seed.strip():
        raise Refused("请填种子，例如当场摇出的几个数字。", "seed")
    if Draw.objects.visible_to(actor).filter(round=round_, for_code=area).exists():
        raise Refused("已经抽过，不能重抽。名单改动后可再抽。")
    drawn = Draw.objects.create(
        unit_code=actor.unit_code, round=round_, for_code=area, seed=seed.strip(), size=size,
        pool=sorted(chosen), drawn_at=at, drawn_by_id=actor.account_id,
    )  # fmt: skip
    keys = [chosen[number].pk for number in rules.draw(drawn.seed, drawn.pool, size)]
    rows.filter(pk__in=keys).update(recheck=Recheck.OPEN)
    audit.record(
        actor=actor, action="selection.draw", target=round_, at=at, area=area, households=size
    )
    return drawn


@transaction.atomic
def record_recheck(*, selection: Selection, stands: bool, actor: Actor, at: datetime) -> Selection:
    """What the recheck of a drawn household found. Who does not stand is off the list."""
    selection = locked_selection(selection, actor)
    round_ = selection.round
    if not actor.can(Permission.FAMILY_ROUND) or actor.unit_code not in (
        round_.unit_code, selection.for_code,
    ):  # fmt: skip
        raise Refused("您可以查看，但不能登记复核结果。")
    if selection.recheck != Recheck.OPEN or selection.state != SelectionState.CHOSEN:
        raise Refused("这一户没有抽中，或已有结论。")
    selection.recheck = Recheck.STANDS if stands else Recheck.FAILS
    selection.save(update_fields=["recheck"])
    if not stands:
        take_off(selection, OffBy.RECHECK, actor=actor, at=at)
    audit.record(
        actor=actor, action="selection.recheck", target=round_, at=at, outcome=selection.recheck
    )
    return selection


def locked_selection(selection: Selection, actor: Actor) -> Selection:
    rows = Selection.objects.visible_to(actor).select_for_update(of=("self",))
    return rows.select_related("round", "entry__household").get(pk=selection.pk)


def take_off(selection: Selection, why: str, *, actor: Actor, at: datetime) -> None:
    """Off the list, with a code in the register and no word of why in the family's file."""
    selection.state, selection.off_by = SelectionState.OFF, why
    selection.save(update_fields=["state", "off_by"])
    happened(selection.entry.household, "off_list", actor=actor, at=at)
