"""办理情况 of a 呈阅件: the way of a case so far as it matters to a leader.

No story and no name: what the steps themselves say, never what somebody wrote about them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.utils import timezone

from cases.choices import CaseStatus, ChannelKind, PartyRole
from cases.choices.danger import ActKind, RiskLevel
from cases.choices.protection import OrderStatus
from cases.choices.review import ReviewKind, ReviewOutcome
from cases.models import (
    Case,
    CaseHappening,
    CaseReview,
    Contact,
    ExtensionRequest,
    FollowUp,
    HandlingWay,
    Instruction,
    Party,
    ProtectionOrder,
    WarningLetter,
)
from cases.papers.course_elsewhere import steps_of_referrals
from portal.access import Actor

LONGEST, MOST_DAYS = 300, 10  # of the field; lines, that the form stays one page
CAME = {
    ChannelKind.CALL: "接到{}", ChannelKind.VISIT: "接待{}", ChannelKind.LETTER: "收到{}",
    ChannelKind.ONLINE: "收到{}反映", ChannelKind.HANDED_OVER: "收到{}的事项",
    ChannelKind.SCREENING: "在{}", ChannelKind.MEDIA: "由{}获悉",
}  # fmt: skip
# A verb that always says the same. What is absent here is no step for a leader.
PLAIN = {
    "join": "再次收到反映，并入本件办理",
    "alarm": "拨打110报警",
    "decline": "本人明确表示不报警",
    "tell": "告知本人接收情况和办理去向",
    "report": "报告主管领导",
    "redirect": "告知本人向有权处理的机关提出",
    "shelve": "予以存查",
    "agree": "经主管同意办结",
    "close": "办结",
    "send-back": "主管要求继续办理",
    "reopen": "重新办理",
    "pause": "办理期限中止计算",
    "resume": "办理期限恢复计算",
    "press-reply": "向上级妇联回复办理情况",
}
ACTS = {
    ActKind.SHELTER: "安排到安全住处",
    ActKind.SAFE_PLACE: "安排到安全住处",
    ActKind.ACCOMPANY: "陪同报案",
    ActKind.POLICE_LETTER: "致函公安机关",
    ActKind.MEDICAL: "陪同就医、鉴定伤情",
    ActKind.COUNSEL: "提供心理辅导",
    ActKind.GUARDIANSHIP: "落实监护安排",
    ActKind.AID_GRANTED: "法律援助机构决定援助",
    ActKind.AID_REFUSED: "法律援助机构决定不予援助",
}
PRESSED = {"press-press": "催办", "press-supervise": "督办"}
COLOURED = {"screen": "评估危险等级为{}色", "risk": "危险等级调整为{}色"}
TAKEN_BACK = ("undo", "leave")
ENDS = {ReviewOutcome.NOT_TAKEN: "不予受理", ReviewOutcome.WITHDRAWN: "因本人撤回而终结"}


@dataclass(frozen=True, slots=True)
class Step:
    """What was done on a day, without the day and without a full stop."""

    at: datetime
    words: str


def progress_of(case: Case, actor: Actor, *, contact: Contact | None, day: date) -> str:
    """The draft; `contact` is the first. Too long for the form, it keeps how the case came and what
    came last."""
    rows = standing(case, actor)
    verbs = {row.verb for row in rows}
    told = [*steps_of_case(rows, case, actor, contact), *steps_of_papers(case, actor, verbs)]
    if "refer" in verbs:
        told += [Step(at, words) for at, words in steps_of_referrals(case, actor)]
    steps = sorted(told, key=lambda step: step.at)
    while len(steps) > 2 and is_too_long(said(steps, day)):
        del steps[1]
    return said(steps, day)


def is_too_long(text: str) -> bool:
    return len(text) > LONGEST or len(text.splitlines()) > MOST_DAYS


def said(steps: list[Step], day: date) -> str:
    """A line a day, a clause a step; the year stands where it is another than the one before,
    at first than today's."""
    sentences, year = [], day.year
    for on, together in groupby(steps, key=lambda step: timezone.localdate(step.at)):
        done = "；".join(step.words for step in together)
        sentences.append(f"{words_of(on, year)}，{done}。")
        year = on.year
    return "\n".join(sentences)


def words_of(on: date, year: int) -> str:
    return ("" if on.year == year else f"{on.year}年") + f"{on.month}月{on.day}日"


def moment(on: date) -> datetime:
    """A day known without its hour: after all that is known by the hour of that day."""
    return timezone.make_aware(datetime.combine(on, time(23)))


# ── Its own lines ───────────────────────────────────────────────────────────────────────────────
def standing(case: Case, actor: Actor) -> list[CaseHappening]:
    """The lines of the case, without what was taken back."""
    kept: list[CaseHappening] = []
    for row in CaseHappening.objects.visible_to(actor).filter(case=case).order_by("at", "pk"):
        if row.verb not in TAKEN_BACK:
            kept.append(row)
        elif kept:
            kept.pop()
    return kept


def steps_of_case(
    rows: list[CaseHappening], case: Case, actor: Actor, contact: Contact | None
) -> Iterator[Step]:
    # Of what is done several times the case keeps the last: said once, there.
    last = {row.verb: row.pk for row in rows}
    for row in rows:
        if row.verb in ("handle", "result", "answer") and last[row.verb] != row.pk:
            continue
        if row.verb == "register":
            yield Step(case.received_at, came(contact))
        elif row.verb == "answer":
            yield Step(row.at, answered(case, actor, contact))
        elif words := words_for(row, case):
            yield Step(case.alarm_at or row.at if row.verb == "alarm" else row.at, words)


def words_for(row: CaseHappening, case: Case) -> str:
    """What one line comes to; empty where it is none for a leader."""
    if row.verb in PLAIN:
        return PLAIN[row.verb]
    if row.verb in PRESSED:
        return f"{row.actor_unit}{PRESSED[row.verb]}"
    if row.verb in ("handle", "result"):
        return handled(case) if row.verb == "handle" else found(case)
    if row.verb == "ask-close":
        return "报请办结" if case.status == CaseStatus.CLOSING else ""
    return marked(row)


def marked(row: CaseHappening) -> str:
    """Lines that say in their data what was done."""
    if row.verb == "take":
        return f"由{row.actor_unit}接收办理"
    if row.verb == "minor" and row.data.get("outcome") == "reported":
        return "就未成年人可能受侵害向公安机关报告"
    if row.verb == "protect" and row.data.get("kind") in ActKind.values:
        return ACTS.get(ActKind(row.data["kind"]), "")
    if row.verb == "guard" and row.data.get("kind") == "breach":
        paper = "告诫书" if row.data.get("text", "").startswith("告诫书") else "人身安全保护令"
        return f"发现违反{paper}的行为"
    if row.verb in COLOURED and row.data.get("level"):
        return COLOURED[row.verb].format(RiskLevel(row.data["level"]).label)
    return ""


def came(contact: Contact | None) -> str:
    if contact is None:
        return "登记受理"
    name = contact.channel.name
    name += "来" if name.endswith("转") else ""
    return CAME[ChannelKind(contact.channel.kind)].format(name) + "，登记受理"


def handled(case: Case) -> str:
    named = dict(HandlingWay.objects.values_list("code", "name")) if case.ways else {}
    names = [named[code] for code in case.ways if code in named]
    return f"采取{'、'.join(names)}等方式办理" if names else "同有关方面联系办理"


def found(case: Case) -> str:
    words = [case.get_result_display(), case.get_settlement_display()]
    return "办理结果为" + "，".join(word for word in words if word)


def answered(case: Case, actor: Actor, contact: Contact | None) -> str:
    if contact is not None and contact.is_anonymous:
        concerned = Party.objects.visible_to(actor).filter(case=case, role=PartyRole.CONCERNED)
        if not any(person.name for person in concerned):
            return "作出答复意见，无告知对象"
    return "书面答复本人" if case.is_answered_in_writing else "答复本人"


# ── What stands in rows of its own ──────────────────────────────────────────────────────────────
def steps_of_papers(case: Case, actor: Actor, verbs: set[str]) -> Iterator[Step]:
    """Nothing is asked for that no line of the case (`verbs`) speaks of."""
    for model, told, steps in KEPT:
        if verbs & told:
            for row in model.objects.visible_to(actor).filter(case=case):
                yield from steps(row)


def steps_of_warning(warning: WarningLetter) -> Iterator[Step]:
    yield Step(moment(warning.issued_on), f"{warning.issuer}出具告诫书")


def steps_of_extension(asked: ExtensionRequest) -> Iterator[Step]:
    if asked.is_approved:
        yield Step(asked.decided_at or asked.at, f"经批准，办理期限延长{asked.length}日")


def steps_of_instruction(row: Instruction) -> Iterator[Step]:
    yield Step(moment(row.on), "领导作出批示")


def steps_of_follow_up(row: FollowUp) -> Iterator[Step]:
    yield Step(row.at, asked_after(row))


def steps_of_order(order: ProtectionOrder) -> Iterator[Step]:
    what = "人身安全保护令"
    if order.filed_on:
        yield Step(moment(order.filed_on), f"向{order.court}申请{what}")
    if order.decided_on and order.status in (OrderStatus.ISSUED, OrderStatus.ENDED):
        until = order.expires_on
        held = f"，有效期至{until.year}年{until.month}月{until.day}日" if until else ""
        yield Step(moment(order.decided_on), f"{order.court}作出{what}{held}")
    elif order.decided_on and order.status == OrderStatus.REFUSED:
        yield Step(moment(order.decided_on), f"{order.court}裁定驳回{what}申请")


def steps_of_review(review: CaseReview) -> Iterator[Step]:
    kind = ReviewKind(review.kind).label
    yield Step(moment(review.asked_on), f"申请人提出{kind}申请")
    if not review.outcome:
        return
    outcome = ReviewOutcome(review.outcome)
    end = ENDS.get(outcome, f"意见为{outcome.label}")
    on = review.answered_on
    at = moment(on) if on else review.decided_at or review.at
    yield Step(at, f"{review.body}{kind}{end}")


def asked_after(row: FollowUp) -> str:
    if not row.is_reached:
        return "回访未联系上本人"
    if row.satisfaction == "none":
        return "回访本人，本人未作评价"
    return f"回访本人，对办理情况表示{row.get_satisfaction_display()}"


# A kind of row, the lines of a case that say there is one, and what a row comes to.
KEPT: tuple[tuple[Any, set[str], Callable[[Any], Iterator[Step]]], ...] = (
    (WarningLetter, {"warning"}, steps_of_warning),
    (ProtectionOrder, {"order"}, steps_of_order),
    (ExtensionRequest, {"extend"}, steps_of_extension),
    (CaseReview, {"ask-review", "ask-recheck"}, steps_of_review),
    (Instruction, {"instruct"}, steps_of_instruction),
    (FollowUp, {"follow-up"}, steps_of_follow_up),
)
