"""提醒, 催办 and 督办 of a late case below, and the answer of the unit that has it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from cases.actions.case_files import keep_original
from cases.actions.deadlines import open_clocks, start
from cases.actions.happening import happened, locked
from cases.actions.reading import leaders_of
from cases.actions.shutting import still_seeing
from cases.choices.pressing import PRESS_CLOCKS, SUPERVISE_PAPER, PressStep, PressWay
from cases.choices.review import REVIEW_CLOCKS
from cases.models import Case, CaseDeadline, CasePress
from cases.rules import pressing as rules
from portal import clock
from portal.access import Actor
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.deadlines import actions as deadlines
from portal.desk import actions as desk
from portal.papers.models import IssuedPaper

# No reason for a 催办: the terms of one, and those of the office above that reviews the answer.
NOT_ITS_OWN = (*PRESS_CLOCKS.values(), *REVIEW_CLOCKS)


def presses_of(case: Case, actor: Actor) -> list[CasePress]:
    rows = CasePress.objects.visible_to(actor).filter(case=case)
    return list(
        rows.order_by("at", "pk").select_related("by", "replied_by", "clock", "original", "case")
    )


def late_clocks(case: Case, at: datetime) -> list[CaseDeadline]:
    """Its own terms that are over, by the hour where they count hours."""
    due = CaseDeadline.objects.filter(case=case, strict_on__lte=clock.day_of(at)).running()
    rows = due.exclude(rule__code__in=NOT_ITS_OWN).select_related("rule")
    return [one for one in rows.order_by("strict_on", "pk") if one.is_late(at)]


@transaction.atomic
def press(
    *, case: Case, actor: Actor, at: datetime, step: str, way: str, spoke_with: str = "",
    answer: str = "", why_skipped: str = "",
) -> CasePress:  # fmt: skip
    """One step of 提醒 → 催办 → 督办; the last two start the clock of the answer, and the last goes
    out on its paper. `why_skipped`: why it is taken before its turn. Raises Refused."""
    case = locked(case, actor)
    rows = presses_of(case, actor)
    paper = checked(
        case, actor, at=at, rows=rows, step=step, way=way, why_skipped=why_skipped,
        call=(spoke_with, answer),
    )  # fmt: skip
    if step == rules.next_step(rows):
        why_skipped = ""
    label, rule = PressStep(step).label, PRESS_CLOCKS.get(PressStep(step), "")
    if rule:
        start(case, rule, event=f"收到{label}", actor=actor, at=at)
    running = next((one for one in press_clocks(case) if one.rule.code == rule), None)
    row = CasePress.objects.create(
        unit_code=case.unit_code, case=case, held_by=case.unit_code, step=step, way=way,
        spoke_with=spoke_with, answer=answer, at=at, by_id=actor.account_id,
        by_unit=actor.unit_name, clock=running, paper=paper, why_skipped=why_skipped,
    )  # fmt: skip
    skipped = f"不按次序：{why_skipped}" if why_skipped else ""
    said = [PressWay(way).label, paper, spoke_with, answer, skipped]
    text = "，".join(part for part in said if part)
    is_skipped = bool(why_skipped)
    happened(case, f"press-{step}", actor=actor, at=at, text=text, way=way, skipped=is_skipped)
    people = {*still_seeing(case, [case.handler_id]), *(one.pk for one in leaders_of(case))}
    what = "请尽快办理" if step == PressStep.REMIND else "请回复办理情况"
    tell(case, people, f"{actor.unit_name}{label}，{what}。", at)
    return row


def checked(
    case: Case, actor: Actor, *, at: datetime, rows: list[CasePress], step: str, way: str,
    why_skipped: str, call: tuple[str, str],
) -> str:  # fmt: skip
    """The number of the 督办单 a 督办 goes out on. Raises Refused for what is missing."""
    late, (spoke_with, answer) = late_clocks(case, at), call
    if refusal := rules.press_refusal(case, actor, step, rows, late=late, why_skipped=why_skipped):
        raise Refused(refusal)
    if way == PressWay.PHONE and not (spoke_with.strip() and answer.strip()):
        raise Refused("请填写谁接的、怎么答复。", "answer" if spoke_with.strip() else "spoke_with")
    if (step == PressStep.SUPERVISE) != (way == PressWay.PAPER):
        raise Refused("督办用书面督办单；提醒、催办用文字、站内或者电话。")
    if step != PressStep.SUPERVISE:
        return ""
    if paper := paper_of(case, actor, rows):
        return paper
    raise Refused("还没有生成督办单。请先生成督办单，打印盖章发出后再登记。")


def paper_of(case: Case, actor: Actor, rows: list[CasePress]) -> str:
    """Number of the 督办单 this unit made since the last 督办 of the case; empty without one."""
    made = IssuedPaper.objects.within(actor).filter(
        kind=SUPERVISE_PAPER, about_type=Case._meta.label_lower, about_id=case.pk,
        unit_code=actor.unit_code, voided_at__isnull=True,
    )  # fmt: skip
    before = [row.at for row in rows if row.step == PressStep.SUPERVISE]
    if before:
        made = made.filter(issued_at__gt=max(before))
    last = made.order_by("-issued_at", "-pk").values_list("number", "kind_label").first()
    return (last[0] or last[1]) if last else ""


@transaction.atomic
def answer_press(
    *, case: Case, actor: Actor, at: datetime, reply: str, original: Any = None
) -> list[CasePress]:
    """办理情况回复 to all that waits; its clocks end and whoever pressed is told. `original`: the
    stamped answer, an UploadedFile. Raises Refused where nothing waits, or for what the file is."""
    case = locked(case, actor)
    rows = presses_of(case, actor)
    if refusal := rules.reply_refusal(case, actor, rows):
        raise Refused(refusal)
    asked = rules.waiting(rows)
    caption = f"{asked[-1].get_step_display()}回复原件"
    file = keep_original(case, original, caption=caption, actor=actor, at=at)
    for row in asked:
        row.reply, row.replied_at, row.replied_by_id = reply, at, actor.account_id
        row.original = file
        row.save(update_fields=["reply", "replied_at", "replied_by", "original"])
    for deadline in press_clocks(case):
        deadlines.meet(deadline=deadline, actor=actor, at=at, how="已回复")
    happened(case, "press-reply", actor=actor, at=at, text=reply)
    people = set().union(*(who_hears(case, row) for row in asked))
    tell(case, people, f"{actor.unit_name}已回复办理情况。", at)
    return asked


def who_hears(case: Case, row: CasePress) -> set[int]:
    """Whoever pressed, as long as she may press there; else those of her unit then who may: the
    answer never waits at a desk that nobody sits at."""
    present = Posting.objects.present().active().filter(unit__code=unit_of(row))
    pressers = present.filter(roles__overlap=rules.PRESSERS)
    people = still_seeing(case, pressers.values_list("account_id", flat=True))
    return {row.by_id} if row.by_id in people else people


def unit_of(row: CasePress) -> str:
    """Code of the unit she pressed for: where she was posted then, wherever she is now."""
    held = Posting.objects.filter(account=row.by_id).select_related("unit").order_by("valid_from")
    posted = list(held)
    then = [one for one in posted if one.valid_from <= row.at]
    return (then[-1] if then else posted[0]).unit.code


def press_clocks(case: Case) -> list[CaseDeadline]:
    return [one for one in open_clocks(case) if one.rule.code in PRESS_CLOCKS.values()]


def end_pressing(case: Case, why: str, *, actor: Actor, at: datetime) -> None:
    """Nothing waits for an answer any more: the unit that has the case now was never asked, or it
    was closed since. A later delay is pressed from the first step on."""
    for deadline in press_clocks(case):
        deadlines.drop(deadline=deadline, actor=actor, at=at, why=why)
    CasePress.objects.filter(case=case, is_over=False).update(is_over=True)


def tell(case: Case, people: Iterable[int], what: str, at: datetime) -> None:
    url = case.get_absolute_url()
    desk.notify(accounts=people, text=f"{case.short_number} {what}", url=url, at=at)
