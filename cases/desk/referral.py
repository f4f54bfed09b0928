"""What referrals and offers put on the desk of each side."""

from typing import Any

from django.utils import timezone

from cases.models import Referral, ReferralDeadline, Transfer
from cases.presenters.referral import act_of, row_of, with_clocks
from cases.rules.referral import sides_of
from portal import clock
from portal.access import Actor, Permission
from portal.deadlines.registry import Clocks
from portal.desk.registry import Todo
from portal.ui.choices import Tone


def received(actor: Actor) -> Any:
    return Referral.objects.visible_to(actor).for_receiver(actor)


def sent(actor: Actor) -> Any:
    return Referral.objects.visible_to(actor).for_sender(actor, clock.today())


def of_city(actor: Actor) -> Any:
    return Referral.objects.visible_to(actor).for_city(actor)


def offered(actor: Actor) -> Any:
    return Transfer.objects.visible_to(actor).offered_to(actor)


def lines(referrals: Any, actor: Actor, limit: int) -> list[Todo]:
    """The red ones first, then by the first last day."""
    rows = with_clocks(referrals.by_day(), actor).prefetch_related("requests")[:limit]
    made = []
    for row in map(row_of, rows):
        referral = row.referral
        made.append(
            Todo(
                number=referral.short_number,
                title=referral.subject,
                state=referral.state.label,
                url=referral.get_absolute_url(),
                next_act=act_of(referral, sides_of(referral, actor)),
                due=row.due,
                due_label=row.due_label,
                tone=row.tone,
                alert="红" if referral.is_red else "",
            )
        )
    return made


def received_todos(actor: Actor, limit: int) -> list[Todo]:
    return lines(received(actor), actor, limit)


def received_waiting(actor: Actor) -> list[Any]:
    return [received(actor)]


def sent_todos(actor: Actor, limit: int) -> list[Todo]:
    return lines(sent(actor), actor, limit)


def sent_waiting(actor: Actor) -> list[Any]:
    return [sent(actor)]


def city_todos(actor: Actor, limit: int) -> list[Todo]:
    return lines(of_city(actor), actor, limit)


def city_waiting(actor: Actor) -> list[Any]:
    return [of_city(actor)]


def offer_todos(actor: Actor, limit: int) -> list[Todo]:
    today = clock.today()
    rows = offered(actor).order_by("-is_danger", "offered_at", "pk")[:limit]
    return [
        Todo(
            number=offer.short_number,
            title=offer.subject,
            state=f"{offer.from_name}转送",
            url=offer.get_absolute_url(),
            next_act="接收",
            due_label=f"转送第{(today - timezone.localdate(offer.offered_at)).days + 1}天",
            tone=Tone.NEUTRAL,
            alert="有危险" if offer.is_danger else "",
        )
        for offer in rows
    ]


def offers_waiting(actor: Actor) -> list[Any]:
    return [offered(actor)]


def badge(actor: Actor) -> int:
    """On the menu: what waits to be signed for. Offers stand among the to-dos and are counted
    there."""
    if not actor.can(Permission.REFERRAL_RECEIVE):
        return 0
    return received(actor).filter(status="waiting").count()


def minder_or_handler(row: ReferralDeadline) -> int:
    """Who is reminded: of the receiver's duty whoever claimed it, else who minds it here."""
    referral = row.referral
    if row.unit_code == referral.to_code and referral.handler_id:
        return referral.handler_id
    return referral.minder_id


CLOCKS = Clocks(
    model=ReferralDeadline,
    name=lambda row: row.referral.short_number,
    url=lambda row: row.referral.get_absolute_url(),
    handler=minder_or_handler,
    leaders=lambda row: [row.referral.minder],
    related=("referral__minder",),
)
