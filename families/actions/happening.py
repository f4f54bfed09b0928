"""One line in a household's file and one entry in the log, always together."""

from datetime import datetime
from typing import Any

from families.models import Entry, Household, HouseholdHappening, Round
from portal.access import Actor, SystemActor
from portal.access.refusal import Refused
from portal.audit import actions as audit


def line(
    household: Household,
    verb: str,
    *,
    actor: Actor | SystemActor,
    at: datetime,
    text: str = "",
    **data: Any,
) -> HouseholdHappening:
    told = line_of(verb, actor=actor, at=at, data={"text": text, **data} if text else data)
    return HouseholdHappening(household=household, unit_code=household.unit_code, **told)


def line_of(
    verb: str,
    *,
    actor: Actor | SystemActor,
    at: datetime,
    data: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What a line says beside whose it is."""
    return {
        "at": at,
        "verb": verb,
        "account_id": actor.account_id,
        "actor_name": actor.name,
        "actor_unit": actor.unit_name,
        "data": data or {},
    }


def happened(
    household: Household,
    verb: str,
    *,
    actor: Actor | SystemActor,
    at: datetime,
    text: str = "",
    **data: Any,
) -> None:
    """`text` stays in the file; the log gets `data` alone: states and numbers, never a name."""
    line(household, verb, actor=actor, at=at, text=text, **data).save()
    audit.record(actor=actor, action=f"family.{verb}", target=household, at=at, **data)


def locked(household: Household, actor: Actor) -> Household:
    """The household as it is now, locked until the transaction ends."""
    rows = Household.objects.visible_to(actor).select_for_update(of=("self",))
    return rows.get(pk=household.pk)


def locked_entry(entry: Entry, actor: Actor) -> Entry:
    """The entry with its household and round, locked until the transaction ends."""
    rows = Entry.objects.visible_to(actor).select_for_update(of=("self",))
    return rows.select_related("household", "round__standard").get(pk=entry.pk)


def locked_round(round_: Round, actor: Actor) -> Round:
    """The actor's own unit's round, locked. Raises Refused for one of a unit above, whose row is
    read but cannot be locked."""
    rows = Round.objects.visible_to(actor)
    if rows.get(pk=round_.pk).unit_code != actor.unit_code:
        raise Refused("这一轮评选由发起单位管理，您可以查看，不能修改。")
    return rows.select_related("standard").select_for_update(of=("self",)).get(pk=round_.pk)
