"""What happened to the matters of a period after its figures were reported."""

from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.choices.history import CaseKind
from cases.models import Case, CaseHappening, FiguresIssue
from cases.presenters.log import VERBS
from cases.rules.figures import Period, period_named
from portal.access import Actor

# Steps a table counts; what was read, printed or told changes no figure.
COUNTED = (
    "register", "history", "edit", "void", "join", "leave", "merge", "repeat", "fill", "handle",
    "result", "answer", "redirect", "shelve", "close", "agree", "send-back", "reopen", "undo",
    "follow-up", "extend", "refer", "archive",
)  # fmt: skip
SHOWN = 50


def changed_since(issue: FiguresIssue, actor: Actor) -> list[dict[str, Any]]:
    """The matters of its period that were worked on since, each with what was done."""
    period = period_named(issue.period)
    if period is None:
        return []
    found = (
        CaseHappening.objects.visible_to(actor)
        .filter(at__gt=issue.at, verb__in=COUNTED, case__in=cases_of(issue, period, actor))
        .select_related("case")
        .order_by("case__registered_at", "case_id", "at", "pk")[: SHOWN * 4]
    )
    made = []
    for case, lines in groupby(found, key=lambda line: line.case):
        did = dict.fromkeys(VERBS.get(line.verb, line.verb) for line in lines)
        made.append({"case": case, "did": "、".join(did)})
    return made[:SHOWN]


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def cases_of(issue: FiguresIssue, period: Period, actor: Actor) -> QuerySet[Case]:
    """Registered in the period, or closed in it: 作废 ones as well, which no table counts."""
    first, after = moment(period.first), moment(period.after)
    came = Q(registered_at__gte=first, registered_at__lt=after)
    closed = Q(closed_at__gte=first, closed_at__lt=after)
    # An old ledger's rows count on the day they came in.
    ledger = Q(kind=CaseKind.HISTORY, received_at__gte=first, received_at__lt=after)
    mine = Case.objects.visible_to(actor).filter(registered_code__startswith=issue.scope_code)
    return mine.filter(came | closed | ledger).values("pk")
