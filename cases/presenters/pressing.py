"""提醒, 催办, 督办 on the page of a case: for who presses from above, and for who answers."""

from collections.abc import Mapping
from typing import Any

from cases.actions.pressing import late_clocks, presses_of
from cases.choices.pressing import PressStep
from cases.models import Case, CasePress
from cases.registry import Next, Section
from cases.rules import pressing as rules
from portal import clock
from portal.access import Actor
from portal.ui import words
from portal.units.models import Unit

ANSWER = "#press-reply"


def presses_seen(case: Case, actor: Actor) -> list[CasePress]:
    """Asked once for the whole page."""
    if not hasattr(case, "presses_seen"):
        case.presses_seen = presses_of(case, actor)
    return case.presses_seen


def section(case: Case, actor: Actor) -> Mapping[str, Any] | None:
    """Above everything while it waits for this person; told to both sides as long as it stands."""
    rows = presses_seen(case, actor)
    step = None
    if rules.who_refusal(case, actor) is None and case.is_open:
        step = rules.next_step(rows)
        late = late_clocks(case, clock.now())
        if rules.press_refusal(case, actor, step, rows, is_late=bool(late)):
            step = None
    if step is None and not rows:
        return None
    waiting = rules.waiting(rows)
    return {
        "lines": [told(row, waits=row in waiting) for row in rows],
        "step": step,
        "text": press_text(case, actor, step, late[0].rule.name) if step else "",
        "may_reply": rules.reply_refusal(case, actor, rows) is None,
    }


def told(row: CasePress, *, waits: bool) -> dict[str, Any]:
    parts = [row.get_way_display(), row.spoke_with, row.answer]
    return {
        "title": row.get_step_display(),
        "when": words.moment(row.at, today=clock.today()),
        "who": f"{row.by_unit} {row.by.name}",
        "text": "，".join(part for part in parts if part),
        "reply": row.reply,
        "replied": words.moment(row.replied_at, today=clock.today()) if row.replied_at else "",
        "waits": waits,
    }


def press_text(case: Case, actor: Actor, step: PressStep, term: str) -> str:
    """Words for a message: unit, number, the term that is over; never a person's data."""
    unit = Unit.objects.filter(code=case.unit_code).first()
    name = unit.short_name if unit else ""
    return (
        f"【事项{step.label}】{name}：你单位经办的1件事项（{case.short_number}）“{term}”已过期限，"
        f"请尽快办理并回复办理情况。有困难请联系{actor.unit_name}。"
    )


def due_next(case: Case, actor: Actor) -> Next | None:
    """下一步 of the unit that has it: the answer."""
    rows = presses_seen(case, actor)
    if rules.reply_refusal(case, actor, rows):
        return None
    last = rules.waiting(rows)[-1]
    return Next(f"{last.by_unit}{last.get_step_display()}，请回复办理情况。", "回复", ANSWER)


SECTION = Section("pressing", "cases/sections/pressing.html", section, "top", 92)
