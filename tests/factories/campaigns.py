"""A campaign of the city with a row of each table, and a kind of owed thing without content."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from campaigns import actions, registry
from campaigns.choices import CampaignKind, CampaignStatus, ChaseKind, Group, PartKind, Way
from campaigns.models import (
    Campaign,
    CampaignLine,
    Chase,
    Duty,
    NoticePart,
    Participation,
    Requirement,
)
from portal import clock
from portal.access import Actor, scope
from portal.units.models import Unit

ASKED = datetime(2026, 2, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DUE = date(2026, 3, 11)
PLAIN = registry.DutyKind(
    name="test-note",
    label="情况说明",
    order=900,
    freeze=lambda duty: {"text": "已按通知开展"},
    fill_url="campaigns:campaign",
    review_template="campaigns/review_text.html",
)


@dataclass(frozen=True)
class Asked:
    """A published campaign, the county asked, and what it owes."""

    campaign: Campaign
    county: Participation
    duty: Duty


def published(planner: Actor) -> Campaign:
    """The city's rights week of 2026, sent out on 24 February."""
    return Campaign.objects.create(
        unit_code=planner.unit_code,
        kind=CampaignKind.RIGHTS_WEEK,
        year=2026,
        name="“三八”妇女维权周",
        theme="与法同行，平安到家",
        begins_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 31),
        status=CampaignStatus.PUBLISHED,
        made_at=ASKED,
        made_by_id=planner.account_id,
        published_at=ASKED,
        published_by_id=planner.account_id,
    )


def make_campaign(*, planner: Actor, unit_code: str = "410402", kind: str = PLAIN.name) -> Asked:
    """Published on 24 February 2026 to one unit, due 11 March."""
    registry.register_duty_kind(PLAIN)
    with transaction.atomic(), scope(planner):
        campaign = published(planner)
        parts = {"campaign": campaign, "unit_code": planner.unit_code}
        NoticePart.objects.create(**parts, kind=PartKind.SECTION, position=1, text="现通知如下。")
        CampaignLine.objects.create(**parts, position=1, name="法治宣传教育")
        requirement = Requirement.objects.create(**parts, group=Group.COUNTY, kind=kind, due_on=DUE)
        asked = {"unit_code": unit_code, "asked_by_code": planner.unit_code}
        county = Participation.objects.create(
            **asked,
            campaign=campaign,
            unit=Unit.objects.get(code=unit_code),
            group=Group.COUNTY,
            asked_at=ASKED,
        )
        duty = Duty.objects.create(
            **asked, participation=county, requirement=requirement, kind=kind, due_on=DUE
        )
        Chase.objects.create(
            unit_code=planner.unit_code,
            participation=county,
            kind=ChaseKind.CALL,
            things="情况说明",
            at=ASKED,
            by_id=planner.account_id,
        )
    return Asked(campaign, county, duty)


def sent_and_returned(asked: Asked, *, planner: Actor) -> Duty:
    """Entered for the county by the planner, and returned once: a version and a remark. The city
    has begun its summary."""
    at = clock.now()
    received = actions.Received(Way.MAIL, date(2026, 3, 10), "3月10日邮件")
    with transaction.atomic(), scope(planner):
        actions.submit_on_behalf(duty=asked.duty, received=received, actor=planner, at=at)
        actions.write_summary(
            campaign=asked.campaign, text="一、基本情况", version=0, actor=planner, at=at
        )
        return actions.return_duty(
            duty=asked.duty, remarks=[actions.Remark("请写明地点")], actor=planner, at=at
        )
