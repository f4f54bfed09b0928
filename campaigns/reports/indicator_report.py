"""统计表 as a kind of owed thing: what is missing, what is frozen, where a figure comes from."""

from decimal import Decimal
from typing import Any

from campaigns.choices import CellSource, DutyStatus, TypedReason
from campaigns.models import Activity, Duty, DutyVersion, Indicator
from campaigns.registry import Missing, Place
from campaigns.reports.table import Row, Table, build, cells_of, last_year
from campaigns.rules.figures import is_far_from_peers, plain
from campaigns.rules.reports import as_text, figure_words, in_order
from portal.access import Actor

KIND = "indicator_report"


def complete(duty: Duty) -> list[Missing]:
    return [Missing(wrong.words, f"row-{wrong.code}") for wrong in build(duty).wrong]


def freeze(duty: Duty) -> dict[str, Any]:
    """The table as JSON: every figure with where it comes from, down to the single activity."""
    table = build(duty)
    return {
        "set": table.indicator_set.pk,
        "version": table.indicator_set.version,
        "cells": {row.code: frozen(row) for row in table if row.value is not None},
    }


def frozen(row: Row) -> dict[str, Any]:
    auto = row.auto
    return {
        "number": row.number,
        "name": row.indicator.name,
        "measure": row.indicator.measure,
        "aggregation": row.indicator.aggregation,
        "value": as_text(row.value),
        "source": row.source.value,
        "auto": as_text(auto.value) if auto else None,
        "activities": [[key, as_text(value)] for key, value in auto.parts] if auto else [],
        "reason": row.reason,
        "note": row.note,
        "last": as_text(row.last) if row.last is not None else None,
        "part_of": row.indicator.part_of,
        "numerator": row.indicator.numerator,
        "denominator": row.indicator.denominator,
    }


def sources(version: DutyVersion, code: str) -> list[dict[str, Any]]:
    """From which activities a figure of a version comes: key, title, day, place, its part.

    Read within the actor's own scope: an activity she may not see is left out.
    """
    cell = version.content.get("cells", {}).get(code, {})
    parts = {key: Decimal(value) for key, value in cell.get("activities", [])}
    held = Activity.objects.filter(pk__in=parts).order_by("held_on", "pk")
    return [{"activity": one, "value": parts[one.pk]} for one in held]


def places(duty: Duty, version: DutyVersion | None) -> list[Place]:
    """Every line a remark may be bound to."""
    return [
        Place(f"row-{row.code}", f"第{row.number}行 {row.indicator.name}") for row in build(duty)
    ]


# ── For the reviewer ────────────────────────────────────────────────────────────────────────────
def hints(duty: Duty, version: DutyVersion, actor: Actor) -> list[str]:
    """Figures far from last year, or from like units: 仅供核对."""
    now, said = cells_of(version.content), []
    named = version.content.get("cells", {})
    peers = peers_of(duty, actor)
    for code, value in now.items():
        cell = named[code]
        last = Decimal(cell["last"]) if cell.get("last") else None
        change = Row(indicator_of(code, cell), 0, True, value=value, last=last).change
        if change and change.is_far:
            said.append(change.words)
        elif is_far_from_peers(value, [peer[code] for peer in peers if code in peer]):
            said.append(f"{cell['name']}{plain(value)}{cell['measure']}，远高于同类单位，请核对。")
    return said


def indicator_of(code: str, cell: dict[str, Any]) -> Indicator:
    """The indicator as the version kept it, for the words of a hint."""
    return Indicator(
        code=code, name=cell["name"], measure=cell["measure"], aggregation=cell["aggregation"]
    )


def peers_of(duty: Duty, actor: Actor) -> list[dict[str, Decimal]]:
    """What like units reported in the same campaign."""
    participation = duty.participation
    versions = (
        DutyVersion.objects.visible_to(actor)
        .filter(
            duty__kind=duty.kind,
            duty__status__in=[DutyStatus.SUBMITTED, DutyStatus.ACCEPTED],
            duty__participation__campaign=participation.campaign_id,
            duty__participation__group=participation.group,
        )
        .exclude(duty=duty)
        .order_by("duty", "-number")
        .distinct("duty")
    )
    return [cells_of(version.content) for version in versions]


def review_context(duty: Duty, version: DutyVersion, actor: Actor) -> dict[str, Any]:
    """The sent table for the review pane and the page of the duty; what changed is marked."""
    before = version_before(version)
    earlier = cells_of(before.content) if before else {}
    year_before = last_year(duty)
    rows = []
    for number, code, cell in in_order(version.content):
        value = Decimal(cell["value"])
        rows.append(
            {
                "code": code,
                "number": number,
                "name": cell["name"],
                "measure": cell["measure"],
                "value": figure_words(cell),
                "tag": tag_of(cell),
                "is_typed": cell["source"] == CellSource.TYPED,
                "last": plain(Decimal(cell["last"]) if cell.get("last") else year_before.get(code)),
                "why": why_of(cell),
                "was": plain(earlier[code]) if earlier.get(code, value) != value else "",
            }
        )
    return {"rows": rows, "corrections": version.content.get("corrections", [])}


def tag_of(cell: dict[str, Any]) -> str:
    if cell["source"] == CellSource.ACTIVITIES:
        return f"活动{len(cell['activities'])}"
    return CellSource(cell["source"]).label


def why_of(cell: dict[str, Any]) -> str:
    reason = TypedReason(cell["reason"]).label if cell.get("reason") else ""
    return "：".join(part for part in (reason, cell.get("note", "")) if part)


def version_before(version: DutyVersion) -> DutyVersion | None:
    rows = DutyVersion.objects.filter(duty=version.duty_id, number__lt=version.number)
    return rows.order_by("-number").first()


__all__ = ["KIND", "Table", "complete", "freeze", "hints", "places", "review_context", "sources"]
