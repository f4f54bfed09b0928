"""Rating a household at a stage, and what may happen instead of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from families.actions.happening import happened, locked_entry
from families.choices import Decision, EntryState, Finding, Stage
from families.models import Entry, StageScore, Standard, Verification
from families.rules import steps
from families.rules.figures import plain
from families.rules.outline import tree_of
from families.rules.tree import Tree, problems, score
from portal.access import Actor
from portal.access.refusal import Refused


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one stage says about one household. `answers`: only what differs from 符合."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    own_points: Decimal | None = None  # the family's own total, read off its sheet
    is_declared: bool = True  # 七无: the family has signed


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
    ensure("score", entry, actor)
    tree = tree or tree_for(entry, actor)
    if wrong := problems(tree, sheet.answers):
        code = next(iter(wrong))
        raise Refused(wrong[code], code)
    stage = Stage.VILLAGE if entry.stage == Stage.SELF else Stage(entry.stage)
    if stage == Stage.VILLAGE:
        keep_own_side(entry, sheet, tree, actor=actor, at=at)
    given = score(tree, sheet.answers)
    own = own_points(entry)
    if words := steps.difference_refusal(given.points, own, entry.round.difference, sheet.note):
        raise Refused(words, "note")
    kept, _ = StageScore.objects.update_or_create(
        entry=entry,
        stage=stage,
        defaults={
            "unit_code": entry.unit_code,
            "for_code": actor.unit_code,
            "answers": dict(sheet.answers),
            "points": given.points,
            "goods": given.goods,
            "stars": given.stars,
            "note": sheet.note,
            "scored_at": at,
            "scored_by_id": actor.account_id,
            "is_on_behalf": stage == Stage.VILLAGE and steps.level_of(actor.unit_code) != "village",
        },
    )
    set_result(entry, given.points, given.stars, given.level, stage=stage, at=at)
    happened(
        entry.household, "score", actor=actor, at=at, stage=stage, points=str(given.points),
        text=f"{stage.label}{plain(given.points)}分",
    )  # fmt: skip
    return kept


def set_result(
    entry: Entry, points: Decimal, stars: int, level: str, *, stage: str, at: datetime
) -> None:
    entry.points, entry.stars, entry.level = points, stars, level
    entry.stage, entry.changed_at = stage, at
    entry.version += 1
    entry.save(
        update_fields=[
            "points", "stars", "level", "stage", "changed_at", "version", "declared_at", "finding",
        ]
    )  # fmt: skip


def keep_own_side(entry: Entry, sheet: Sheet, tree: Tree, *, actor: Actor, at: datetime) -> None:
    """The family's declaration, its own total, and the village's 未发现."""
    if not sheet.is_declared:
        raise Refused("七无由家庭自己承诺，请先请家庭签字；不愿签的，标记“不参加”。", "is_declared")
    entry.declared_at = entry.declared_at or at
    entry.finding = Finding.NONE_FOUND
    if sheet.own_points is None:
        return
    if not 0 <= sheet.own_points <= tree.most:
        raise Refused(f"自评总分请填0到{plain(tree.most)}之间的数。", "own_points")
    StageScore.objects.update_or_create(
        entry=entry,
        stage=Stage.SELF,
        defaults={
            "unit_code": entry.unit_code,
            "for_code": actor.unit_code,
            "points": sheet.own_points,
            "scored_at": at,
            "scored_by_id": actor.account_id,
            "is_on_behalf": True,
        },
    )


def own_points(entry: Entry) -> Decimal | None:
    rows = StageScore.objects.filter(entry=entry, stage=Stage.SELF)
    return rows.values_list("points", flat=True).first()


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
    """家庭退出: whenever she says so, without a reason, for good in this round."""
    entry = locked_entry(entry, actor)
    ensure("withdraw", entry, actor)
    turn(entry, EntryState.WITHDRAWN, at)
    happened(entry.household, "withdraw", actor=actor, at=at)
    return entry
