"""知悉范围 and 回避 as their pages tell them."""

from typing import Any

from django.db.models import QuerySet

from cases import rules
from cases.choices import ReadingKind
from cases.models import Case, Reader, Recusal
from portal import clock
from portal.access import Actor


def discretion_page(case: Case, actor: Actor) -> dict[str, Any]:
    """The readers with those who were, the recusals with those that ended."""
    readers = Reader.objects.visible_to(actor).filter(case=case).select_related("account")
    recusals = Recusal.objects.visible_to(actor).filter(case=case).with_whom()
    now, own = clock.now(), rules.elsewhere(case, actor) is None
    rows = []
    for reader in readers.order_by("-at", "-pk"):
        stands = reader.until is None or reader.until > now
        is_handler = reader.account_id == case.handler_id and reader.kind == ReadingKind.NAMED
        rows.append(
            {"reader": reader, "stands": stands, "may_end": own and stands and not is_handler}
        )
    return {
        "case": case,
        "rows": rows,
        "recusals": recusals.select_related("made_by", "ended_by").order_by("-at", "-pk"),
    }


def recusals_for(actor: Actor) -> QuerySet[Recusal]:
    """Of cases she sees alone: her own recusal is not shown to her."""
    cases = Case.objects.visible_to(actor).values("pk")
    found = Recusal.objects.visible_to(actor).filter(case__in=cases)
    return found.with_whom().select_related("case", "made_by")
