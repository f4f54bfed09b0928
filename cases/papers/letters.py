"""The papers of a 转介 in the order in which they are written."""

from cases.models import Referral
from cases.papers.referral import CHASE, LETTER, RESULT
from cases.papers.urging import URGING
from portal.access import Actor, Permission

KINDS = (LETTER, CHASE, URGING, RESULT)


def buttons(referral: Referral, actor: Actor) -> list[tuple[str, str]]:
    """(kind, label) of the papers this person may make of the referral now."""
    if not actor.can(Permission.PAPER_ISSUE) or not actor.can(Permission.REFERRAL_SEND):
        return []
    return [(kind.name, kind.label) for kind in KINDS if kind.refusal(referral, actor) is None]
