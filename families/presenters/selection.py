"""The lists, the notice and the naming as their pages tell them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from families.actions.selection import eligible
from families.choices import Recheck, SelectionState, Stage
from families.models import (
    Draw,
    Entry,
    Naming,
    Objection,
    PublicNotice,
    Quota,
    Round,
    Selection,
    StageScore,
)
from families.presenters.household import shown_name
from families.rules import selection as rules
from families.rules.figures import plain
from portal.access import Actor, Permission
from portal.units.models import Unit


@dataclass(slots=True)
class ListOf:
    """One quota: the places, who may be chosen, who is."""

    code: str
    name: str
    places: int
    ready: int = 0
    chosen: int = 0

    @property
    def left(self) -> int:
        return self.places - self.chosen


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household in the ranking; `selection` where it stands on the list (or came off it)."""

    rank: int
    entry: Entry
    name: str
    place: str
    points: str
    selection: Selection | None

    @property
    def is_chosen(self) -> bool:
        return self.selection is not None and self.selection.state != SelectionState.OFF

    @property
    def recheck(self) -> Recheck | None:
        found = self.selection and self.selection.recheck
        return Recheck(found) if found else None


def unit_names(codes: Iterable[str]) -> dict[str, str]:
    rows = Unit.objects.filter(code__in=set(codes)).values_list("code", "short_name")
    return {code: name.removesuffix("妇联") for code, name in rows}


def lists_of(round_: Round, actor: Actor) -> list[ListOf]:
    """Every quota of the round that the actor sees, with what is done of it: three questions."""
    quotas = Quota.objects.visible_to(actor).filter(round=round_).order_by("for_code")
    rows = [row for row in quotas if actor.sees(row.for_code)]
    names = unit_names(row.for_code for row in rows)
    found = {
        row.for_code: ListOf(row.for_code, names.get(row.for_code, row.for_code), row.places)
        for row in rows
    }
    ready = eligible(round_, actor.unit_code, actor).values("unit_code").annotate(n=Count("pk"))
    for row in ready:
        code = next((code for code in found if row["unit_code"].startswith(code)), "")
        if code:
            found[code].ready += row["n"]
    standing = Selection.objects.visible_to(actor).filter(round=round_).standing()
    for code, number in Counter(standing.values_list("for_code", flat=True)).items():
        if code in found:
            found[code].chosen = number
    return list(found.values())


def ranking(round_: Round, area: str, actor: Actor) -> list[Candidate]:
    """Who may be chosen and who was, best first (rules.TIE_BREAK)."""
    on_list = {
        row.entry_id: row
        for row in Selection.objects.visible_to(actor).filter(round=round_, for_code=area)
    }
    able = eligible(round_, area, actor).values("pk")
    rows = list(
        Entry.objects.visible_to(actor)
        .filter(Q(pk__in=able) | Q(pk__in=list(on_list)))
        .select_related("household__region")
    )
    own = dict(
        StageScore.objects.visible_to(actor)
        .filter(entry__in=rows, stage=Stage.SELF)
        .values_list("entry_id", "points")
    )
    rows.sort(key=lambda row: standing_of(row, own.get(row.pk)).rank)
    return [
        Candidate(
            rank=place,
            entry=row,
            name=shown_name(row.household, actor),
            place=str(row.household.region or ""),
            points=plain(row.points or Decimal(0)),
            selection=on_list.get(row.pk),
        )
        for place, row in enumerate(rows, 1)
    ]


def standing_of(row: Entry, own: Decimal | None) -> rules.Standing:
    points = row.points or Decimal(0)
    apart = abs(points - own) if own is not None else Decimal(0)
    return rules.Standing(row.unit_code, row.household.sequence, points, row.stars or 0, apart)


def selection_page(round_: Round, actor: Actor) -> dict[str, Any]:
    lists = lists_of(round_, actor)
    return {
        "round": round_,
        "lists": lists,
        "places": sum(row.places for row in lists),
        "chosen": sum(row.chosen for row in lists),
        "notice": notice_of(round_, actor),
        "tie_break": rules.TIE_BREAK,
    }


def area_page(round_: Round, area: str, actor: Actor) -> dict[str, Any]:
    candidates = ranking(round_, area, actor)
    quota = Quota.objects.visible_to(actor).filter(round=round_, for_code=area).first()
    chosen = [row for row in candidates if row.is_chosen]
    notice = notice_of(round_, actor)
    drawn = Draw.objects.visible_to(actor).filter(round=round_, for_code=area).first()
    may = actor.can(Permission.FAMILY_ROUND) and actor.unit_code in (round_.unit_code, area)
    return {
        "round": round_,
        "area": area,
        "name": unit_names([area]).get(area, area),
        "candidates": candidates,
        "places": quota.places if quota else 0,
        "chosen": len(chosen),
        "left": (quota.places if quota else 0) - len(chosen),
        "was": ",".join(str(row.selection.entry_id) for row in candidates if row.selection),
        "notice": notice,
        "draw": drawn,
        "method": rules.METHOD.format(size=drawn.size) if drawn else "",
        "may_choose": may and round_.is_open and notice is None,
        "may_recheck": may and round_.is_open and not (notice and notice.is_closed),
        "tie_break": rules.TIE_BREAK,
    }


def notice_of(round_: Round, actor: Actor) -> PublicNotice | None:
    return PublicNotice.objects.visible_to(actor).filter(round=round_).first()


def naming_of(round_: Round, actor: Actor) -> Naming | None:
    return Naming.objects.visible_to(actor).filter(round=round_).select_related("round").first()


@dataclass(frozen=True, slots=True)
class Group:
    """The households of one county on the sheet."""

    name: str
    rows: list[tuple[int, str, str]]  # number, head of household, village


def groups_of(rows: Iterable[Selection]) -> list[Group]:
    """The list as it hangs: head of household and village, nothing else (users.md c39)."""
    rows = list(rows)
    names = unit_names(row.for_code for row in rows)
    made, number = [], 0
    for code, some in groupby(rows, key=lambda row: row.for_code):
        lines = []
        for row in some:
            number += 1
            household = row.entry.household
            lines.append((number, household.head_name, str(household.region or "")))
        made.append(Group(names.get(code, code), lines))
    return made


def standing(round_: Round, actor: Actor) -> Any:
    """Who stands on the list of the round, in the order of the sheet."""
    rows = Selection.objects.visible_to(actor).filter(round=round_)
    return rows.standing().for_list().in_order()


def notice_page(round_: Round, actor: Actor) -> dict[str, Any]:
    notice, is_own = notice_of(round_, actor), round_.unit_code == actor.unit_code
    may = is_own and actor.can(Permission.FAMILY_ROUND)
    objections = (
        Objection.objects.visible_to(actor)
        .filter(notice=notice)
        .select_related("selection__entry__household__region")
        .order_by("pk")
        if notice and may
        else []
    )
    rows = list(standing(round_, actor))
    return {
        "round": round_,
        "notice": notice,
        "groups": groups_of(rows),
        "total": len(rows),
        "objections": objections,
        "may_run": may,
        "naming": naming_of(round_, actor),
    }
