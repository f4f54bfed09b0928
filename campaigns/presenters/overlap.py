"""重复计数 as it is read: what is taken off, of which two units."""

from decimal import Decimal
from typing import Any

from campaigns.models import Activity, Campaign, Duty
from campaigns.presenters.summary import overlaps_of
from campaigns.rules import figures
from campaigns.rules import overlap as rules
from campaigns.rules.summary import Cells
from portal.access import Actor

MOST_EVENTS, MOST_SUGGESTED = 3_000, 20


def rows_of(campaign: Campaign, cells: Cells, actor: Actor) -> list[dict[str, Any]]:
    units = {
        row.source.duty: row.source.unit
        for rows in cells.values()
        for row in rows
        if not row.is_less
    }
    names = rules.offered(cells)
    return [
        {
            "overlap": overlap,
            "units": [
                (key, units.get(key, "材料已退回")) for key in (overlap.kept_id, overlap.taken_id)
            ],
            "is_counted": overlap.kept_id in units and overlap.taken_id in units,
            "figures": told(overlap.figures, names),
        }
        for overlap in overlaps_of(campaign, actor)
    ]  # fmt: skip


# ── What may have been counted twice ────────────────────────────────────────────────────────────
def suggested(campaign: Campaign, cells: Cells, actor: Actor) -> list[dict[str, Any]]:
    """Events of two accepted tables that look like one, but for those already said."""
    names = rules.offered(cells)
    said = {
        (overlap.held_on, frozenset((overlap.kept_id, overlap.taken_id)))
        for overlap in overlaps_of(campaign, actor)
    }
    return [
        {
            "first": one,
            "second": other,
            "units": [unit_of(cells, event.duty) for event in (one, other)],
            "figures": told(rules.shared(one, other, cells), names),
        }
        for one, other in rules.alike(events_of(campaign, cells, actor))
        if (one.day, frozenset((one.duty, other.duty))) not in said
    ][:MOST_SUGGESTED]


def initial_of(campaign: Campaign, cells: Cells, actor: Actor, keys: set[str]) -> dict[str, Any]:
    """The form filled from one suggestion; nothing when it is none of them."""
    for row in suggested(campaign, cells, actor):
        one, other = row["first"], row["second"]
        if {str(one.key), str(other.key)} == keys:
            off = rules.shared(one, other, cells)
            plain = {f"f_{code}": figures.plain(value) for code, value in off.items()}
            return plain | {
                "title": one.title[:40], "held_on": one.day, "kept": one.duty, "taken": other.duty,
            }  # fmt: skip
    return {}


def events_of(campaign: Campaign, cells: Cells, actor: Actor) -> list[rules.Event]:
    """Activities of the campaign's days behind the accepted tables; a county's with its towns'."""
    keys = {row.source.duty for rows in cells.values() for row in rows if not row.is_less}
    tables = dict(Duty.objects.visible_to(actor).filter(pk__in=keys).values_list("unit_code", "pk"))
    held = Activity.objects.visible_to(actor).standing()
    rows = held.between(campaign.begins_on, campaign.ends_on).prefetch_related("figures")
    return [
        rules.Event(
            key=row.pk, duty=table, unit_code=row.unit_code, day=row.held_on, title=row.title,
            place=row.place, joint=tuple(row.joint),
            figures={figure.code: figure.value for figure in row.figures.all()},
        )
        for row in rows.order_by("held_at", "pk")[:MOST_EVENTS]
        if (table := tables.get(row.unit_code) or tables.get(county_of(row.unit_code)))
    ]  # fmt: skip


def county_of(unit_code: str) -> str:
    """Whose table counts a town's activity; a member unit below a county counts nowhere else."""
    return "" if "M" in unit_code else unit_code[:6]


def unit_of(cells: Cells, duty: int) -> str:
    found = (row.source for rows in cells.values() for row in rows if not row.is_less)
    return next((source.unit for source in found if source.duty == duty), "")


def told(off: Any, names: dict[str, tuple[str, str]]) -> str:
    """发放宣传资料1,200份，参加群众600人次"""
    return "，".join(
        "".join(
            (
                names.get(code, (code, ""))[0],
                figures.plain(Decimal(value)),
                names.get(code, (code, ""))[1],
            )
        )
        for code, value in sorted(off.items())
    )
