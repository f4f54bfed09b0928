"""What every step of a 转介 leaves behind: a line, an entry in the log, its clocks, a notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.actions.happening import locked
from cases.choices.referral import Delivery, ReferralKind, ReferralStatus
from cases.models import Referral, ReferralDeadline, ReferralHappening
from cases.rules.referral import MOVES, Side, sides_of
from portal.access import Actor, SystemActor
from portal.access.permissions import Role
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.audit import actions as audit
from portal.deadlines import actions as deadlines
from portal.desk import actions as desk

S = ReferralStatus
REPORT_CLOCK = {ReferralKind.LEAD: "referral-report", ReferralKind.CO: "referral-co-report"}


@dataclass(frozen=True, slots=True)
class Brought:
    """How a thing came from the other unit. On paper, by telephone, by fax the sender writes it in:
    then `source` names who or which paper, `at` when it really came."""

    delivery: str = Delivery.PLATFORM
    source: str = ""
    at: datetime | None = None


def take(referral: Referral, move: str, actor: Actor) -> tuple[Referral, bool]:
    """The referral as it is now, locked, and whether the step is written in on the unit's behalf.

    Asks the rule. Of a sender the case is locked first, which asks who may work on it.
    """
    seen = Referral.objects.visible_to(actor).select_related("case").filter(pk=referral.pk)
    if Side.SENDER in sides_of(referral, actor):
        locked(seen.get().case, actor)
    rows = Referral.objects.visible_to(actor).select_for_update(of=("self",))
    row = rows.prefetch_related("requests").get(pk=referral.pk)
    step = MOVES[move]
    if refusal := step.refusal(row, actor):
        raise Refused(refusal)
    return row, step.is_on_behalf(row, actor) and step.side not in sides_of(row, actor)


def checked(brought: Brought, *, on_behalf: bool, at: datetime) -> Brought:
    """Written in for another unit it says how, by whom and when; else it came by the portal."""
    if not on_behalf:
        return Brought(at=at)
    if brought.delivery == Delivery.PLATFORM:
        raise Refused("代签收、代录请选择电话、纸质或传真。", "delivery")
    if not brought.source.strip():
        raise Refused("请填写对方是谁、哪份来函。", "source")
    if brought.at is not None and brought.at > at:
        raise Refused("时间不能晚于现在。", "came_at")
    return Brought(brought.delivery, brought.source, brought.at or at)


def enter(referral: Referral, status: str, fields: Iterable[str] = (), *, at: datetime) -> None:
    """Put the referral into a state."""
    referral.status = status
    referral.version += 1
    named = {"status", "version", *fields}
    if not referral.is_open:
        referral.ended_at = at
        named.add("ended_at")
    referral.save(update_fields=sorted(named))


def line(
    referral: Referral,
    verb: str,
    *,
    actor: Actor | SystemActor,
    at: datetime,
    text: str = "",
    **data: Any,
) -> None:
    """`text` stays with the referral, read by both units; the log gets `data` alone."""
    ReferralHappening.objects.create(
        referral=referral,
        from_code=referral.from_code,
        to_code=referral.to_code,
        unit_code=referral.from_code,
        at=at,
        verb=verb,
        account_id=actor.account_id,
        actor_name=actor.name,
        actor_unit=actor.unit_name,
        data={"text": text, **data} if text else data,
    )
    audit.record(
        actor=actor, action=f"referral.{verb}", target=referral, at=at, status=referral.status,
        **data,
    )  # fmt: skip


# ── Clocks ──────────────────────────────────────────────────────────────────────────────────────
def start(
    referral: Referral, rule: str, *, duty: str, actor: Actor, at: datetime, since: datetime
) -> None:
    """A clock that `duty` (a unit's code) has to keep; of a unit outside, the sender minds it."""
    deadlines.start_clock(
        model=ReferralDeadline,
        rule=rule,
        owner={
            "referral": referral, "from_code": referral.from_code, "to_code": referral.to_code
        },
        unit_code=duty or referral.from_code,
        event="",
        started_at=since,
        actor=actor,
        at=at,
    )  # fmt: skip


def stop(referral: Referral, how: str, *codes: str, actor: Actor, at: datetime) -> bool:
    """Meet the open clocks of these rules; says whether one of them was late."""
    late = False
    for clock in running(referral):
        if clock.rule.code in codes:
            late = late or clock.is_late(at)
            deadlines.meet(deadline=clock, actor=actor, at=at, how=how)
    return late


def drop_all(referral: Referral, why: str, *, actor: Actor, at: datetime) -> None:
    for clock in running(referral):
        deadlines.drop(deadline=clock, actor=actor, at=at, why=why)


def running(referral: Referral) -> list[ReferralDeadline]:
    rows = ReferralDeadline.objects.filter(referral=referral).standing()
    return list(rows.select_related("rule"))


def report_clock(referral: Referral) -> ReferralDeadline | None:
    """The clock of 反馈 that runs now."""
    codes = {*REPORT_CLOCK.values(), "referral-more"}
    return next((one for one in running(referral) if one.rule.code in codes), None)


# ── Telling ─────────────────────────────────────────────────────────────────────────────────────
def tell_receiver(referral: Referral, text: str, *, at: datetime) -> None:
    """Who claimed it, else everybody there who signs for referrals; nobody outside the portal."""
    if not referral.to_code or not referral.is_shared:
        return
    if referral.handler_id:
        people = [referral.handler_id]
    else:
        people = people_of(referral.to_code, Role.MEMBER_LIAISON, Role.MEMBER_LEADER)
    told(referral, people, text, at)


def tell_sender(referral: Referral, text: str, *, at: datetime) -> None:
    told(referral, [referral.minder_id], text, at)


def tell_city(referral: Referral, text: str, *, at: datetime) -> None:
    told(referral, people_of(referral.city_code, Role.CITY_COORDINATOR), text, at)


def told(referral: Referral, people: list[int], text: str, at: datetime) -> None:
    url = referral.get_absolute_url()
    desk.notify(accounts=people, text=f"{referral.short_number} {text}", url=url, at=at)


def people_of(code: str, *roles: Role) -> list[int]:
    """Accounts with one of these posts at a unit at present."""
    wanted = [role.value for role in roles]
    present = Posting.objects.present().filter(unit__code=code, roles__overlap=wanted)
    return list(present.values_list("account_id", flat=True))
