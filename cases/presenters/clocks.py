"""The card 期限: each clock with its sentence and what may be done with it now."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cases import rules
from cases.models import Case, CaseDeadline, Contact, ExtensionRequest
from portal import clock
from portal.access import Actor, Permission
from portal.deadlines import presenters as deadlines
from portal.deadlines import reference
from portal.deadlines.choices import ClockStatus

NOT_COUNTED = "来件人姓名、住址不清，不计告知期限。"


@dataclass(frozen=True, slots=True)
class Line:
    """One clock: `told` in words, and the acts its rule and state allow to who may write."""

    told: deadlines.Told
    pk: int
    may_pause: bool = False
    may_resume: bool = False
    may_extend: bool = False
    must_tell: bool = False
    asked: ExtensionRequest | None = None
    may_decide: bool = False


def clocks_of(case: Case, actor: Actor, contact: Contact | None) -> dict[str, Any]:
    """`lines`, or a `note` where none is counted; `may_tell` while the notice waits."""
    rows = list(CaseDeadline.objects.visible_to(actor).filter(case=case).for_page())
    may_write = rules.clock_refusal(case, actor) is None
    if not rows:
        is_anonymous = contact is not None and contact.is_anonymous
        note = NOT_COUNTED if is_anonymous else ""
        return {"lines": [], "note": note, "may_tell": False, "may_write": may_write}
    first = min(timezone.localdate(row.started_at) for row in rows)
    calendar = reference.calendar_from(first.year - 1)
    told = deadlines.clock_lines(rows, calendar, clock.now())
    asked = asked_for(case, rows, actor)
    waits = any(row.is_open and row.rule.code == "inform" for row in rows)
    return {
        "lines": [
            line_of(row, words, case, actor, asked.get(row.pk), may_write)
            for row, words in zip(rows, told, strict=True)
        ],
        "note": "",
        "may_tell": waits and rules.tell_refusal(case, actor) is None,
        "may_write": may_write,
    }


def asked_for(case: Case, rows: list[CaseDeadline], actor: Actor) -> dict[int, ExtensionRequest]:
    """{clock: the extension that is asked for and not decided}; no query where none can be."""
    if not any(row.is_open and row.rule.most_extension for row in rows):
        return {}
    waiting = ExtensionRequest.objects.visible_to(actor).filter(case=case, decided_at__isnull=True)
    return {one.deadline_id: one for one in waiting.select_related("asked_by")}


def line_of(
    row: CaseDeadline,
    told: deadlines.Told,
    case: Case,
    actor: Actor,
    asked: ExtensionRequest | None,
    may_write: bool,
) -> Line:
    running, paused = row.status == ClockStatus.RUNNING, row.status == ClockStatus.PAUSED
    may_ask = running and bool(row.rule.most_extension) and not row.extension and asked is None
    decides = asked is not None and actor.can(Permission.CASE_LEAD)
    return Line(
        told,
        row.pk,
        may_pause=may_write and running and row.rule.may_pause,
        may_resume=may_write and paused,
        may_extend=may_write and may_ask and not row.is_late(clock.now()),
        must_tell=may_write and any(one.told_at is None for one in row.extensions.all()),
        asked=asked,
        may_decide=bool(decides)
        and asked is not None
        and rules.decide_refusal(case, actor, asked_by=asked.asked_by_id) is None,
    )
