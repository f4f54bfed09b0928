"""What may happen to a household in a round instead of being rated."""

from datetime import datetime

from django.db import transaction

from families.actions.happening import happened, locked_entry
from families.actions.rating import ensure
from families.choices import Decision, EntryState, Finding, OffBy, SelectionState
from families.models import Entry, Selection, Verification
from portal.access import Actor
from portal.access.refusal import Refused


def turn(entry: Entry, state: str, at: datetime, *, finding: str | None = None) -> None:
    entry.state, entry.changed_at = state, at
    if finding is not None:
        entry.finding = finding
    entry.version += 1
    entry.save(update_fields=["state", "finding", "changed_at", "version"])


@transaction.atomic
def mark(*, entry: Entry, state: str, actor: Actor, at: datetime) -> Entry:
    """未在家、不参加、迁出: one tap; the household leaves the denominator."""
    entry = locked_entry(entry, actor)
    ensure("mark", entry, actor)
    turn(entry, EntryState(state), at)
    happened(entry.household, "mark", actor=actor, at=at, state=state, text=entry.status.label)
    return entry


@transaction.atomic
def bring_back(*, entry: Entry, actor: Actor, at: datetime) -> Entry:
    """She came home, or changed her mind."""
    entry = locked_entry(entry, actor)
    ensure("bring_back", entry, actor)
    turn(entry, EntryState.TAKING_PART, at)
    happened(entry.household, "bring_back", actor=actor, at=at)
    return entry


@transaction.atomic
def report(*, entry: Entry, actor: Actor, at: datetime) -> Entry:
    """报县级核实: no reason is asked, none is kept, and asking for help is never one."""
    entry = locked_entry(entry, actor)
    ensure("report", entry, actor)
    turn(entry, EntryState.REPORTED, at, finding=Finding.REPORTED)
    happened(entry.household, "report", actor=actor, at=at)
    return entry


@transaction.atomic
def take_back_report(*, entry: Entry, actor: Actor, at: datetime) -> Entry:
    entry = locked_entry(entry, actor)
    ensure("take_back_report", entry, actor)
    turn(entry, EntryState.TAKING_PART, at, finding="")
    happened(entry.household, "take_back_report", actor=actor, at=at)
    return entry


@transaction.atomic
def verify(
    *,
    entry: Entry,
    decision: str,
    ground: str,
    document_number: str,
    actor: Actor,
    at: datetime,
) -> Verification:
    """县级核实. Leaving needs a document that is lawfully known; without one the household stays.

    The ground stays with the county; the household's file says only whether it is in the list.
    """
    entry = locked_entry(entry, actor)
    ensure("verify", entry, actor)
    leaves = decision == Decision.LEAVES
    if leaves and not (ground and document_number.strip()):
        raise Refused("只能依据告诫书、处罚决定书、生效裁判文书认定，请选文书并填文号。", "ground")
    kept = Verification.objects.create(
        unit_code=actor.unit_code,
        entry=entry,
        decision=decision,
        ground=ground if leaves else "",
        document_number=document_number.strip() if leaves else "",
        decided_at=at,
        decided_by_id=actor.account_id,
    )
    state = EntryState.NOT_LISTED if leaves else EntryState.TAKING_PART
    turn(entry, state, at, finding=Finding.REPORTED if leaves else "")
    happened(entry.household, "verify", actor=actor, at=at, text=entry.status.label)
    return kept


@transaction.atomic
def withdraw(*, entry: Entry, actor: Actor, at: datetime) -> Entry:
    """家庭退出: whenever she says so, without a reason, for good in this round and off the list."""
    entry = locked_entry(entry, actor)
    ensure("withdraw", entry, actor)
    turn(entry, EntryState.WITHDRAWN, at)
    Selection.objects.filter(entry=entry, state=SelectionState.CHOSEN).update(
        state=SelectionState.OFF, off_by=OffBy.FAMILY
    )
    happened(entry.household, "withdraw", actor=actor, at=at)
    return entry
