"""What activities and owed things are to portal.files: who finds and who changes them."""

from datetime import datetime
from typing import Any

from campaigns.actions.activities import locked_activity
from campaigns.actions.happening import happened, locked_duty
from campaigns.models import Activity, ActivityFile, Duty, DutyFile
from campaigns.rules import activities as activity_rules
from campaigns.rules import duties as duty_rules
from portal.access import Actor, Permission
from portal.files.choices import FileRole
from portal.files.registry import Holder

MOST_PHOTOS = 5


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
HOLDERS = (ACTIVITIES, DUTIES)
