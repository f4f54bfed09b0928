"""签收、转发: what a unit does with a notice, and what is entered for it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from campaigns.actions.asking import ask_units, tell_units
from campaigns.actions.happening import happened, locked_participation
from campaigns.choices import CampaignStatus, Group, Way
from campaigns.models import Campaign, Participation, Requirement
from campaigns.rules import duties as rules
from campaigns.rules import planning
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines.reference import calendar_from
from portal.units.models import Unit


@transaction.atomic
def sign_campaign(*, participation: Participation, actor: Actor, at: datetime) -> Participation:
    """签收 by the unit itself."""
    participation = locked_participation(participation, actor)
    if participation.unit_code != actor.unit_code:
        raise Refused("通知由收文单位签收。")
    return _signed(participation, Way.PORTAL, actor.name, "", actor, at)


@transaction.atomic
def sign_on_behalf(
    *, participation: Participation, way: str, name: str, note: str, actor: Actor, at: datetime
) -> Participation:
    """代签收: somebody of the unit said so by telephone, on paper or by fax."""
    participation = locked_participation(participation, actor)
    if participation.asked_by_code != actor.unit_code:
        raise Refused("只有布置单位可以代签收。")
    if way == Way.PORTAL or not note.strip():
        raise Refused("请写明代签收的依据，例如“2月27日电话，办公室值班人员”。", "note")
    return _signed(participation, way, name, note, actor, at)


def _signed(
    participation: Participation, way: str, name: str, note: str, actor: Actor, at: datetime
) -> Participation:
    if refusal := rules.sign_refusal(participation, actor):
        raise Refused(refusal)
    participation.signed_at, participation.signed_by_id = at, actor.account_id
    participation.signed_way, participation.signed_name = way, name
    participation.signed_note = note.strip()
    participation.save(
        update_fields=["signed_at", "signed_by", "signed_way", "signed_name", "signed_note"]
    )
    happened(participation, "sign", actor=actor, at=at, way=way)
    return participation


@transaction.atomic
def forward_campaign(
    *, participation: Participation, words: str, number: str, actor: Actor, at: datetime
) -> Participation:
    """转发 with one's own words: the units below read them above the notice (users.md a21)."""
    participation = locked_participation(participation, actor)
    if refusal := rules.forward_refusal(participation, actor):
        raise Refused(refusal)
    participation.forwarded_at, participation.forwarded_by_id = at, actor.account_id
    participation.forward_words, participation.forward_number = words.strip(), number.strip()
    participation.save(
        update_fields=["forwarded_at", "forwarded_by", "forward_words", "forward_number"]
    )
    below = Unit.objects.filter(code__startswith=participation.unit_code, valid_to=None)
    codes = below.exclude(code=participation.unit_code).values_list("code", flat=True)
    tell_units(
        codes=codes,
        text=f"{actor.unit_name}转发：{participation.campaign.notice_title}",
        url=participation.get_absolute_url(),
        at=at,
    )
    happened(participation, "forward", actor=actor, at=at, number=number)
    return participation


@transaction.atomic
def ask_towns(
    *,
    participation: Participation,
    codes: Sequence[str],
    due_on: date,
    actor: Actor,
    at: datetime,
) -> list[Participation]:
    """The county asks its towns for the table of figures alone, before its own day (users.md b11).

    Raises Refused for a unit that is not below it, one asked before, or a day nobody may owe.
    """
    participation = locked_participation(participation, actor)
    campaign = participation.campaign
    if refusal := rules.forward_refusal(participation, actor):
        raise Refused(refusal)
    if campaign.status != CampaignStatus.PUBLISHED:
        raise Refused("活动已经结束，不能再向乡镇（街道）布置。")
    _check_day(campaign, due_on, at)
    units = _towns(campaign, codes, actor)
    Requirement.objects.update_or_create(
        campaign=campaign,
        unit_code=actor.unit_code,
        group=Group.TOWN,
        kind=planning.INDICATORS,
        defaults={"due_on": due_on, "figure_limit": 24},
    )
    asked = ask_units(campaign=campaign, units=units, asked_by=actor.unit_code, at=at)
    tell_units(
        codes=[one.unit_code for one in asked],
        text=f"{actor.unit_name}请报：{campaign}统计表，{due_on.month}月{due_on.day}日前",
        url=campaign.get_absolute_url(),
        at=at,
    )
    happened(participation, "towns", actor=actor, at=at, units=len(asked))
    return asked


def _check_day(campaign: Campaign, due_on: date, at: datetime) -> None:
    calendar = calendar_from(campaign.year - 1)
    if refusal := planning.day_refusal(due_on, calendar, year=campaign.year):
        raise Refused(refusal, "due_on")
    if due_on <= timezone.localdate(at):
        raise Refused("报送日应当晚于今天。", "due_on")


def _towns(campaign: Campaign, codes: Sequence[str], actor: Actor) -> list[Unit]:
    """The chosen towns of the actor's county, none of them asked before."""
    below = Unit.objects.filter(code__startswith=actor.unit_code, valid_to=None)
    units = list(below.filter(code__in=codes, kind="town_federation"))
    if not units or len(units) != len(set(codes)):
        raise Refused("只能选择本县（市、区）的乡镇（街道）。", "codes")
    if Participation.objects.filter(campaign=campaign, unit__in=units).exists():
        raise Refused("选中的乡镇（街道）里有已经布置过的。", "codes")
    return units
