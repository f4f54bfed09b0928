"""The people of a case, as far as they exist for who looks."""

from cases.models import Case, Party
from portal.access import Actor


def parties_of(case: Case, actor: Actor) -> list[Party]:
    """Asked once for the whole page, however many of its sections tell of them."""
    if not hasattr(case, "people_seen"):
        found = Party.objects.visible_to(actor).filter(case=case)
        case.people_seen = list(found.order_by("pk"))
    return case.people_seen
