"""A planned case is told: registered, handled, ended, through the actions, each at its own time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices import FirstStep, NoticeWay, Outcome, Safety, Sex
from cases.choices.danger import FIRST_QUESTIONS
from cases.choices.handling import Result, Retention, Settlement
from cases.demo.city import following, protecting, travelling
from cases.demo.city.lookup import Lookup
from cases.demo.city.planning import VIOLENT, Planned
from cases.models import Case, Contact
from portal import clock
from portal.access import Actor, scope

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FIRST = {"undecided": FirstStep.REFER, "repeat": FirstStep.REFER,
         "redirected": FirstStep.REDIRECT}  # fmt: skip
NOTES = (
    "已同本人通话，核对了情况，约好下次联系的时间。",
    "已上门走访，听了双方的说法，记下各自的要求。",
    "已同村（社区）联系，一同了解家里的情况。",
    "已约双方到妇女之家当面谈，各自消了气。",
    "已请值班律师看过材料，说明了可走的路。",
)
RESULTS = (
    (Result.MEDIATED, Settlement.SETTLED, "双方谈妥，按说好的办。"),
    (Result.EXPLAINED, Settlement.PARTLY, "已把规定和办法讲明白，本人知道下一步找谁。"),
    (Result.SUPPORTED, Settlement.SETTLED, "诉求合理，已按规定落实。"),
    (Result.PARTLY, Settlement.PARTLY, "能办的已办，其余说明了理由。"),
    (Result.AGREED, Settlement.SETTLED, "双方写了书面协议，各执一份。"),
)
PROTECTED = (Result.PROTECTED, Settlement.PARTLY, "保护措施已落实，情况平稳。")
WAYS = ("answer", "counsel", "legal", "mediate", "coordinate", "visit", "legal_aid", "social_aid")
SAID = {
    "good": "本人说事情办妥了，比较满意。",
    "fair": "本人说有进展，还想再看看。",
    "bad": "本人说拖得久了些，不太满意。",
    "none": "本人表示不作评价。",
}


@dataclass(slots=True)
class Told:
    """One case on its way: acts of its people, never before the last one and never after now."""

    planned: Planned
    clerk: Actor
    leader: Actor
    lookup: Lookup
    chance: Random
    at: datetime = field(init=False)
    case: Case = field(init=False)

    def __post_init__(self):
        minute = self.chance.randrange(0, 530)
        if 210 <= minute < 330:  # nobody registers at noon
            minute += 120
        start = datetime.combine(self.planned.day, time(8, 30)) + minute * MINUTE
        self.at = timezone.make_aware(start)

    def do(self, after: timedelta, action: Callable[..., Any], who: Actor | None = None, **given):
        """`after` the last act; on this very case."""
        self.at = min(self.at + after, clock.now() - MINUTE)
        actor = who or self.clerk
        with scope(actor), clock.at(self.at):
            return action(case=self.case, actor=actor, at=self.at, **given)

    def step(self, after: timedelta, name: str, note: str, who: Actor | None = None, **values):
        self.do(after, partial(actions.perform, step=name), who, note=note, values=values)

    def by(self, moment: datetime) -> timedelta:
        """From the last act to `moment`, or nothing where that is past."""
        return max(moment - self.at, timedelta())


@transaction.atomic
def tell(
    planned: Planned, *, clerk: Actor, leader: Actor, lookup: Lookup, chance: Random, above: Actor
) -> Case:
    """Everything that happened to it until now; `above` is who presses it from the city office.
    Answers the case as it was opened."""
    told = Told(planned, clerk, leader, lookup, chance)
    open_it(told)
    if planned.category in VIOLENT:
        protecting.protect(told)
    ENDINGS[planned.state](told)
    if planned.press:
        following.press(told, above)
    return told.case


def open_it(told: Told) -> None:
    planned, look = told.planned, told.lookup
    call = actions.Call(
        channel=look.channels[planned.channel],
        received_at=told.at,
        phone=planned.phone,
        caller_name=planned.name,
        relation=look.relations[planned.relation],
        place=look.place_in(told.clerk.unit_code, told.chance),
        category=look.categories[planned.category],
        story=planned.story,
        safety=Safety.SAFE,
        first_step=FIRST.get(planned.state, FirstStep.OWN),
        sex=Sex.FEMALE,
        birth_year=planned.day.year - planned.age,
        marriage=planned.married,
    )
    told.at += 12 * MINUTE
    with scope(told.clerk), clock.at(told.at):
        contact: Contact = actions.register_contact(
            call=call, outcome=Outcome.CASE, actor=told.clerk, at=told.at
        )
    told.case = contact.case
    if planned.repeats and planned.state != "repeat":
        told.do(MINUTE, actions.decide_repeat, is_repeat=True)
    if told.case.category.needs_care and planned.category not in VIOLENT:
        answers = {item.name: "no" for item in FIRST_QUESTIONS}
        told.do(10 * MINUTE, actions.record_first_check, answers=answers)


# ── How each state comes about ──────────────────────────────────────────────────────────────────
def inform(told: Told) -> None:
    told.do(2 * HOUR, actions.tell_person, way=NoticeWay.NO_PAPER, note="电话里说明了去向和时限")


def handle(told: Told) -> None:
    inform(told)
    told.step(DAY, "handle", told.chance.choice(NOTES), way=told.chance.choice(WAYS))


def late(told: Told) -> None:
    """Handled, but nobody told her in fifteen days."""
    told.step(DAY, "handle", told.chance.choice(NOTES), way="visit")


def settle(told: Told) -> None:
    """Handled to a result."""
    handle(told)
    result, settlement, words = told.chance.choice(RESULTS)
    if told.planned.colour:
        result, settlement, words = (
            Result.PROTECTED,
            Settlement.PARTLY,
            "保护措施已落实，情况平稳。",
        )
    given = {"result": result, "settlement": settlement, "assistance": told.planned.assistance}
    told.step(
        told.chance.randint(2, 20) * DAY, "result", words, way=told.chance.choice(WAYS), **given
    )


def answer(told: Told) -> None:
    settle(told)
    if told.planned.review:
        following.answer_in_writing(told)
    else:
        told.step(HOUR, "answer", "已电话答复本人，说明结果和理由。")


def close(told: Told, *, recently: bool = True) -> None:
    """Closed within the last days, so that the follow-up is due and not late."""
    settle(told)
    days = told.chance.randint(1, 5) if recently else 0
    after = told.by(clock.now() - days * DAY) if recently else 2 * HOUR
    told.step(after, "ask-close", "已办妥并答复，报请办结。")
    told.step(3 * HOUR, "agree", "同意办结。", told.leader)


def archive(told: Told) -> None:
    close(told, recently=False)
    words = told.planned.satisfaction
    why_not = "时间长" if words == "bad" else ""
    values = {"way": "phone", "is_reached": True, "was_answered": True, "why_not": why_not}
    values |= {"satisfaction": words, "unit_satisfaction": words}
    told.do(3 * DAY, actions.follow_up, told.leader, note=SAID[words], values=values)
    told.step(10 * DAY, "archive", "卷内材料齐全。", retention=Retention.TEN)


def redirect(told: Told) -> None:
    """Told where to go while she was on the line: nothing is left to do."""


def file(told: Told) -> None:
    inform(told)
    told.step(2 * DAY, "shelve", "本人来电说事情已自行解决，存查。")


def claim(told: Told) -> Any:
    """申诉求决, accepted lately: its sixty days run. Answers the clock."""
    handle(told)
    told.do(
        told.by(clock.now() - 40 * DAY), actions.set_procedure,
        procedure=told.lookup.procedures["claim"],
    )  # fmt: skip
    return next(one for one in told.case.deadlines.all() if one.rule.code == "settle")


def extend(told: Told) -> None:
    with scope(told.clerk):
        running = claim(told)
    asked = told.do(
        5 * DAY, actions.ask_extension, deadline=running.pk, length=20,
        reason="相关单位还在核对材料，需要多些时间",
    )  # fmt: skip
    told.do(DAY, actions.decide_extension, told.leader, asked_pk=asked.pk, is_approved=True,
            answer="")  # fmt: skip
    told.do(HOUR, actions.told_of_extension, deadline=running.pk)


def pause(told: Told) -> None:
    with scope(told.clerk):
        running = claim(told)
    told.do(
        4 * DAY, actions.pause_clock, deadline=running.pk, reason="正在作亲子关系、伤情等鉴定",
        evidence="鉴定机构受理单（演示）",
    )  # fmt: skip


ENDINGS: dict[str, Callable[[Told], None]] = {
    "undecided": lambda told: None,
    "repeat": lambda told: None,
    "handling": handle,
    "late": late,
    "answered": answer,
    "closed": close,
    "archived": archive,
    "redirected": redirect,
    "filed": file,
    "extended": extend,
    "paused": pause,
    "waiting": travelling.wait,
    "received": travelling.receive,
    "returning": travelling.ask_return,
}
