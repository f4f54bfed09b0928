"""Writing down activities while they happen, and counting on the spot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from campaigns.actions.happening import happened
from campaigns.models import Activity, ActivityFigure, TallyTap
from campaigns.rules import activities as rules
from portal.access import Actor
from portal.access.refusal import Refused

UNDO = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What was held, as it was typed (users.md d3). `figures`: {code of an indicator: number}."""

    title: str
    held_on: date
    forms: tuple[str, ...]
    line: str
    part_of_day: str = ""
    place: str = ""
    joint: tuple[str, ...] = ()
    media: str = ""
    note: str = ""
    figures: Mapping[str, Decimal] = field(default_factory=dict)


PLAIN = ("title", "held_on", "part_of_day", "place", "line", "media", "note")


def locked_activity(activity: Activity, actor: Actor) -> Activity:
    visible = Activity.objects.visible_to(actor)
    return visible.select_for_update(of=("self",)).get(pk=activity.pk)


@transaction.atomic
def record_activity(*, unit_code: str, occasion: Occasion, actor: Actor, at: datetime) -> Activity:
    """记一次活动, of the own unit or of a town below it. Raises Refused for a day still to come."""
    _check(actor, unit_code, occasion, at)
    activity = Activity.objects.create(
        unit_code=unit_code,
        recorded_at=at,
        recorded_by_id=actor.account_id,
        recorded_by_name=actor.name,
        **_values(occasion),
    )
    _write_figures(activity, occasion.figures)
    happened(activity, "activity", actor=actor, at=at, figures=len(occasion.figures))
    return activity


@transaction.atomic
def change_activity(
    *, activity: Activity, occasion: Occasion, version: int, actor: Actor, at: datetime
) -> Activity:
    """Correct what was recorded. Raises Refused when somebody else saved in between."""
    activity = locked_activity(activity, actor)
    _check(actor, activity.unit_code, occasion, at)
    if activity.withdrawn_at is not None:
        raise Refused("这次活动已撤销，不能修改。")
    if activity.version != version:
        raise Refused("这次活动刚刚有人改过。您填写的内容仍在，请对照后再保存。")
    for name, value in _values(occasion).items():
        setattr(activity, name, value)
    activity.version += 1
    activity.save(update_fields=[*_values(occasion), "version"])
    _write_figures(activity, occasion.figures)
    happened(activity, "activity_change", actor=actor, at=at, figures=len(occasion.figures))
    return activity


@transaction.atomic
def withdraw_activity(*, activity: Activity, actor: Actor, at: datetime) -> Activity:
    """撤销: it stays with its figures and is counted nowhere."""
    activity = locked_activity(activity, actor)
    if refusal := rules.write_refusal(actor, activity.unit_code):
        raise Refused(refusal)
    if activity.withdrawn_at is None:
        activity.withdrawn_at = at
        activity.save(update_fields=["withdrawn_at"])
        happened(activity, "activity_withdraw", actor=actor, at=at)
    return activity


@transaction.atomic
def count_taps(
    *,
    activity: Activity,
    code: str,
    amount: int,
    key: UUID,
    codes: list[str],
    actor: Actor,
    at: datetime,
) -> ActivityFigure:
    """现场计数: add a few taps once; a batch that comes again counts no more. Never below zero."""
    activity = locked_activity(activity, actor)
    if refusal := rules.write_refusal(actor, activity.unit_code):
        raise Refused(refusal)
    if refusal := rules.tap_refusal(activity, code, amount, codes):
        raise Refused(refusal)
    figure = ActivityFigure.objects.filter(activity=activity, code=code).first()
    figure = figure or ActivityFigure(
        activity=activity, unit_code=activity.unit_code, code=code, value=Decimal(0)
    )
    if TallyTap.objects.filter(key=key).exists():
        return figure
    TallyTap.objects.create(
        unit_code=activity.unit_code,
        activity=activity,
        key=key,
        code=code,
        amount=amount,
        at=at,
        by_id=actor.account_id,
    )
    figure.value = max(Decimal(0), figure.value + amount)
    figure.save()
    return figure


def _check(actor: Actor, unit_code: str, occasion: Occasion, at: datetime) -> None:
    if refusal := rules.write_refusal(actor, unit_code):
        raise Refused(refusal)
    if occasion.held_on > timezone.localdate(at):
        raise Refused("活动还没有开展，请在当天或之后记。", "held_on")


def _values(occasion: Occasion) -> dict[str, object]:
    naive = rules.moment_of(occasion.held_on, occasion.part_of_day)
    return {name: getattr(occasion, name) for name in PLAIN} | {
        "forms": list(occasion.forms),
        "joint": list(occasion.joint),
        "held_at": timezone.make_aware(naive),
    }


def _write_figures(activity: Activity, figures: Mapping[str, Decimal]) -> None:
    """The figures as they are now; one left empty is no row."""
    kept = ActivityFigure.objects.filter(activity=activity)
    kept.exclude(code__in=list(figures)).delete()
    known = {figure.code: figure for figure in kept}
    for code, value in figures.items():
        figure = known.get(code) or ActivityFigure(
            activity=activity, unit_code=activity.unit_code, code=code
        )
        if figure.pk is None or figure.value != value:
            figure.value = value
            figure.save()
