"""批量收件: one act a file. It goes over to what the unit owes, is read where it can be, and sent
on the unit's behalf when nothing is missing (users.md a1, a19)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.actions.duties import (
    Received,
    check_received,
    missing_on_behalf,
    submit_on_behalf,
    touch_duty,
)
from campaigns.actions.happening import locked_campaign
from campaigns.actions.reading import read_paper
from campaigns.models import Campaign, Duty
from campaigns.registry import Missing
from campaigns.rules.duties import TRANSITIONS
from portal.access import Actor
from portal.access.refusal import Refused
from portal.files import actions as files
from portal.files.choices import FileRole
from portal.files.registry import Holder

LONGEST_CAPTION = 100


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: whose it is now, what was read of it, what is still missing."""

    duty: Duty
    words: str
    missing: list[Missing]

    @property
    def is_sent(self) -> bool:
        return not self.missing


@transaction.atomic
def take_in(
    *,
    campaign: Campaign,
    inbox: Holder,
    papers: Holder,
    file_id: UUID,
    unit_code: str,
    kind: str,
    received: Received,
    actor: Actor,
    at: datetime,
) -> Taken:
    """From the `inbox` to the `papers` of what is owed. Raises Refused, and then the file lies in
    the inbox as before: for a thing the unit does not owe, or that is in already."""
    campaign = locked_campaign(campaign, actor)
    owed = Duty.objects.visible_to(actor).asked_by(actor.unit_code).for_page()
    duty = owed.filter(participation__campaign=campaign, unit_code=unit_code, kind=kind).first()
    if duty is None:
        raise Refused("这家单位不报这样材料，请另选。", "kind")
    if refusal := TRANSITIONS["behalf"].refusal(duty, actor):
        raise Refused(refusal, "kind")
    check_received(duty, received, at)
    touch_duty(duty=duty, actor=actor, at=at)
    file = files.move(
        holder=papers, record=duty, source=inbox, source_record=campaign,
        file_id=file_id, actor=actor, at=at, role=FileRole.PLAIN,
        caption=received.basis[:LONGEST_CAPTION], way=received.way,
        received_on=received.received_on,
    )  # fmt: skip
    duty = owed.get(pk=duty.pk)
    words = read_paper(duty, file, actor=actor, at=at)
    missing = missing_on_behalf(duty)
    if not missing:
        duty = submit_on_behalf(duty=duty, received=received, actor=actor, at=at)
    return Taken(duty, words, missing)
