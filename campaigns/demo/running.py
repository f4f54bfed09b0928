"""The key date that runs now: 39 of 44 have signed, 21 sent figures, 17 had nothing, 6 owe."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from campaigns import actions
from campaigns.choices import CampaignKind, ChaseKind, Load
from campaigns.demo import reports
from campaigns.demo.acting import asked_of, changed, moment, published, reporter, say_nothing, sign
from campaigns.demo.words import CALLS
from campaigns.models import Campaign, Duty, Participation
from campaigns.presenters import planning
from campaigns.rules.planning import next_owed_day
from portal.access import Actor, scope
from portal.deadlines.reference import calendar_from

UNSIGNED, SENT, OWING = 5, 21, 6
ACCEPTED = 12  # of those sent; the rest wait for the reviewer
SHARE = 4  # a week of a few figures is a quarter of what March was


def key_date(actors: dict[str, Actor], today: date) -> int:
    """Sent out ten days ago, due on the first working day from today on."""
    actor = actors[settings.PORTAL_CITY_CODE]
    year = today.year
    with transaction.atomic(), scope(actor):
        first = planning.first_plan(
            kind=CampaignKind.KEY_DATE, year=year, load=Load.LIGHT, key_date=(11, 25),
            actor=actor, today=today,
        )  # fmt: skip
    sent_on = today - timedelta(days=10)
    plan = changed(
        first, theme="对家暴说不，让家更安心", issued_on=sent_on,
        begins_on=today - timedelta(days=3),
        ends_on=today + timedelta(days=7), due_on=next_owed_day(today, calendar_from(year - 1)),
        body=first.body.replace(
            planning.spoken(first.due_on),
            planning.spoken(next_owed_day(today, calendar_from(year - 1))),
        ),
    )  # fmt: skip
    at = moment(sent_on, 10)
    campaign = published(plan, f"平维协〔{year}〕6号", actor=actor, at=at)
    asked = asked_of(campaign, actor)
    for place, one in enumerate(asked[:-UNSIGNED]):
        sign(one, actors=actors, at=at + timedelta(days=1, minutes=place))
    answered = asked[:-OWING]
    for place, one in enumerate(answered):
        when = moment(today - timedelta(days=1), 9, place)
        if place < SENT:
            send(one, place, actor=reporter(one.unit, actors), reviewer=actor, at=when)
        else:
            say_nothing(one, actors=actors, at=when)
    chase(campaign, asked[-UNSIGNED:], actor=actor, at=at)
    return len(asked)


@transaction.atomic
def send(one: Participation, place: int, *, actor: Actor, reviewer: Actor, at: datetime) -> None:
    """A few figures; the first dozen were looked at the same afternoon."""
    march = reports.figures().get(one.unit_code, reports.SMALL)
    known = {code: Decimal(int(value) // SHARE) for code, value in march.items()}
    with scope(actor):
        owed = list(Duty.objects.visible_to(actor).for_page().filter(participation=one))
        for duty in owed:
            reports.fill(duty, known, actor=actor, at=at, is_short=True)
            actions.submit_duty(duty=duty, actor=actor, at=at)
    if place < ACCEPTED:
        with scope(reviewer):
            for duty in Duty.objects.visible_to(reviewer).for_page().filter(participation=one):
                actions.accept_duty(duty=duty, actor=reviewer, at=at + timedelta(hours=6))


@transaction.atomic
def chase(campaign: Campaign, last: list[Participation], *, actor: Actor, at: datetime) -> None:
    with scope(actor):
        things = {one.pk: "签收" for one in last[:2]}
        actions.chase_units(
            campaign=campaign, things=things, kind=ChaseKind.TEXT, actor=actor,
            at=at + timedelta(days=4),
        )  # fmt: skip
        actions.record_call(
            participation=last[0], answer=CALLS[0], answered_by="值班人员", things="签收",
            promised_on=None, actor=actor, at=at + timedelta(days=5),
        )  # fmt: skip
