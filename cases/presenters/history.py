"""The section 历史台账 of a case that came from an old ledger."""

from collections.abc import Mapping
from typing import Any

from cases.models import Case, LedgerLine
from portal import clock
from portal.access import Actor
from portal.ui import words


def ledger_section(case: Case, actor: Actor) -> Mapping[str, Any] | None:
    """What the ledger said; None for every other case. The outcome is as open as the story."""
    if not case.is_history:
        return None
    found = LedgerLine.objects.visible_to(actor).filter(case=case).select_related("by").first()
    if found is None:
        return None
    taken_in = f"{words.moment(found.at, today=clock.today())} · {found.by.name}"
    lines = (("原编号", found.number), ("原经办人", found.handler), ("导入", taken_in))
    return {
        "lines": [(term, value) for term, value in lines if value],
        "outcome": found.outcome,
    }
