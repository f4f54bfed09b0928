"""筹备、印发、结束: what the planner does with a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.actions.asking import ask_units, tell_units
from campaigns.actions.happening import happened, locked_campaign
from campaigns.choices import CampaignStatus, Group, PartKind, Way
from campaigns.models import Campaign, CampaignLine, NoticePart, Participation, Requirement
from campaigns.rules import notice, planning
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.deadlines.reference import calendar_from
from portal.search import actions as search
from portal.units.models import Unit


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the planner writes. `body` is the notice's text (rules/notice.py), `annexes` are
    (title, text); `case_on` is the last day of the voluntary things."""

    kind: str
    year: int
    name: str
    begins_on: date
    ends_on: date
    load: str
    due_on: date
    theme: str = ""
    scope: str = "week"
    has_ordinals: bool = True
    case_on: date | None = None
    receivers: tuple[str, ...] = ()
    lines: tuple[tuple[str, tuple[str, ...]], ...] = planning.LINES
    notice_title: str = ""
    issuers: tuple[str, ...] = ()
    recipients: str = ""
    issued_on: date | None = None
    body: str = ""
    annexes: tuple[tuple[str, str], ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    contact_mail: str = ""

    @staticmethod
    def own_fields() -> tuple[str, ...]:
        """Fields that are columns of Campaign as they stand."""
        return (
            "kind", "year", "name", "begins_on", "ends_on", "load", "theme", "scope",
            "has_ordinals", "notice_title", "recipients", "issued_on", "contact_name",
            "contact_phone", "contact_mail",
        )  # fmt: skip

    def columns(self) -> dict[str, object]:
        made: dict[str, object] = {name: getattr(self, name) for name in self.own_fields()}
        return made | {"issuers": list(self.issuers), "receivers": list(self.receivers)}


def may_plan(actor: Actor) -> None:
    if not actor.can(Permission.CAMPAIGN_PLAN):
        raise Refused("您可以查看，但不能筹备活动。如需办理，请联系市妇联权益部。")


def _checked(plan: Plan, actor: Actor) -> None:
    """Raises Refused, with the field, for what may not stand even in a plan."""
    if plan.ends_on < plan.begins_on:
        raise Refused("结束日期不能早于开始日期。", "ends_on")
    if refusal := notice.length_refusal(plan.body):
        raise Refused(refusal, "body")
    if refusal := notice.recipients_refusal(plan.recipients):
        raise Refused(refusal, "recipients")
    calendar = calendar_from(plan.year - 1)
    for name, day in (("due_on", plan.due_on), ("case_on", plan.case_on)):
        if day and (refusal := planning.day_refusal(day, calendar, year=plan.year)):
            raise Refused(refusal, name)
    below = Unit.objects.filter(code__startswith=actor.unit_code, valid_to=None)
    if plan.kind not in planning.YEARLY:
        below = below.exclude(code=actor.unit_code)
    known = below.filter(code__in=plan.receivers).count()
    if known != len(set(plan.receivers)):
        raise Refused("只能发给本单位以下、没有停用的单位，请重新选择。", "receivers")


@transaction.atomic
def plan_campaign(*, plan: Plan, actor: Actor, at: datetime) -> Campaign:
    """Begin a campaign. Raises Refused for a name used this year and for days nobody may owe."""
    may_plan(actor)
    _checked(plan, actor)
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                **plan.columns(),
                unit_code=actor.unit_code,
                made_at=at,
                made_by_id=actor.account_id,
            )
    except IntegrityError as error:
        raise Refused(f"{plan.year}年已有“{plan.name}”，请换一个名称。", "name") from error
    _write_parts(campaign, plan)
    happened(campaign, "plan", actor=actor, at=at, load=plan.load, units=len(plan.receivers))
    return campaign


@transaction.atomic
def edit_campaign(
    *, campaign: Campaign, plan: Plan, version: int, actor: Actor, at: datetime
) -> Campaign:
    """Change what is being planned. `version` is the one the form was opened on."""
    may_plan(actor)
    campaign = locked_campaign(campaign, actor)
    if campaign.status != CampaignStatus.PLANNED or campaign.unit_code != actor.unit_code:
        raise Refused("通知已经印发，不能再改。个别单位延期可在看板上办理。")
    if campaign.version != version:
        raise Refused("有人刚刚保存了这个活动。您填写的内容仍在，请对照后再保存。")
    _checked(plan, actor)
    columns = plan.columns()
    for name, value in columns.items():
        setattr(campaign, name, value)
    campaign.version += 1
    try:
        with transaction.atomic():
            campaign.save(update_fields=[*columns, "version"])
    except IntegrityError as error:
        raise Refused(f"{plan.year}年已有“{plan.name}”，请换一个名称。", "name") from error
    for model in (NoticePart, CampaignLine, Requirement):
        model.objects.filter(campaign=campaign).delete()
    _write_parts(campaign, plan)
    happened(campaign, "edit", actor=actor, at=at, load=plan.load, units=len(plan.receivers))
    return campaign


def _write_parts(campaign: Campaign, plan: Plan) -> None:
    search.index(kind="campaign", keys=[campaign.pk])
    of = {"campaign": campaign, "unit_code": campaign.unit_code}
    sections = [(PartKind.SECTION, s.heading, s.text) for s in notice.sections_of(plan.body)]
    annexes = [(PartKind.ANNEX, title, text) for title, text in plan.annexes]
    NoticePart.objects.bulk_create(
        NoticePart(**of, kind=kind, position=position, heading=heading, text=text)
        for position, (kind, heading, text) in enumerate([*sections, *annexes], 1)
    )
    CampaignLine.objects.bulk_create(
        CampaignLine(**of, position=position, name=name, settings=list(settings))
        for position, (name, settings) in enumerate(plan.lines, 1)
    )
    groups = _groups_of(plan.receivers)
    Requirement.objects.bulk_create(
        Requirement(
            **of,
            group=group,
            kind=asked.kind,
            due_on=plan.case_on or plan.due_on if asked.is_voluntary else plan.due_on,
            is_voluntary=asked.is_voluntary,
            word_limit=asked.word_limit,
            figure_limit=asked.figure_limit,
        )
        for group in groups
        for asked in planning.asked_of(plan.kind, plan.load, group)
    )


def _groups_of(codes: Sequence[str]) -> list[Group]:
    found = {planning.group_of(unit) for unit in Unit.objects.filter(code__in=codes)}
    return [group for group in Group if group in found]


@transaction.atomic
def publish_campaign(*, campaign: Campaign, number: str, actor: Actor, at: datetime) -> Campaign:
    """印发: every unit it goes to is asked from now on, and told. Raises Refused with what is
    still missing; the paper itself is made by who calls this (campaigns/papers.py)."""
    may_plan(actor)
    campaign = locked_campaign(campaign, actor)
    has_body = campaign.parts.filter(kind=PartKind.SECTION).exists()
    if refusal := planning.publish_refusal(campaign, actor, has_body=has_body):
        raise Refused(refusal)
    if campaign.requirements.filter(due_on__lte=timezone.localdate(at)).exists():
        raise Refused("报送日应当晚于今天，请先改好报送日再印发。")
    campaign.status, campaign.number = CampaignStatus.PUBLISHED, number
    campaign.published_at, campaign.published_by_id = at, actor.account_id
    campaign.version += 1
    campaign.save(update_fields=["status", "number", "published_at", "published_by", "version"])
    units = list(Unit.objects.filter(code__in=campaign.receivers, valid_to=None))
    asked = ask_units(campaign=campaign, units=units, asked_by=actor.unit_code, at=at)
    Participation.objects.filter(campaign=campaign, unit_code=actor.unit_code).update(
        signed_at=at, signed_by_id=actor.account_id, signed_name=actor.name, signed_way=Way.PORTAL
    )  # who sends a notice need not sign for it
    tell_units(
        codes=[one.unit_code for one in asked if one.unit_code != actor.unit_code],
        text=f"请签收：{campaign.notice_title}",
        url=campaign.get_absolute_url(),
        at=at,
    )
    happened(campaign, "publish", actor=actor, at=at, number=number, units=len(asked))
    return campaign


@transaction.atomic
def close_campaign(*, campaign: Campaign, actor: Actor, at: datetime) -> Campaign:
    """结束: nothing more comes in."""
    may_plan(actor)
    campaign = locked_campaign(campaign, actor)
    if campaign.unit_code != actor.unit_code or campaign.status != CampaignStatus.PUBLISHED:
        raise Refused("只有进行中的活动可以结束。")
    campaign.status, campaign.closed_at = CampaignStatus.CLOSED, at
    campaign.closed_by_id = actor.account_id
    campaign.save(update_fields=["status", "closed_at", "closed_by"])
    happened(campaign, "close", actor=actor, at=at)
    return campaign


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, reason: str, actor: Actor, at: datetime) -> Campaign:
    """重新打开 for a correction, with its reason in the log."""
    may_plan(actor)
    campaign = locked_campaign(campaign, actor)
    if campaign.unit_code != actor.unit_code or campaign.status != CampaignStatus.CLOSED:
        raise Refused("只有已结束的活动可以重新打开。")
    campaign.status, campaign.closed_at, campaign.closed_by = CampaignStatus.PUBLISHED, None, None
    campaign.save(update_fields=["status", "closed_at", "closed_by"])
    happened(campaign, "reopen", actor=actor, at=at, reason=reason)
    return campaign
