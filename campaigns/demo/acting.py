"""Who does what, and when, in the campaigns of the demo city."""

from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from campaigns import actions
from campaigns.models import Campaign, Duty, Participation
from campaigns.rules import summary as rules
from portal import clock
from portal.access import Actor, Role, scope
from portal.papers import actions as issuing
from portal.papers.actions import Numbering
from portal.papers.choices import NumberSource
from portal.papers.registry import kind_of
from portal.units.models import Unit


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def reporter(unit: Unit, actors: dict[str, Actor]) -> Actor:
    """Who reports for a unit: its demo account, else somebody standing in under her account."""
    own = actors.get(unit.code)
    if own is not None and own.above:
        return own
    role = Role.MEMBER_LIAISON if unit.kind == "member" else Role.COUNTY_CLERK
    return Actor(
        account_id=actors[settings.PORTAL_CITY_CODE].account_id,
        name="联络员",
        unit_id=unit.pk,
        unit_code=unit.code,
        unit_name=unit.short_name,
        roles=frozenset({role}),
        above=unit.above,
    )


@transaction.atomic
def published(plan: actions.Plan, number: str, *, actor: Actor, at: datetime) -> Campaign:
    """Planned, and sent out as a paper under this number."""
    with scope(actor), clock.at(at):
        campaign = actions.plan_campaign(plan=plan, actor=actor, at=at)
        issue("campaign-notice", campaign, number, actor=actor, at=at)
        return Campaign.objects.visible_to(actor).get(pk=campaign.pk)


@transaction.atomic
def summed_up(
    campaign: Campaign, number: str, opening: str, closing: dict[str, str], *,
    actor: Actor, at: datetime,
) -> None:  # fmt: skip
    """The summary made of the figures, its words around them, issued: what it says is frozen."""
    text = rules.skeleton(campaign.year, campaign.name, campaign.kind)
    for heading, words in {rules.OPENING: opening, **closing}.items():
        text = text.replace(heading, words if heading == rules.OPENING else f"{heading}\n{words}")
    with scope(actor), clock.at(at):
        actions.write_summary(campaign=campaign, text=text, version=0, actor=actor, at=at)
        issue("campaign-summary", campaign, number, actor=actor, at=at)


def issue(name: str, campaign: Campaign, number: str, *, actor: Actor, at: datetime) -> None:
    """Its paper of this kind, under the number the office gave."""
    kind = kind_of(name)
    record = kind.find(actor, str(campaign.pk))
    issuing.issue_paper(
        kind=kind,
        record=record,
        paper=kind.build(actor=actor, record=record, values={}, day=clock.day_of(at)),
        numbering=Numbering(NumberSource.OFFICE, number),
        actor=actor,
        at=at,
    )


def changed(plan: actions.Plan, **values: object) -> actions.Plan:
    same = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return actions.Plan(**same | values)


def asked_of(campaign: Campaign, actor: Actor) -> list[Participation]:
    with transaction.atomic(), scope(actor):
        asked = Participation.objects.visible_to(actor).filter(campaign=campaign)
        return list(asked.for_board().select_related("campaign", "unit"))


@transaction.atomic
def sign(one: Participation, *, actors: dict[str, Actor], at: datetime) -> None:
    actor = reporter(one.unit, actors)
    with scope(actor):
        actions.sign_campaign(participation=one, actor=actor, at=at)


@transaction.atomic
def say_nothing(one: Participation, *, actors: dict[str, Actor], at: datetime) -> None:
    """无专项活动: every owed thing answered with one click each."""
    actor = reporter(one.unit, actors)
    with scope(actor):
        owed = Duty.objects.visible_to(actor).for_page().filter(participation=one)
        for duty in owed.filter(is_voluntary=False):
            actions.answer_nothing(duty=duty, actor=actor, at=at)
