"""A plaque as its register and its page tell it."""

from typing import Any

from families.choices import PlaqueCheck, PlaqueEnd
from families.models import Plaque
from families.presenters.household import shown_name
from portal.access import Actor, Permission
from portal.ui import words


def facts(plaque: Plaque, actor: Actor) -> list[tuple[str, Any]]:
    household = plaque.selection.entry.household
    made = [
        ("牌号", plaque.number),
        ("户主", shown_name(household, actor)),
        ("村（社区）", household.region or "—"),
        ("挂牌日期", words.day_long(plaque.issued_on)),
    ]
    if plaque.ended_on:
        why = PlaqueEnd(plaque.ended_by).label
        made.append(("失效", f"{words.day_long(plaque.ended_on)}（{why}）"))
    return made


def plaque_page(plaque: Plaque, actor: Actor) -> dict[str, Any]:
    reviews = plaque.reviews.order_by("-year")
    others = Plaque.objects.visible_to(actor).filter(selection=plaque.selection_id)
    return {
        "plaque": plaque,
        "facts": facts(plaque, actor),
        "household": plaque.selection.entry.household,
        "reviews": [(row, PlaqueCheck(row.outcome).label) for row in reviews],
        "others": others.exclude(pk=plaque.pk).order_by("-copy"),
        "may_keep": plaque.holds and actor.can(Permission.FAMILY_ROUND),
    }
