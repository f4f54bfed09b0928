"""What comes next for a case, said in one sentence with one button."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from cases import registry, rules
from cases.actions.earlier import links_of
from cases.choices import CaseStatus
from cases.choices.handling import Repeat, Satisfaction
from cases.models import Case, FollowUp, Party
from cases.presenters import form
from cases.presenters.people import parties_of
from cases.registry import Next
from cases.rules import danger
from cases.rules.joining import merge_refusal
from portal.access import Actor, Permission
from portal.ui import words

# state: (sentence, the step its button leads to). The first that this person may take.
USUAL: dict[str, tuple[tuple[str, str], ...]] = {
    CaseStatus.REGISTERED: (("记下做了什么，或者当场答复。", "handle"),),
    CaseStatus.HANDLING: (("记下做了什么；有结果了，登记结果。", "handle"),),
    CaseStatus.RESULT: (("把结果答复当事人。", "answer"),),
    CaseStatus.ANSWERED: (("已答复，可以办结。", "close"), ("已答复，请报请办结。", "ask-close")),
    CaseStatus.REDIRECTED: (("可以办结。", "close"), ("请报请办结。", "ask-close")),
    CaseStatus.FILED: (("可以办结。", "close"), ("请报请办结。", "ask-close")),
    CaseStatus.CLOSING: (("请看办理经过，同意办结或者退回再办。", "agree"),),
    CaseStatus.CLOSED: (("请回访当事人。", "follow-up"), ("由其他人回访后归档。", "archive")),
    CaseStatus.FOLLOWED: (("材料齐全的，可以归档。", "archive"),),
}

HERE = "#step-"
CLOSING = (f"{HERE}close", f"{HERE}ask-close")


def in_order(case: Case, steps: list[Any]) -> list[Any]:
    """The steps with the one that usually follows first: it stands open on the page."""
    usual = [name for _, name in USUAL.get(case.status, ())]
    return sorted(steps, key=lambda step: usual.index(step.name) if step.name in usual else 9)


def usual_next(case: Case, actor: Actor) -> Next | None:
    """The step of rules.TRANSITIONS that usually follows, if this person may take it."""
    for sentence, name in USUAL.get(case.status, ()):
        step = rules.TRANSITIONS[name]
        if step.refusal(case, actor) is None:
            return Next(sentence, step.label, f"{HERE}{name}")
    return None


def next_section(case: Case, actor: Actor) -> Mapping[str, Any] | None:
    """下一步, with what is handy right after registering; nothing for who only reads."""
    if case.is_history or case.needs_alarm or danger.needs_check(case):
        return None  # her safety is the next step, and stands above
    if not actor.can(Permission.CASE_HANDLE):
        return None
    if rules.elsewhere(case, actor, from_above=case.status == CaseStatus.CLOSING):
        return None
    found = registry.next_of(case, actor)
    is_fresh = case.version == 1 and case.registered_by_id == actor.account_id
    if is_fresh and found is not None and found.url.startswith(HERE):
        found = None  # right after registering: told, copied, the next call (users.md d1)
    if found is None and not is_fresh:
        return None
    return {
        "next": found,
        "is_fresh": is_fresh,
        "national": reverse("cases:national", args=[case.number]),
        "may_copy": actor.can(Permission.CASE_UNMASK),
        "may_print": actor.can(Permission.PAPER_ISSUE),
        "why_second": rules.why_second(case) if found and found.url in CLOSING else "",
        "missing": "、".join(form.missing(case, person_of(case, actor))) if case.is_told else "",
    }


def person_of(case: Case, actor: Actor) -> Party | None:
    return rules.concerned(parties_of(case, actor))


def repeat_section(case: Case, actor: Actor) -> Mapping[str, Any] | None:
    """疑似重件: the two cases and the two answers; decided, the other case stays named."""
    if case.repeat_of_id is None:
        return None
    first = Case.objects.visible_to(actor).filter(pk=case.repeat_of_id).first()
    is_waiting = case.repeat_state == Repeat.WAITING
    if first is None:
        return None
    may_decide = is_waiting and actor.can(Permission.CASE_HANDLE)
    may_decide = may_decide and rules.elsewhere(case, actor) is None
    verbs = set(case.happenings.values_list("verb", flat=True)) if may_decide else set()
    may_merge = may_decide and merge_refusal(case, first, actor, verbs=verbs) is None
    return {
        "case": case,
        "first": first,
        "is_waiting": is_waiting,
        "may_decide": may_decide,
        "may_merge": may_merge,
    }


def follow_up_section(case: Case, actor: Actor) -> Mapping[str, Any] | None:
    """回访 of a case that was closed, newest first."""
    if not (case.is_closed or case.reopened):
        return None
    rows = FollowUp.objects.visible_to(actor).filter(case=case).select_related("by", "next_by")
    lines = [told_follow_up(row) for row in rows.order_by("-at", "-pk")]
    return {"lines": lines} if lines else None


def told_follow_up(row: FollowUp) -> dict[str, Any]:
    reached = "已联系上本人" if row.is_reached else "没有联系上本人"
    answered = {True: "已收到答复", False: "没有收到答复", None: ""}[row.was_answered]
    judged = Satisfaction(row.satisfaction).label, Satisfaction(row.unit_satisfaction).label
    head = "，".join(word for word in (row.get_way_display(), reached, answered) if word)
    text = f"{head}。对妇联{judged[0]}，对承办单位{judged[1]}。{row.why_not} {row.note}"
    if row.next_on:
        who = f"由{row.next_by.name}" if row.next_by else ""
        text += f" 约{words.day_long(row.next_on)}{who}再回访。"
    return {"at": row.at, "by": row.by.name, "text": text.strip()}


def links_section(case: Case, actor: Actor) -> Mapping[str, Any] | None:
    """关联事项 she may see, with the form to add one."""
    may_write = actor.can(Permission.CASE_HANDLE) and rules.elsewhere(case, actor) is None
    links = links_of(case, actor)
    if not links and not may_write:
        return None
    return {"case": case, "links": links, "may_write": may_write}
