"""What is written into plans, summaries and excellent cases; how the cases are read."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from campaigns.actions.duties import touch_duty
from campaigns.actions.happening import happened, locked_duty
from campaigns.choices import DutyStatus, Reading
from campaigns.models import CaseReading, Duty, DutySection
from campaigns.rules import texts as rules
from campaigns.rules.duties import asker
from portal.access import Actor, Permission
from portal.access.refusal import Refused

LONGEST = 20_000  # characters of one section: a whole book pasted by mistake is refused by name


@transaction.atomic
def save_sections(*, duty: Duty, texts: Mapping[str, str], actor: Actor, at: datetime) -> Duty:
    """Keep the sections as they are written; what is too long for sending is kept all the same."""
    duty = touch_duty(duty=duty, actor=actor, at=at)
    kept = {section.key: section for section in DutySection.objects.filter(duty=duty)}
    for position, (key, text) in enumerate(texts.items()):
        if len(text) > LONGEST:
            raise Refused(f"这一部分有{len(text):,}个字符，请删减。", key)
        plain = rules.cleaned(text)
        section = kept.get(key)
        if section is None:
            section = DutySection(duty=duty, unit_code=duty.unit_code, key=key)
        elif section.text == plain:
            continue
        section.position, section.text = position, plain
        section.save()
    return duty


@transaction.atomic
def read_case(*, duty: Duty, mark: str, actor: Actor, at: datetime) -> CaseReading:
    """推荐 or 一般, by the unit that asked: no grade, no prize (users.md b9). 推荐 goes into the
    collection. Raises Refused before it was accepted."""
    duty = locked_duty(duty, actor)
    if not actor.can(Permission.CAMPAIGN_REVIEW) or asker(duty, actor):
        raise Refused("优秀案例由布置单位评阅。")
    if duty.status != DutyStatus.ACCEPTED:
        raise Refused("请先审核通过，再评阅。")
    reading = CaseReading.objects.filter(duty=duty).first()
    reading = reading or CaseReading(duty=duty, unit_code=duty.asked_by_code)
    reading.mark, reading.at, reading.by_id = Reading(mark), at, actor.account_id
    reading.save()
    happened(duty, "reading", actor=actor, at=at, mark=mark)
    return reading
