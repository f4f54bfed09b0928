"""The panel as the planner sees it: what is not ready, who has not handed in, the result; and 等次
as the gallery shows them."""

from collections.abc import Sequence
from typing import Any

from campaigns.actions.judges import counted, facts_of
from campaigns.actions.scoring import results_of
from campaigns.choices import Grade, JudgingPhase
from campaigns.models import (
    Campaign,
    JudgedCase,
    JudgedText,
    JudgeSeat,
    Judging,
    JudgingResult,
    ScoreSheet,
)
from campaigns.rules import judging as rules
from campaigns.rules import scoring
from portal.access import Actor

MOVES = ("open", "conclude", "collect", "stop")


def judging_of(campaign: Campaign, actor: Actor) -> Judging | None:
    found = Judging.objects.visible_to(actor).standing().filter(campaign=campaign)
    return found.select_related("campaign").first()


def panel_context(judging: Judging, actor: Actor) -> dict[str, Any]:
    facts = facts_of(judging, actor)
    moves = {name: rules.MOVES[name].refusal(judging.phase, facts) for name in MOVES}
    sheets = list(
        ScoreSheet.objects.visible_to(actor).filter(judging=judging).order_by("number", "pk")
    )
    return {
        "cases": cases_of(judging, facts, sheets, actor),
        "judges": judges_of(judging, sheets, actor),
        "facts": facts,
        "may": {name for name, refusal in moves.items() if refusal is None},
        "is_alive": judging.phase in rules.ALIVE,
        "waits_for": moves["open"] if judging.phase == JudgingPhase.PREPARING
        else moves["conclude"] if judging.phase == JudgingPhase.SCORING else None,
    }  # fmt: skip


def cases_of(
    judging: Judging, facts: rules.Facts, sheets: Sequence[ScoreSheet], actor: Actor
) -> list[dict[str, Any]]:
    """Each case with its unit, what stands against it, who stepped aside."""
    rows = JudgedCase.objects.visible_to(actor).filter(judging=judging)
    texts = JudgedText.objects.visible_to(actor).filter(case__judging=judging)
    read = {text.case_id: text for text in texts}
    return [
        {
            "case": case,
            "unit": case.duty.participation.unit,
            "text": read.get(case.pk),
            "is_changed": case.version != case.duty.content_version,
            "asked": facts.asked.get(case.number, 0),
            "handed": facts.handed.get(case.number, 0),
            "aside": [one for one in sheets if one.case_id == case.pk and one.aside_at],
        }
        for case in rows.select_related("duty__participation__unit").order_by("number")
    ]


def judges_of(judging: Judging, sheets: Sequence[ScoreSheet], actor: Actor) -> list[dict[str, Any]]:
    """Each judge with what she still owes; no points before the end."""
    seats = JudgeSeat.objects.visible_to(actor).filter(judging=judging)
    made = []
    for seat in seats.order_by("left_at", "seat_code", "name", "pk"):
        mine = [one for one in sheets if one.judge_id == seat.account_id]
        made.append(
            {
                "seat": seat,
                "handed": sum(one.handed_at is not None for one in mine),
                "missing": [
                    one.number for one in mine if one.handed_at is None and one.aside_at is None
                ],
            }
        )
    return made


def may_be_named(offered: Sequence[Any], judges: Sequence[dict[str, Any]]) -> list[Any]:
    seated = {row["seat"].account_id for row in judges if row["seat"].left_at is None}
    return [one for one in offered if one.account_id not in seated]


# ── The result ──────────────────────────────────────────────────────────────────────────────────
def result_context(judging: Judging, actor: Actor) -> dict[str, Any]:
    """The order with every judge's points and reasons: for who draws the result."""
    found = results_of(judging, actor)
    sheets = counted(judging, actor)
    units = {case.number: case.duty.participation.unit for case in _named(judging, actor)}
    grades = grades_by_number(judging, actor)
    return {
        "lines": [
            {
                "result": one,
                "unit": units[one.case],
                "grade": grades.get(one.case),
                "sheets": [sheet for sheet in sheets if sheet.number == one.case],
            }
            for one in found
        ],
        "ties": [rules.named(group) for group in scoring.ties(found)],
        "results": results_said(judging, actor),
    }


def _named(judging: Judging, actor: Actor) -> list[JudgedCase]:
    cases = JudgedCase.objects.visible_to(actor).filter(judging=judging).standing()
    return list(cases.select_related("duty__participation__unit").order_by("number"))


def results_said(judging: Judging, actor: Actor) -> list[JudgingResult]:
    """The newest first: it holds, the others were corrected."""
    results = JudgingResult.objects.visible_to(actor).filter(judging=judging)
    return list(results.order_by("-number"))


def grades_by_number(judging: Judging, actor: Actor) -> dict[int, Grade]:
    said = results_said(judging, actor)
    return {row["number"]: Grade(row["grade"]) for row in said[0].grades} if said else {}


def grades_of(judging: Judging | None, actor: Actor) -> dict[int, Grade]:
    """{duty: 等次} as last said; nothing before the result."""
    if judging is None or judging.phase != JudgingPhase.CONCLUDED:
        return {}
    said = results_said(judging, actor)
    return {row["duty"]: Grade(row["grade"]) for row in said[0].grades} if said else {}


def gallery_note(judging: Judging | None) -> str:
    if judging is None:
        return "审核通过的案例；不评等次。"
    if judging.phase == JudgingPhase.CONCLUDED:
        return "审核通过的案例；等次由评委评审得出。"
    return "审核通过的案例；正在评审，出结果以后显示等次。"
