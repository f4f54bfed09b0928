"""Who still owes what, and the words one sends them."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from campaigns.models import Campaign, Chase
from campaigns.presenters.board import rows_of
from campaigns.registry import label_of
from portal.access import Actor
from portal.ui.words import day_short


@dataclass(frozen=True, slots=True)
class Debt:
    """One unit that has not signed or not sent all: `things` in words, the first last day."""

    participation_id: int
    unit: str
    things: str
    due: date | None
    is_due: bool
    liaison: str
    phone: str
    last: str


def debts_of(campaign: Campaign, actor: Actor, today: date) -> list[Debt]:
    """Units with something missing, those due today or late first."""
    _, rows = rows_of(campaign, actor, today)
    last = last_chases(campaign, actor, today)
    made = []
    for row in rows:
        missing = [duty for duty in row.owed if not duty.received_on]
        things = [label_of(duty.kind) for duty in missing]
        things += [] if row.participation.is_signed else ["签收"]
        if things:
            due = min((duty.last_day for duty in missing), default=None)
            made.append(
                Debt(
                    row.participation.pk,
                    row.participation.unit.short_name,
                    "、".join(things),
                    due,
                    due is not None and due <= today,
                    row.liaison,
                    row.phone,
                    last.get(row.participation.pk, ""),
                )
            )
    return sorted(made, key=lambda debt: (not debt.is_due, debt.due or date.max))


def last_chases(campaign: Campaign, actor: Actor, today: date) -> dict[int, str]:
    """{participation: 3月10日 电话催报，答应3月11日}: the last time each was reminded."""
    found = {}
    chases = Chase.objects.visible_to(actor).filter(participation__campaign=campaign)
    for chase in chases.order_by("at", "pk"):
        words = f"{day_short(timezone.localdate(chase.at), today=today)} {chase.get_kind_display()}"
        if chase.answered_by:
            words += f"，{chase.answered_by}接"
        if chase.promised_on:
            words += f"，答应{chase.promised_on.month}月{chase.promised_on.day}日"
        found[chase.participation_id] = words
    return found


def chase_text(campaign: Campaign, debts: list[Debt], today: date) -> str:
    """【…报送提醒】尚有6家未报…: units and things, no person's data (wording 86)."""
    by_thing: dict[str, list[str]] = {}
    for debt in debts:
        by_thing.setdefault(debt.things, []).append(debt.unit)
    pieces = [
        f"尚有{len(units)}家未报{things}：{'、'.join(units)}"
        if things != "签收"
        else f"尚有{len(units)}家未签收：{'、'.join(units)}"
        for things, units in by_thing.items()
    ]
    days = [debt.due for debt in debts if debt.due]
    until = max(min(days), today) if days else today
    when = "今天下班前" if until <= today else f"{day_short(until, today=today)}前"
    desk = f"{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}"
    name = campaign.name.replace("“", "").replace("”", "")
    return f"【{name}报送提醒】{'；'.join(pieces)}。请于{when}报送，有困难请联系{desk}。"
