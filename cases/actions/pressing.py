"""提醒, 催办 and 督办 of a late case below, and the answer of the unit that has it."""

from datetime import datetime

from django.db import transaction

from cases.actions.deadlines import open_clocks, start
from cases.actions.happening import happened, locked
from cases.actions.reading import leaders_of
from cases.choices.pressing import PRESS_CLOCKS, PressStep, PressWay
from cases.models import Case, CaseDeadline, CasePress, Recusal
from cases.rules import pressing as rules
from portal import clock
from portal.access import Actor
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.deadlines import actions as deadlines
from portal.desk import actions as desk


def presses_of(case: Case, actor: Actor) -> list[CasePress]:
    rows = CasePress.objects.visible_to(actor).filter(case=case).select_related("by", "replied_by")
    return list(rows.order_by("at", "pk"))


def late_clocks(case: Case, at: datetime) -> list[CaseDeadline]:
    """Its own terms that are over; those of a 催办 are no reason for another."""
    running = CaseDeadline.objects.filter(case=case, strict_on__lt=clock.day_of(at)).running()
    rows = running.exclude(rule__code__in=PRESS_CLOCKS.values())
    return list(rows.select_related("rule").order_by("strict_on", "pk"))


@transaction.atomic
def press(
    *, case: Case, actor: Actor, at: datetime, step: str, way: str, spoke_with: str = "",
    answer: str = "",
) -> CasePress:  # fmt: skip
    """One step of 提醒 → 催办 → 督办. The last two start the clock of the answer."""
    case = locked(case, actor)
    rows, is_late = presses_of(case, actor), bool(late_clocks(case, at))
    if refusal := rules.press_refusal(case, actor, step, rows, is_late=is_late):
        raise Refused(refusal)
    if way == PressWay.PHONE and not (spoke_with.strip() and answer.strip()):
        raise Refused("请填写谁接的、怎么答复。", "answer" if spoke_with.strip() else "spoke_with")
    if (step == PressStep.SUPERVISE) != (way == PressWay.PAPER):
        raise Refused("督办用书面督办单；提醒、催办用文字、站内或者电话。")
    row = CasePress.objects.create(
        unit_code=case.unit_code, case=case, held_by=case.unit_code, step=step, way=way,
        spoke_with=spoke_with, answer=answer, at=at, by_id=actor.account_id,
        by_unit=actor.unit_name,
    )  # fmt: skip
    label = PressStep(step).label
    if rule := PRESS_CLOCKS.get(PressStep(step)):
        start(case, rule, event=f"收到{label}", actor=actor, at=at)
    said = [PressWay(way).label, spoke_with, answer]
    text = "，".join(part for part in said if part)
    happened(case, f"press-{step}", actor=actor, at=at, text=text, way=way)
    people = [case.handler_id, *(leader.pk for leader in leaders_of(case))]
    what = "请尽快办理" if step == PressStep.REMIND else "请回复办理情况"
    tell(case, people, f"{actor.unit_name}{label}，{what}。", at)
    return row


@transaction.atomic
def answer_press(*, case: Case, actor: Actor, at: datetime, reply: str) -> list[CasePress]:
    """办理情况回复 to all that waits; its clocks end and whoever pressed is told."""
    case = locked(case, actor)
    rows = presses_of(case, actor)
    if refusal := rules.reply_refusal(case, actor, rows):
        raise Refused(refusal)
    asked = rules.waiting(case, rows)
    for row in asked:
        row.reply, row.replied_at, row.replied_by_id = reply, at, actor.account_id
        row.save(update_fields=["reply", "replied_at", "replied_by"])
    for deadline in open_clocks(case):
        if deadline.rule.code in PRESS_CLOCKS.values():
            deadlines.meet(deadline=deadline, actor=actor, at=at, how="已回复")
    happened(case, "press-reply", actor=actor, at=at, text=reply)
    tell(
        case,
        still_seeing(case, {row.by_id for row in asked}),
        f"{actor.unit_name}已回复办理情况。",
        at,
    )
    return asked


def still_seeing(case: Case, people: set[int]) -> list[int]:
    """Without whom a recusal shut out since: herself, or her unit."""
    standing = list(Recusal.objects.filter(case=case).standing())
    codes = [one.recused_unit_code for one in standing if one.recused_unit_code]
    of_units = Posting.objects.present().filter(account__in=people, unit__code__in=codes)
    shut = {one.account_id for one in standing} | set(of_units.values_list("account_id", flat=True))
    return sorted(people - shut)


def tell(case: Case, people: list[int], what: str, at: datetime) -> None:
    url = case.get_absolute_url()
    desk.notify(accounts=people, text=f"{case.short_number} {what}", url=url, at=at)
