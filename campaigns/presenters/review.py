"""The review pane: one material, its hints, what may be done, who is next."""

from datetime import date
from typing import Any

from django.urls import reverse

from campaigns.models import Duty
from campaigns.presenters import duty as shown
from campaigns.presenters.board import cell_of, waiting_in_order
from campaigns.registry import Place
from campaigns.rules import duties as rules
from portal.access import Actor


def neighbours(duty: Duty, actor: Actor, today: date) -> tuple[str, str, int]:
    """(address of the previous waiting one, of the next, how many wait beside this one)."""
    waiting = waiting_in_order(duty.participation.campaign, actor, today)
    others = [key for key in waiting if key != duty.pk]
    if not others:
        return "", "", 0
    place = waiting.index(duty.pk) if duty.pk in waiting else 0
    before, after = others[place - 1], others[place % len(others)]
    return _url(before), _url(after), len(others)


def _url(key: int) -> str:
    return reverse("campaigns:review", args=[key])


def places_of(duty: Duty, actor: Actor) -> list[Place]:
    kind, version = shown.kind_of(duty), shown.latest(duty, actor)
    return kind.places(duty, version) if kind and version else []


def hints_of(duty: Duty, actor: Actor) -> list[str]:
    """Sentences 仅供核对, none after 已核实 or where nothing was sent."""
    kind, version = shown.kind_of(duty), shown.latest(duty, actor)
    if kind is None or version is None or version.content.get("nothing"):
        return []
    return kind.hints(duty, version, actor)


def pane_of(duty: Duty, actor: Actor, today: date) -> dict[str, Any]:
    """The context of the pane, on top of the page of the duty."""
    before, after, left = neighbours(duty, actor, today)
    may_review = rules.TRANSITIONS["accept"].refusal(duty, actor) is None
    return shown.page_of(duty, actor, today) | {
        "hints": hints_of(duty, actor) if duty.asked_by_code == actor.unit_code else [],
        "may_accept": may_review,
        "may_return": rules.TRANSITIONS["return"].refusal(duty, actor) is None,
        "may_except": rules.exception_refusal(duty, actor) is None,
        "may_behalf": rules.TRANSITIONS["behalf"].refusal(duty, actor) is None,
        "previous_url": before,
        "next_url": after,
        "left": left,
        "cell": cell_of(duty, today),
        "board_url": reverse("campaigns:board", args=[duty.participation.campaign_id]),
    }
