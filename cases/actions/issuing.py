"""报出: the tables of a period leave the house. From then on they are kept as they were."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from cases.models import FiguresIssue
from cases.rules import issuing as rules
from cases.rules.figures import Period
from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit


@transaction.atomic
def issue_figures(
    *, tables: list[dict[str, Any]], unit: str, heading: str, period: Period, sent_to: str,
    note: str, actor: Actor, at: datetime,
) -> FiguresIssue:  # fmt: skip
    """Keep what was reported. What this unit reported of the same before stays; this corrects it.

    Raises Refused: nothing differs from what was reported, a correction without its reason.
    """
    mine = FiguresIssue.objects.visible_to(actor).filter(unit_code=actor.unit_code)
    last = mine.of(unit, period).standing().first()
    if refusal := rules.issue_refusal(actor, note=note, is_first=last is None):
        raise Refused(refusal, "note")
    if last is not None and last.tables == tables:
        raise Refused(f"与{last.by_name}报出的数字完全相同，不用再报。")
    try:
        with transaction.atomic():
            issue = FiguresIssue.objects.create(
                unit_code=actor.unit_code,
                scope_code=unit,
                heading=heading,
                period=period.name,
                sent_to=sent_to,
                note=note,
                corrects=last,
                tables=tables,
                at=at,
                by_id=actor.account_id,
                by_name=actor.name,
            )
    except IntegrityError as error:
        raise Refused("刚刚有同事报出了这一期，请看过再决定要不要更正。") from error
    audit.record(
        actor=actor, action="case.figures_issue", target=issue, at=at, period=period.name,
        corrects=last is not None,
    )  # fmt: skip
    return issue
