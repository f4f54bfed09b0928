"""The campaigns of the demo city: the rights week of 2026 from its notice to its summary, the days
around 25 November running now, and the notice of 2027 being planned. All through actions."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from campaigns import actions
from campaigns.choices import CampaignKind, Load, Way
from campaigns.demo import cases, past, reports, running, suggesting, yearly
from campaigns.demo.acting import (
    asked_of,
    changed,
    moment,
    published,
    reporter,
    say_nothing,
    sign,
    summed_up,
)
from campaigns.demo.words import CLOSING_2026, NOTHING, NOTICE_2026, OPENING_2026, PHONED
from campaigns.models import Campaign, Duty, Participation
from campaigns.presenters import planning
from portal import clock
from portal.access import Actor, Role, SystemActor, scope
from portal.accounts.models import Posting


def coordinator() -> Actor:
    posts = Posting.objects.present().filter(
        account__is_demo=True, roles__contains=[Role.CITY_COORDINATOR]
    )
    return posts.select_related("account", "unit").order_by("pk").first().actor()


def rights_week(actors: dict[str, Actor], progress) -> int:
    """2026, the 27th: 44 units, three signed for after a call, nine without an activity of their
    own, 郏县 put off to 13 March."""
    actor = actors[settings.PORTAL_CITY_CODE]
    day = date(2026, 2, 24)
    with transaction.atomic(), scope(actor):
        first = planning.first_plan(
            kind=CampaignKind.RIGHTS_WEEK, year=2026, load=Load.LIGHT, key_date=None,
            actor=actor, today=day,
        )  # fmt: skip
    plan = changed(first, theme="与法同行，平安到家", scope="month", body=NOTICE_2026)
    campaign = published(plan, "平维协〔2026〕1号", actor=actor, at=moment(day, 10))
    asked = asked_of(campaign, actor)
    past.last_year(campaign, actor=actor, at=moment(day, 11))
    for place, one in enumerate(asked):
        if one.unit_code in PHONED:
            by_phone(one, actor=actor, answered=PHONED[one.unit_code])
        else:
            at = moment(day + timedelta(days=1 + place % 3), 9, place)
            sign(one, actors=actors, at=at)
        if one.unit_code in NOTHING:
            say_nothing(one, actors=actors, at=moment(date(2026, 3, 6), 11, place))
        progress("维权周", place + 1, len(asked))
    put_off(campaign, actor)
    known = reports.figures()
    for one in asked:
        if one.unit_code not in NOTHING:
            reports.report(
                one, known.get(one.unit_code, reports.SMALL), actor=reporter(one.unit, actors),
                reviewer=actor, moment=moment,
            )  # fmt: skip
    round_off(campaign, asked, actors=actors, actor=actor)
    return len(asked)


def round_off(
    campaign: Campaign, asked: list[Participation], *, actors: dict[str, Actor], actor: Actor
) -> None:
    """What both units counted is taken off, suggestions go out, the summary is issued; then the
    excellent cases come in."""

    def hand_of(one: Participation) -> Actor:
        return reporter(one.unit, actors)

    with transaction.atomic():
        reports.once(campaign, actor=actor, at=moment(date(2026, 3, 18), 15))
    suggesting.suggest(campaign, asked, actor=actor, reporter=hand_of, moment=moment)
    at = moment(date(2026, 3, 20), 10)
    summed_up(campaign, "平维协〔2026〕3号", OPENING_2026, CLOSING_2026, actor=actor, at=at)
    cases.send_cases(asked, reporter=hand_of, reviewer=actor, moment=moment)


@transaction.atomic
def by_phone(one: Participation, *, actor: Actor, answered: str) -> None:
    """Rung up on 2 March and signed for on the telephone."""
    at = moment(date(2026, 3, 2), 15)
    with scope(actor):
        actions.record_call(
            participation=one, things="签收", answered_by=answered, answer="已看到通知，即签收",
            promised_on=date(2026, 3, 2), actor=actor, at=at,
        )  # fmt: skip
        actions.sign_on_behalf(
            participation=one, way=Way.PHONE, name=answered, note=f"3月2日电话，{answered}",
            actor=actor, at=at,
        )  # fmt: skip


@transaction.atomic
def put_off(campaign: Campaign, actor: Actor) -> None:
    """郏县: two days more."""
    with scope(actor):
        owed = (
            Duty.objects.visible_to(actor)
            .for_page()
            .filter(participation__campaign=campaign, unit_code="410425", is_voluntary=False)
        )
        for duty in owed:
            actions.grant_exception(
                duty=duty, until=date(2026, 3, 13), reason="联络员更换，数字需重新核对",
                actor=actor, at=moment(date(2026, 3, 9), 9),
            )  # fmt: skip


@transaction.atomic
def next_year(actors: dict[str, Actor], today: date) -> None:
    """The notice of the coming year, from this year's."""
    actor = actors[settings.PORTAL_CITY_CODE]
    with scope(actor):
        last = Campaign.objects.visible_to(actor).filter(kind=CampaignKind.RIGHTS_WEEK).get()
        plan = planning.plan_like(last, year=last.year + 1, load=Load.LIGHT, today=today)
        actions.plan_campaign(plan=plan, actor=actor, at=moment(today, 9))


def seed_campaigns(*, actors: dict[str, Actor], progress) -> int:
    """Answers how many units were asked; nothing where a campaign is there already."""
    house = SystemActor("演示", scope=settings.PORTAL_CITY_CODE)
    with transaction.atomic(), scope(house):
        if Campaign.objects.visible_to(house).exists():
            return 0
    today = clock.today()
    actors = actors | {settings.PORTAL_CITY_CODE: coordinator()}
    made = yearly.annual_work(actors)
    made += rights_week(actors, progress)
    made += running.key_date(actors, today)
    next_year(actors, today)
    return made
