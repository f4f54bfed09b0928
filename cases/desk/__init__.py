"""What cases put on the desk: to-dos and the month's figures."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from cases.actions.reading import leaders_of
from cases.choices import CaseStatus
from cases.choices.pressing import PRESS_CLOCKS
from cases.choices.review import REVIEW_CLOCKS
from cases.models import Case, CaseDeadline, Contact, FollowUp
from cases.rules import danger
from portal import clock
from portal.access import Actor
from portal.access.querysets import counts_of
from portal.deadlines.presenters import badge
from portal.deadlines.registry import Clocks
from portal.desk.registry import Card, Day, Todo
from portal.ui.choices import Tone
from portal.ui.paging import ENOUGH, capped


def todos(actor: Actor, limit: int) -> list[Todo]:
    """What waits for this person: cases in her hands, closings to agree to, follow-ups; danger
    before everything."""
    clocks = CaseDeadline.objects.visible_to(actor).running().select_related("rule").by_day()
    cases = (
        Case.objects.visible_to(actor)
        .waiting_on(actor, clock.today())
        .by_urgency()
        .select_related("category")
        .prefetch_related(Prefetch("deadlines", queryset=clocks, to_attr="running_clocks"))[:limit]
    )
    today = clock.today()
    return [
        Todo(
            number=case.short_number,
            title=case.title,
            state=state_of(case, actor),
            url=url_of(case, actor),
            next_act=next_act(case, actor),
            **day_of(case, actor, today),
            alert="有危险" if case.needs_alarm else "",
        )
        for case in cases
    ]


NEXT_ACTS = {
    CaseStatus.CLOSING: "同意办结",
    CaseStatus.CLOSED: "回访",
    CaseStatus.FOLLOWED: "回访",
}
PRESSED = {code: step.label for step, code in PRESS_CLOCKS.items()}
WAITED_FOR = {"review": "复查结果", "recheck": "复核结果"}


def review_clocks(case: Case, actor: Actor) -> list[CaseDeadline]:
    """The clock of a 复查 or 复核 of her own answer; the case itself may be closed."""
    if case.handler_id != actor.account_id:
        return []
    return [one for one in case.running_clocks if one.rule.code in REVIEW_CLOCKS]


def press_clocks(case: Case, actor: Actor) -> list[CaseDeadline]:
    """A 催办 or 督办 from above that she has not answered."""
    if case.handler_id != actor.account_id:
        return []
    return [one for one in case.running_clocks if one.rule.code in PRESSED]


def url_of(case: Case, actor: Actor) -> str:
    hers = review_clocks(case, actor) or press_clocks(case, actor)
    is_closing = case.status == CaseStatus.CLOSING and not hers
    return "/cases/waiting/" if is_closing else case.get_absolute_url()


def state_of(case: Case, actor: Actor) -> str:
    if case.needs_alarm:
        return "待登记报警情况"
    if danger.needs_check(case):
        return "待问四个安全问题"
    if pressed := press_clocks(case, actor):
        return f"上级{PRESSED[pressed[-1].rule.code]}，待回复"
    asked = review_clocks(case, actor)
    return f"等待{WAITED_FOR[asked[0].rule.code]}" if asked else case.get_status_display()


def next_act(case: Case, actor: Actor) -> str:
    if case.needs_alarm:
        return "报警登记"
    if danger.needs_check(case):
        return "四问"
    if press_clocks(case, actor):
        return "回复"
    if asked := review_clocks(case, actor):
        return f"登记{WAITED_FOR[asked[0].rule.code]}"
    return NEXT_ACTS.get(case.state, "办理")


def day_of(case: Case, actor: Actor, today: date) -> dict[str, Any]:
    """When it is due: danger now, else the first of its clocks, else how long it has been here."""
    if case.needs_alarm:
        day = timezone.localdate(case.registered_at)
        return {"due": day, "due_label": "现在", "tone": Tone.LATE}
    asked = review_clocks(case, actor)
    if case.status == CaseStatus.FOLLOWED and not asked:
        return {"due_label": "约好再次回访", "tone": Tone.SOON}
    running = asked or case.running_clocks
    if running:
        label, tone = badge(running[0], clock.now())
        return {"due": running[0].strict_on, "due_label": label, "tone": tone}
    return {"due_label": since(case, today), "tone": Tone.NEUTRAL}


def since(case: Case, today: date) -> str:
    """How long it has been here, where no clock runs."""
    days = (today - timezone.localdate(case.registered_at)).days
    return f"登记第{days + 1}天"


def waiting(actor: Actor) -> list[Any]:
    return [Case.objects.visible_to(actor).waiting_on(actor, clock.today())]


def days(actor: Actor, first: date, last: date) -> list[Day]:
    """The strict last days of the cases in her hands: numbers and what is due, never a name."""
    clocks = CaseDeadline.objects.visible_to(actor).running().select_related("rule", "case")
    mine = clocks.filter(case__handler=actor.account_id, strict_on__range=(first, last))
    promised = FollowUp.objects.visible_to(actor).promised_to(actor)
    again = promised.filter(next_on__range=(first, last)).select_related("case")
    return [
        Day(one.next_on, f"{one.case.short_number}：再次回访", one.case.get_absolute_url(), "due")
        for one in again
    ] + [
        Day(
            one.strict_on,
            f"{one.case.short_number}：{WAITED_FOR.get(one.rule.code, one.rule.name)}",
            one.case.get_absolute_url(),
            "due",
        )
        for one in mine.by_day()
    ]


def this_month(actor: Actor) -> Card:
    """Cases registered this month beside those of the same month last year."""
    now = timezone.localtime(clock.now())
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    visible = Case.objects.visible_to(actor).exclude(status="void")
    before = visible.filter(
        registered_at__gte=start.replace(year=start.year - 1),
        registered_at__lt=now.replace(year=now.year - 1, day=min(now.day, 28)),
    )
    count, before = counts_of([visible.filter(registered_at__gte=start), before], most=ENOUGH)
    note = f"去年同期{capped(before)}件" if before else "去年同期没有登记"
    return Card("本月登记", capped(count), note, url="/cases/?period=month")


def consultations(actor: Actor) -> Card:
    now = timezone.localtime(clock.now())
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ended = Contact.objects.visible_to(actor).standing().filter(case__isnull=True)
    counted = ended.filter(registered_at__gte=start)
    consult, misdial = counted.outcomes()
    return Card("本月咨询", f"{consult:,}", f"误拨{misdial:,}次，均未建事项")


def open_cases(actor: Actor) -> Card:
    visible = Case.objects.visible_to(actor).open()
    count, mine = counts_of([visible, visible.filter(handler=actor.account_id)], most=ENOUGH)
    return Card("未办结", capped(count), f"其中我经办{capped(mine)}件", url="/cases/?status=open")


CLOCKS = Clocks(
    model=CaseDeadline,
    name=lambda row: row.case.short_number,
    url=lambda row: row.case.get_absolute_url(),
    handler=lambda row: row.case.handler_id,
    leaders=lambda row: leaders_of(row.case),
    related=("case",),
)
