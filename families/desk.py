"""What the households put on the desk: the round in which something waits for this unit."""

from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from families.choices import EntryState, RoundStatus, Stage
from families.models import Entry
from families.rules.steps import level_of
from portal.access import Actor, Permission
from portal.desk.registry import Todo

# The stage each level of unit works at, and the verb of its button.
WORK: dict[str, tuple[tuple[str, ...], str, str]] = {
    "village": ((Stage.SELF, Stage.VILLAGE), "评分", "初评"),
    "town": ((Stage.TOWN,), "审核", "审核"),
    "county": ((Stage.COUNTY,), "评定", "评定"),
    "city": ((Stage.CITY,), "复核", "复核"),
}


def waiting(actor: Actor) -> QuerySet[Entry, dict[str, Any]]:
    """One line for each round with households at this unit's stage, in one query."""
    stages, _, _ = WORK[level_of(actor.unit_code) or "village"]
    is_mine = Q(round__stages__stage__in=stages)
    return (
        Entry.objects.visible_to(actor)
        .filter(round__status=RoundStatus.OPEN, state=EntryState.TAKING_PART, stage__in=stages)
        .order_by()
        .values("round_id", "round__year", "round__name")
        .annotate(
            homes=Count("pk", distinct=True),
            rated=Count("pk", distinct=True, filter=Q(scores__stage=stages[-1])),
            places=Count("unit_code", distinct=True),
            due=Min("round__stages__closes_on", filter=is_mine),
        )
        .order_by("due", "round_id")
    )


def reported(actor: Actor) -> QuerySet[Entry, dict[str, Any]]:
    """Households that a village reported to the county, by round: the county alone decides."""
    is_county = level_of(actor.unit_code) == "county" and actor.can(Permission.FAMILY_VERIFY)
    rows = Entry.objects.visible_to(actor) if is_county else Entry.objects.none()
    return (
        rows.filter(round__status=RoundStatus.OPEN, state=EntryState.REPORTED)
        .order_by()
        .values("round_id", "round__year", "round__name")
        .annotate(homes=Count("pk"))
        .order_by("round_id")
    )


def todos(actor: Actor, limit: int) -> list[Todo]:
    rating = [rate(row, actor) for row in waiting(actor)[:limit]]
    return rating + [verify(row) for row in reported(actor)[:limit]]


def lines(actor: Actor) -> list[Any]:
    return [waiting(actor), reported(actor)]


def rate(row: dict[str, Any], actor: Actor) -> Todo:
    level = level_of(actor.unit_code) or "village"
    _, act, word = WORK[level]
    if level == "village":
        state = f"{row['homes']:,}户，已评{row['rated']:,}户"
        url = reverse("families:village", args=[row["round_id"], actor.unit_code])
        act = act if row["rated"] < row["homes"] else "提交"
    else:
        state = f"{row['places']:,}个村（社区）{row['homes']:,}户待{word}"
        url = reverse("families:round", args=[row["round_id"]])
    return Todo("家庭", title_of(row), state, url, act, due=row["due"])


def verify(row: dict[str, Any]) -> Todo:
    url = reverse("families:round", args=[row["round_id"]])
    return Todo("家庭", title_of(row), f"{row['homes']:,}户待县级核实", url, "核实")


def title_of(row: dict[str, Any]) -> str:
    return f"{row['round__year']}年{row['round__name']}"
