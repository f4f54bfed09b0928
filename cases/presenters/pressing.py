"""提醒, 催办, 督办 on the page of a case: for who presses from above, and for who answers."""

from collections.abc import Mapping
from typing import Any

from cases.actions.pressing import late_clocks, paper_of, presses_of
from cases.choices.pressing import PressStep
from cases.models import Case, CasePress
from cases.presenters.originals import original_of
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
    offered = press_next(case, actor)
    if not offered and not rows:
        return None
    return offered | {
        "lines": lines_of(rows),
        "may_reply": rules.reply_refusal(case, actor, rows) is None,
    }


def press_next(case: Case, actor: Actor) -> dict[str, Any]:
    """The step this person may take now and what it still lacks; nothing where she may take none.
    Asked once for the whole page."""
    if not hasattr(case, "press_next"):
        case.press_next = offer(case, actor, presses_seen(case, actor))
    return dict(case.press_next)


def offer(case: Case, actor: Actor, rows: list[CasePress]) -> dict[str, Any]:
    if rules.who_refusal(case, actor) or not case.is_open:
        return {}
    step, late = rules.next_step(rows), late_clocks(case, clock.now())
    if rules.press_refusal(case, actor, step, rows, late=late):
        return {}
    skips = rules.skippable(case, rows, late)
    return {
        "step": step,
        "text": press_text(case, actor, step, late[0].rule.name),
        "skips": skips,
        "ground": rules.skip_ground(case, late),
        "paper": paper_of(case, actor, rows) if PressStep.SUPERVISE in (step, *skips) else "",
    }


def lines_of(rows: list[CasePress]) -> list[dict[str, Any]]:
    """Each step; an answer to several stands once, at the last of them."""
    waiting, last = rules.waiting(rows), {row.replied_at: row for row in rows}
    lines = []
    for row in rows:
        line = told(row)
        line["state"] = "待回复" if row in waiting else "已回复" if row.reply else ""
        lines.append(line if last[row.replied_at] is row else line | {"reply": "", "original": ""})
    return lines


def told(row: CasePress) -> dict[str, Any]:
    skipped = f"不按次序：{row.why_skipped}" if row.why_skipped else ""
    parts = [row.get_way_display(), row.paper, row.spoke_with, row.answer, skipped]
    return {
        "title": row.get_step_display(),
        "when": words.moment(row.at, today=clock.today()),
        "who": f"{row.by_unit} {row.by.name}",
        "text": "，".join(part for part in parts if part),
        "reply": row.reply,
        "replied": words.moment(row.replied_at, today=clock.today()) if row.replied_at else "",
        "original": original_of(row),
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
