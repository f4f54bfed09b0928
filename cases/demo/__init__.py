"""Twenty calls of the demo city, registered through the actions of the house."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices import FirstStep, Outcome, Safety, Sex
from cases.demo.files import CALLS
from cases.demo.materials import bring_along
from cases.demo.safety import keep_safe
from cases.demo.way import carry_on
from cases.models import Case, Category, Channel, Relation
from portal import clock
from portal.access import SystemActor, scope
from portal.units.models import Region
from portal.units.reference import rows

HANDLING = {"answered": FirstStep.ANSWER, "own": FirstStep.OWN, "refer": FirstStep.REFER,
            "redirect": FirstStep.REDIRECT}  # fmt: skip
VISIT, VIOLENCE = "visit", "0101"


def seed_first_calls(*, actors, progress):
    """`actors` maps a unit's code to who registers there. Answers how many were made."""
    calls = list(rows(CALLS))
    with transaction.atomic(), scope(SystemActor("演示", scope=settings.PORTAL_CITY_CODE)):
        if Case.objects.exists():
            return 0
    for done, row in enumerate(sorted(calls, key=lambda row: -int(row["days_ago"]))):
        register(row, actor=actors[row["unit_code"]])
        progress("来电来访", done + 1, len(calls))
    return len(calls)


@transaction.atomic
def register(row, *, actor):
    received_at = moment(clock.today(), row)
    call = actions.Call(
        channel=Channel.objects.get(pk=row["channel"]),
        received_at=received_at,
        phone=f"1000000{row['phone_suffix']}" if row["phone_suffix"] else "",
        caller_name=row["caller_name"],
        is_anonymous=not row["caller_name"],
        relation=Relation.objects.filter(pk=row["relation"]).first(),
        place=Region.objects.filter(code=row["region_code"]).first(),
        category=Category.objects.filter(code=row["category"], valid_to=None).first(),
        story=row["story"],
        safety=Safety(row["safety"]),
        first_step=HANDLING[row["handling"]],
        sex=Sex.FEMALE,
    )
    at = received_at + timedelta(minutes=12)
    with scope(actor), clock.at(at):
        contact = actions.register_contact(
            call=call, outcome=Outcome(row["outcome"]), actor=actor, at=at
        )
        if call.channel.pk == VISIT and contact.case:
            bring_along(contact.case, actor=actor, at=at)
        if call.safety == Safety.DANGER and contact.case:
            actions.record_alarm(
                case=contact.case,
                actor=actor,
                at=at,
                alarm_at=received_at + timedelta(minutes=3),
                taken_by="110 接警台（演示）",
                number="",
            )
    if call.safety == Safety.DANGER and contact.case and call.category.code == VIOLENCE:
        keep_safe(contact.case, actor=actor, began=received_at)
    elif contact.case:
        carry_on(contact.case, row, actor=actor, at=at)


def moment(today: date, row: dict[str, str]) -> datetime:
    """So many working days before today (weekends left out), at the row's time."""
    day, left = today, int(row["days_ago"])
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(row["time"])))
