"""联审 of one county's list: consents, the list sent, answers about the whole of it, who is left
out.

Off unless the round names the national rule. What is typed here is the county's; a household that
is left out is off the list with the same words as any other, and nobody below reads why.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from families.actions.selection import locked_selection, take_off
from families.choices import OffBy, SelectionState, VettingBody
from families.models import (
    PublicNotice,
    Round,
    Selection,
    Vetting,
    VettingAnswer,
    VettingConsent,
)
from families.rules import vetting as rules
from families.rules.steps import level_of
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit


def ensure_may_vet(round_: Round, actor: Actor) -> None:
    """The county, for its own list, where the round names the rule. Raises Refused."""
    if not actor.can(Permission.FAMILY_VERIFY) or level_of(actor.unit_code) != "county":
        raise Refused("联审由县（市、区）妇联办理。")
    words = rules.asking_refusal(
        has_rule=round_.has_vetting,
        is_open=round_.is_open,
        is_posted=PublicNotice.objects.filter(round=round_).exists(),
    )
    if words:
        raise Refused(words)


def vetting_of(round_: Round, actor: Actor) -> Vetting | None:
    rows = Vetting.objects.visible_to(actor).filter(round=round_, unit_code=actor.unit_code)
    return rows.select_for_update(of=("self",)).first()


def sent_list(round_: Round, actor: Actor) -> Vetting:
    """The list that was sent and is not ended. Raises Refused."""
    ensure_may_vet(round_, actor)
    vetting = vetting_of(round_, actor)
    if vetting is None or vetting.is_ended:
        raise Refused("名单还没有送审。" if vetting is None else "这次联审已经办结。")
    return vetting


def on_own_list(selection: Selection, actor: Actor) -> Selection:
    """A household on the actor's own list, locked. Raises Refused."""
    selection = locked_selection(selection, actor)
    ensure_may_vet(selection.round, actor)
    if selection.for_code != actor.unit_code or selection.state != SelectionState.CHOSEN:
        raise Refused("这一户不在本单位的拟命名名单里。", "selection")
    return selection


@transaction.atomic
def consent_to_vetting(
    *, selection: Selection, adults: int, signed_on: date, actor: Actor, at: datetime
) -> VettingConsent:
    """Every adult of the household has signed. A child is never asked about. Raises Refused."""
    selection = on_own_list(selection, actor)
    if vetting_of(selection.round, actor) is not None:
        raise Refused("名单已经送审，不能再补同意书。", "selection")
    if signed_on > timezone.localdate(at):
        raise Refused("签字日期不能晚于今天。", "signed_on")
    if adults > selection.entry.household.members:
        raise Refused(f"这一户登记为{selection.entry.household.members}口，请核对。", "adults")
    kept, _ = VettingConsent.objects.update_or_create(
        selection=selection,
        defaults={
            "unit_code": actor.unit_code, "adults": adults, "signed_on": signed_on,
            "typed_at": at, "typed_by_id": actor.account_id,
        },
    )  # fmt: skip
    audit.record(actor=actor, action="vetting.consent", target=kept, at=at)
    return kept


@transaction.atomic
def revoke_consent(*, selection: Selection, actor: Actor, at: datetime) -> None:
    """The household takes its consent back: it stays on the list, and is not asked about."""
    selection = on_own_list(selection, actor)
    if vetting_of(selection.round, actor) is not None:
        raise Refused("名单已经送审。家庭可以随时退出评选，不需说明原因。")
    consent = VettingConsent.objects.visible_to(actor).filter(selection=selection).first()
    if consent is not None:
        audit.record(actor=actor, action="vetting.revoke", target=consent, at=at)
        consent.delete()


@transaction.atomic
def send_to_vetting(*, round_: Round, actor: Actor, at: datetime) -> Vetting:
    """The list of those who consented goes out; from now on it is not added to. Raises Refused."""
    round_ = Round.objects.visible_to(actor).get(pk=round_.pk)
    ensure_may_vet(round_, actor)
    mine = Selection.objects.visible_to(actor).filter(round=round_, for_code=actor.unit_code)
    listed = list(mine.standing().select_for_update(of=("self",)).values_list("pk", flat=True))
    consents = VettingConsent.objects.visible_to(actor).filter(selection__in=listed).count()
    words = rules.sending_refusal(
        is_sent=vetting_of(round_, actor) is not None, consenting=consents, listed=len(listed)
    )
    if words:
        raise Refused(words)
    made = Vetting.objects.create(
        unit_code=actor.unit_code, round=round_, households=consents, sent_at=at,
        sent_by_id=actor.account_id,
    )  # fmt: skip
    audit.record(actor=actor, action="vetting.send", target=made, at=at, households=consents)
    return made


@transaction.atomic
def answer_vetting(
    *, round_: Round, body: str, cleared: int, answered_on: date, actor: Actor, at: datetime
) -> VettingAnswer:
    """One body's answer: how many of the list pass. Typed again, it is written over."""
    round_ = Round.objects.visible_to(actor).get(pk=round_.pk)
    vetting = sent_list(round_, actor)
    if not 0 <= cleared <= vetting.households:
        raise Refused(
            f"送审{vetting.households}户，通过户数请填0到{vetting.households}。", "cleared"
        )
    if not timezone.localdate(vetting.sent_at) <= answered_on <= timezone.localdate(at):
        raise Refused("答复日期请填送审之后、今天以前的日期。", "answered_on")
    kept, _ = VettingAnswer.objects.update_or_create(
        vetting=vetting,
        body=VettingBody(body),
        defaults={
            "unit_code": vetting.unit_code, "households": vetting.households, "cleared": cleared,
            "answered_on": answered_on, "typed_at": at, "typed_by_id": actor.account_id,
        },
    )  # fmt: skip
    audit.record(actor=actor, action="vetting.answer", target=vetting, at=at)
    return kept


def counted(vetting: Vetting, actor: Actor, *reasons: OffBy) -> dict[str, Any]:
    """What the answers said, and how many of those asked about are off the list for `reasons`."""
    out = Selection.objects.visible_to(actor).filter(
        round=vetting.round, for_code=vetting.unit_code, off_by__in=reasons, consent__isnull=False
    )
    cleared = list(vetting.answers.values_list("cleared", flat=True))
    return {"out": out.count(), "households": vetting.households, "cleared": cleared}


@transaction.atomic
def leave_out(*, selection: Selection, actor: Actor, at: datetime) -> Selection:
    """未列入本次名单: no body, no ground, no word of why is kept. Raises Refused."""
    selection = on_own_list(selection, actor)
    vetting = sent_list(selection.round, actor)
    if not VettingConsent.objects.visible_to(actor).filter(selection=selection).exists():
        raise Refused("这一户没有送审。")
    if words := rules.leaving_refusal(**counted(vetting, actor, OffBy.NOT_LISTED)):
        raise Refused(words)
    take_off(selection, OffBy.NOT_LISTED, actor=actor, at=at)
    audit.record(actor=actor, action="vetting.leave_out", target=vetting, at=at)
    return selection


@transaction.atomic
def end_vetting(*, round_: Round, actor: Actor, at: datetime) -> Vetting:
    """All who answered have been heeded; the list can be posted. Raises Refused."""
    round_ = Round.objects.visible_to(actor).get(pk=round_.pk)
    vetting = sent_list(round_, actor)
    # Who withdrew, or failed the recheck, may be the one that was meant: nobody goes in her place.
    if words := rules.ending_refusal(**counted(vetting, actor, *OffBy)):
        raise Refused(words)
    vetting.ended_at, vetting.ended_by_id = at, actor.account_id
    vetting.save(update_fields=["ended_at", "ended_by"])
    audit.record(actor=actor, action="vetting.end", target=vetting, at=at)
    return vetting
