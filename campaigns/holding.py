"""What activities and owed things are to portal.files: who finds and who changes them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from campaigns.actions.activities import locked_activity
from campaigns.actions.happening import happened, locked_campaign, locked_duty
from campaigns.choices import CampaignStatus
from campaigns.models import (
    Activity,
    ActivityFile,
    Campaign,
    Duty,
    DutyFile,
    IntakeFile,
    Participation,
)
from campaigns.rules import activities as activity_rules
from campaigns.rules import duties as duty_rules
from portal.access import Actor, Permission
from portal.files.choices import FileRole
from portal.files.registry import Holder

MOST_PHOTOS = 5
MOST_INTAKE = 20


def find_activity(actor: Actor, key: str) -> Activity | None:
    visible = Activity.objects.visible_to(actor).standing()
    return visible.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


def activity_refusal(activity: Activity, actor: Actor) -> str | None:
    if activity.is_withdrawn:
        return "这次活动已撤销，照片不再改动。"
    return activity_rules.write_refusal(actor, activity.unit_code)


def find_duty(actor: Actor, key: str) -> Duty | None:
    visible = Duty.objects.visible_to(actor).for_page()
    return visible.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


def find_inbox(actor: Actor, key: str) -> Campaign | None:
    """A campaign in which the actor's unit asked somebody, and so takes in."""
    if not (key.isdecimal() and len(key) < 19):
        return None
    asked = Participation.objects.visible_to(actor).asked_by(actor.unit_code).filter(campaign=key)
    found = Campaign.objects.visible_to(actor).filter(pk=key).first()
    return found if found and asked.exists() else None


def inbox_refusal(campaign: Campaign, actor: Actor) -> str | None:
    if campaign.status != CampaignStatus.PUBLISHED:
        return "活动没有在进行，不再收件。"
    return None if actor.can(Permission.CAMPAIGN_REVIEW) else "您可以查看，但不能收件。"


def told(
    record: Any, verb: str, *, actor: Actor, at: datetime, text: str = "", **data: Any
) -> None:
    """A line of the log: the name of a file, which `text` tells, stays with its record."""
    happened(record, verb, actor=actor, at=at, **data)


ACTIVITIES = Holder(
    name="activities",
    title="照片（选填）",
    model=ActivityFile,
    parent="activity",
    permission=Permission.CAMPAIGN_VIEW,
    find=find_activity,
    lock=locked_activity,
    refusal=activity_refusal,
    told=told,
    key=lambda activity: str(activity.pk),
    roles=(FileRole.PHOTO,),
    reviewer=Permission.CAMPAIGN_REVIEW,
    most=MOST_PHOTOS,
)
DUTIES = Holder(
    name="duties",
    title="图片和附件",
    model=DutyFile,
    parent="duty",
    permission=Permission.CAMPAIGN_VIEW,
    find=find_duty,
    lock=locked_duty,
    refusal=duty_rules.fill_refusal,
    told=told,
    key=lambda duty: str(duty.pk),
    roles=(FileRole.PHOTO, FileRole.SEALED, FileRole.PLAIN, FileRole.RECORDING),
    reviewer=Permission.CAMPAIGN_REVIEW,
    most=20,
)
# The same files where something came by mail or on paper: a photo is not the usual there.
PAPERS = replace(
    DUTIES, roles=(FileRole.PLAIN, FileRole.SEALED, FileRole.PHOTO, FileRole.RECORDING)
)
INTAKE = Holder(
    name="intake",
    title="批量收件",
    model=IntakeFile,
    parent="campaign",
    permission=Permission.CAMPAIGN_REVIEW,
    find=find_inbox,
    lock=locked_campaign,
    refusal=inbox_refusal,
    told=told,
    key=lambda campaign: str(campaign.pk),
    roles=(FileRole.PLAIN,),
    most=MOST_INTAKE,
    owner=lambda campaign, actor: {"unit_code": actor.unit_code},
    home=lambda campaign: reverse("campaigns:intake", args=[campaign.pk]),
)
HOLDERS = (ACTIVITIES, DUTIES, INTAKE)
