"""复查 and 复核 as the page of a case and their own page tell them."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from cases import rules as of_cases
from cases.actions.case_files import has_letter
from cases.actions.reviewing import answered_on, reviews_of, term_of
from cases.choices.review import AskedBy, ReviewOutcome
from cases.models import Case, CaseReview
from cases.presenters.originals import original_of
from cases.registry import Next
from cases.rules import review as rules
from portal import clock
from portal.access import Actor
from portal.deadlines.rules import headline, sentence
from portal.ui import words
from portal.units.models import Unit


def reviews_seen(case: Case, actor: Actor) -> list[CaseReview]:
    """Asked once for the whole page; no question for a case that never had a written answer."""
    if not hasattr(case, "reviews_seen"):
        may_have = case.is_answered_in_writing or case.reopened
        case.reviews_seen = reviews_of(case, actor) if may_have else []
    return case.reviews_seen


def section(case: Case, actor: Actor) -> Mapping[str, Any] | None:
    """What was asked and answered, with the one move that may be made now."""
    reviews = reviews_seen(case, actor)
    move = rules.next_move(case, reviews, actor)
    if not reviews and move is None:
        return None
    shows_text = of_cases.shows_story(case, actor)
    by_agent = any(row.asked_by == AskedBy.AGENT for row in reviews)
    return {
        "lines": [lined(row, actor, shows_text=shows_text) for row in reviews],
        "lacks_letter": by_agent and not has_letter(case, actor),
        "move": move,
        "url": reverse("cases:review", args=[case.number, move.name]) if move else "",
        "closed": closed_words(case, reviews),
    }


def lined(row: CaseReview, actor: Actor, *, shows_text: bool) -> dict[str, Any]:
    """A line of the card, with where a stamped paper that came later may be added."""
    may_add = rules.original_refusal(row, actor) is None
    add = reverse("cases:review-original", args=[row.case.number, row.pk]) if may_add else ""
    return told(row, shows_text=shows_text) | {"add": add}


def original_page(case: Case, key: int, actor: Actor) -> dict[str, Any] | None:
    """The page on which the stamped paper of one result is added; None where there is no such."""
    row = next((one for one in reviews_seen(case, actor) if one.pk == key), None)
    if row is None:
        return None
    shows_text = of_cases.shows_story(case, actor)
    lines = [told(row, shows_text=shows_text)]
    return {"lines": lines, "refusal": rules.original_refusal(row, actor)}


def closed_words(case: Case, reviews: list[CaseReview]) -> str:
    """That the way through 复查 and 复核 is at its end."""
    stage = rules.stage_of(case, reviews)
    return rules.WRONG_STAGE[stage] if stage == rules.S.ENDED else ""


def told(row: CaseReview, *, shows_text: bool) -> dict[str, Any]:
    facts = [
        ("申请", f"{words.day_long(row.asked_on)}，{row.get_asked_by_display()}，"
                 f"{row.get_way_display()}"),
        ("收到答复", words.day_long(row.received_on)),
        ("机关、单位", row.body),
        ("逾期的原因", row.why_late if shows_text else "已写明" if row.why_late else ""),
        ("作出日期", words.day_long(row.answered_on) if row.answered_on else ""),
        ("文号", row.number),
    ]  # fmt: skip
    said = [("请求和理由", row.claim), ("意见内容", row.opinion)] if shows_text else []
    return {
        "title": row.get_kind_display(),
        "state": ReviewOutcome(row.outcome).label if row.outcome else "等待结果",
        "tone": "neutral" if row.outcome else "soon",
        "facts": [(term, value) for term, value in facts if value],
        "said": [(term, value) for term, value in said if value],
        "original": original_of(row),
    }


def move_page(case: Case, move: rules.Move, actor: Actor) -> dict[str, Any]:
    """The page of one move: until when may be asked, or what is answered, and why it may not be."""
    reviews = reviews_seen(case, actor)
    rows = rules.standing(case, reviews)
    shows_text = of_cases.shows_story(case, actor)
    page: dict[str, Any] = {
        "lines": [told(row, shows_text=shows_text) for row in rows],
        "refusal": rules.refusal(move, case, reviews, actor),
    }
    if move.asks and page["refusal"] is None:
        rule, found = term_of(move.term, answered_on(case, rows))
        page["term"] = headline(found, rule.duty)
        page["is_over"] = clock.today() > found.rolled
        page["why"] = sentence(found, event=move.received, duty=rule.duty, source=rule.source)
    return page


def first_values(case: Case, move: rules.Move, actor: Actor) -> dict[str, Any]:
    """What most requests say: she got the answer the day it was given, and asks the unit above,
    unless that is the one complained of."""
    if not move.asks:
        return {"answered_on": clock.today()}
    rows = rules.standing(case, reviews_seen(case, actor))
    if rules.refusal(move, case, reviews_seen(case, actor), actor):
        return {}
    values: dict[str, Any] = {"received_on": answered_on(case, rows), "asked_on": clock.today()}
    if not rows:
        unit = Unit.objects.filter(code=case.unit_code).select_related("parent").first()
        above = unit.parent if unit else None
        values["body"] = above.name if above and above.pk != case.complained_unit_id else ""
    return values


def due_next(case: Case, actor: Actor) -> Next | None:
    """下一步: the result of a request that waits, or the case anew where the answer was revoked."""
    reviews = reviews_seen(case, actor)
    rows = rules.standing(case, reviews)
    if not rows:
        return None
    reopen = of_cases.TRANSITIONS["reopen"]
    if rows[-1].outcome == ReviewOutcome.REVOKED and reopen.refusal(case, actor) is None:
        label = rows[-1].get_kind_display()
        return Next(f"{label}撤销了原答复，请重新办理。", reopen.label, "#step-reopen")
    move = rules.next_move(case, reviews, actor)
    if move is None or move.asks:
        return None
    url = reverse("cases:review", args=[case.number, move.name])
    return Next(f"等待{move.kind.label}结果；收到后登记。", move.label, url)
