"""源头维权: a suggestion is recorded when it goes out, and what became of it when that is known."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from campaigns.actions.happening import happened
from campaigns.choices import Answer, CampaignStatus
from campaigns.models import Campaign, Suggestion
from portal.access import Actor, Permission
from portal.access.refusal import Refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """What goes out. `links` are addresses of the portal."""

    problem: str
    proposal: str
    data: str
    links: Sequence[str]
    sent_to: str
    sent_on: date


@transaction.atomic
def record_suggestion(
    *, campaign: Campaign, proposal: Proposal, actor: Actor, at: datetime
) -> Suggestion:
    """Of the actor's own unit. Raises Refused for a day still to come."""
    if not actor.can(Permission.CAMPAIGN_REPORT):
        raise Refused("您可以查看，但不能记建议。如需记录，请联系本单位经办人。")
    if campaign.status == CampaignStatus.PLANNED:
        raise Refused("活动还没有印发，不能记建议。")
    if proposal.sent_on > timezone.localdate(at):
        raise Refused("送出日期不能晚于今天。", "sent_on")
    suggestion = Suggestion.objects.create(
        campaign=campaign,
        unit_code=actor.unit_code,
        unit_name=actor.unit_name,
        made_at=at,
        made_by_id=actor.account_id,
        made_by_name=actor.name,
        **asdict(proposal) | {"links": list(proposal.links)},
    )
    happened(suggestion, "suggestion", actor=actor, at=at, links=len(suggestion.links))
    return suggestion


@transaction.atomic
def answer_suggestion(
    *, suggestion: Suggestion, answer: str, answered_on: date, note: str, actor: Actor, at: datetime
) -> Suggestion:
    """采纳、部分采纳、未采纳; said again, the newer holds and the history keeps the other."""
    suggestion = _own(suggestion, actor)
    if answered_on < suggestion.sent_on:
        raise Refused("答复日期不能早于送出日期。", "answered_on")
    if answered_on > timezone.localdate(at):
        raise Refused("答复日期不能晚于今天。", "answered_on")
    suggestion.answer, suggestion.answered_on = Answer(answer), answered_on
    suggestion.answer_note = note.strip()
    suggestion.save(update_fields=["answer", "answered_on", "answer_note"])
    happened(suggestion, "suggestion-answer", actor=actor, at=at, answer=answer)
    return suggestion


@transaction.atomic
def withdraw_suggestion(*, suggestion: Suggestion, actor: Actor, at: datetime) -> Suggestion:
    """撤销 what was recorded by mistake: it is counted no more."""
    suggestion = _own(suggestion, actor)
    suggestion.withdrawn_at = at
    suggestion.save(update_fields=["withdrawn_at"])
    happened(suggestion, "suggestion-withdraw", actor=actor, at=at)
    return suggestion


def _own(suggestion: Suggestion, actor: Actor) -> Suggestion:
    if not actor.can(Permission.CAMPAIGN_REPORT) or suggestion.unit_code != actor.unit_code:
        raise Refused("建议由提出单位记录和更改。")
    found = Suggestion.objects.visible_to(actor).standing().select_for_update(of=("self",))
    now = found.filter(pk=suggestion.pk).first()
    if now is None:
        raise Refused("这条建议已经撤销。")
    return now
