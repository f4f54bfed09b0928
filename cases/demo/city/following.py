"""What follows some cases: an answer that is reviewed, a delay that is pressed from above."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from cases import actions
from cases.choices.pressing import SUPERVISE_PAPER, PressStep, PressWay
from cases.choices.review import AskedBy, AskWay, ReviewOutcome
from cases.demo.city.planning import REVIEWED
from portal import clock
from portal.access import Actor
from portal.papers import actions as papers
from portal.papers.choices import NumberSource
from portal.papers.registry import kind_of

HOUR = timedelta(hours=1)
ABOVE = "平顶山市妇女联合会"
CLAIM = "不服答复意见，认为有关情况没有查清，请求重新核实并重新作出答复。"
OPINION = "原答复认定的事实清楚，适用规定正确，处理适当，予以维持。"
REPLY = "已约双方本周四当面谈；因一方外出务工没有按期告知，谈完当日告知本人并办结。"


def day_before(days: int) -> date:
    """A working day so long ago, or the Friday before it."""
    day = clock.today() - timedelta(days=days)
    return day - timedelta(days=max(day.weekday() - 4, 0))


def moment_before(days: int) -> datetime:
    return timezone.make_aware(datetime.combine(day_before(days), time(9, 40)))


# ── 复查 of a written answer ────────────────────────────────────────────────────────────────────
def answer_in_writing(told: Any) -> None:
    """Answered on paper, not accepted; what the office above says of it, where it did."""
    days = REVIEWED[told.planned.review]
    told.step(
        told.by(moment_before(days)), "answer", "已书面答复本人，本人签收。",
        is_answered_in_writing=True,
    )  # fmt: skip
    given = {
        "received_on": day_before(days - 1), "asked_on": day_before(days - 12), "why_late": "",
        "asked_by": AskedBy.HERSELF, "way": AskWay.POST, "body": ABOVE, "claim": CLAIM,
    }  # fmt: skip
    after = told.by(moment_before(days - 12))
    told.do(after, partial(actions.ask_review, move="ask-review"), **given)
    if told.planned.review == "given":
        told.do(
            told.by(moment_before(days - 33)), partial(actions.answer_review, move="give-review"),
            outcome=ReviewOutcome.UPHELD, answered_on=day_before(days - 31), number="",
            opinion=OPINION,
        )  # fmt: skip


# ── 催办 of a delay ─────────────────────────────────────────────────────────────────────────────
def press(told: Any, above: Actor) -> None:
    """Reminded and pressed; one of them supervised as well, which the county answered."""
    do = partial(told.do, action=actions.press, who=above)
    do(told.by(moment_before(6)), step=PressStep.REMIND, way=PressWay.PHONE,
       spoke_with="值班人员", answer="说尽快告知本人")  # fmt: skip
    is_last = told.planned.press == PressStep.SUPERVISE
    do(told.by(moment_before(4 if is_last else 1)), step=PressStep.PRESS, way=PressWay.PLATFORM)
    if is_last:
        told.do(told.by(moment_before(2)), make_paper, above)
        do(HOUR, step=PressStep.SUPERVISE, way=PressWay.PAPER)
        told.do(told.by(moment_before(1)), actions.answer_press, reply=REPLY)


def make_paper(*, case: Any, actor: Actor, at: datetime) -> None:
    kind = kind_of(SUPERVISE_PAPER)
    found, day = kind.find(actor, case.number), clock.day_of(at)
    words = kind.initial(actor, found, day)
    papers.issue_paper(
        kind=kind, record=found, actor=actor, at=at,
        paper=kind.build(actor=actor, record=found, values=words, day=day),
        numbering=papers.Numbering(NumberSource.OWN, kind.mark),
    )  # fmt: skip
