"""The people of a case, as far as they exist for who looks."""

from typing import Any

from django.utils import timezone

from cases import rules
from cases.actions.case_files import has_letter
from cases.models import Case, Contact, Party
from portal.access import Actor
from portal.access.masking import UNKNOWN, mask_name
from portal.ui import words


def parties_of(case: Case, actor: Actor) -> list[Party]:
    """Asked once for the whole page, however many of its sections tell of them."""
    if not hasattr(case, "people_seen"):
        found = Party.objects.visible_to(actor).filter(case=case)
        case.people_seen = list(found.order_by("pk"))
    return case.people_seen


def contacts_of(case: Case, actor: Actor) -> list[Contact]:
    """来件 of the case, the first one first; those withdrawn only where nothing else is left."""
    if not hasattr(case, "contacts_seen"):
        found = Contact.objects.visible_to(actor).filter(case=case)
        rows = list(
            found.select_related("channel", "relation", "first_receiver").order_by(
                "received_at", "pk"
            )
        )
        case.contacts_seen = [one for one in rows if one.withdrawn_at is None] or rows
    return case.contacts_seen


def contacts_section(case: Case, actor: Actor) -> dict[str, Any] | None:
    """来件 that joined the case, the latest first; the first one is told in 基本情况."""
    later = contacts_of(case, actor)[1:]
    if not later:
        return None
    plain = rules.shows_plainly(case, actor) and not rules.hides_caller(case)
    shows_story = rules.shows_story(case, actor)
    return {"lines": [told(one, plain=plain, shows_story=shows_story) for one in reversed(later)]}


def told(contact: Contact, *, plain: bool, shows_story: bool) -> dict[str, Any]:
    name = contact.caller_name if plain else mask_name(contact.caller_name)
    who = f"{contact.relation.name}，" if contact.relation else ""
    day = words.day_long(timezone.localdate(contact.received_at))
    return {
        "head": f"{day} · {contact.channel} · {who}{name or UNKNOWN}",
        "text": contact.story if shows_story else "",
        "by": contact.first_receiver.name,
    }


def has_letter_of(case: Case, agent: Party | None, actor: Actor) -> bool:
    """Whether the letter of authority lies here; not asked where nobody acts for her."""
    return agent is not None and has_letter(case, actor)
