"""The clocks of a case: the written notice of 信访工作条例 23, and how the person was told."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases import rules
from cases.actions.happening import happened, locked
from cases.actions.reading import leaders_of
from cases.choices import CaseStatus, NoticeWay, PartyRole
from cases.choices.pressing import PRESS_CLOCKS
from cases.models import Case, CaseDeadline
from cases.rules import danger
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines import actions as deadlines
from portal.desk import actions as desk

# Codes of portal/deadlines/data/clock_rules.csv.
INFORM = "inform"  # 15 natural days, written
SETTLE = ("settle", "simple-settle")
PRESSED = tuple(PRESS_CLOCKS.values())  # 催办 from above: the work itself is the answer
URGENT, FOLLOW = "urgent-own", "return-visit"
TOLD_AT_ONCE = {CaseStatus.ANSWERED: "当场答复", CaseStatus.REDIRECTED: "当场告知另提"}


def begin_notice(case: Case, *, is_anonymous: bool, actor: Actor, at: datetime) -> None:
    """Start the clock of the written notice; none where name and address are not known.

    It runs from when the call came in. What was answered on the spot is met at once.
    """
    if is_anonymous:
        return
    same_day = timezone.localdate(case.received_at) == timezone.localdate(case.registered_at)
    deadline = deadlines.start_clock(
        model=CaseDeadline,
        rule=INFORM,
        owner={"case": case},
        unit_code=case.unit_code,
        event="登记" if same_day else "收到",
        started_at=case.received_at,
        actor=actor,
        at=at,
    )
    if how := TOLD_AT_ONCE.get(CaseStatus(case.status)):
        deadlines.meet(deadline=deadline, actor=actor, at=at, how=how)


def end_clocks(case: Case, *, actor: Actor, at: datetime) -> None:
    """作废 leaves nothing to run for."""
    for deadline in open_clocks(case):
        deadlines.drop(deadline=deadline, actor=actor, at=at, why="事项已作废")


# step: (the rules whose clock it meets, in which words); "" stands for all that run.
MEETS: dict[str, tuple[tuple[str, ...], str]] = {
    "answer": ((INFORM, *SETTLE, *PRESSED), "已答复"),
    "redirect": ((INFORM, *SETTLE, *PRESSED), "已告知另提"),
    "shelve": ((*SETTLE, *PRESSED), "已存查"),
    "report": ((URGENT,), "已报告主管"),
    "close": ((*SETTLE, URGENT, *PRESSED), "已办结"),
    "agree": ((*SETTLE, URGENT, *PRESSED), "已办结"),
    "follow-up": ((FOLLOW,), "已回访"),
}


def after_step(case: Case, step: str, *, actor: Actor, at: datetime) -> None:
    """What a step does to the clocks: it meets some, starts some, and 作废 ends all."""
    if step == "void":
        end_clocks(case, actor=actor, at=at)
        return
    codes, how = MEETS.get(step, ((), ""))
    for deadline in open_clocks(case) if codes else ():
        if deadline.rule.code in codes:
            deadlines.meet(deadline=deadline, actor=actor, at=at, how=how)
    if step in {"close", "agree"} and case.result:
        start(case, FOLLOW, event="办结", actor=actor, at=at)
    elif step == "reopen":
        begin_again(case, actor=actor, at=at)


def begin_again(case: Case, *, actor: Actor, at: datetime) -> None:
    """Reopened: nothing is followed up meanwhile, and the procedure's clock starts anew."""
    for deadline in open_clocks(case):
        if deadline.rule.code == FOLLOW:
            deadlines.drop(deadline=deadline, actor=actor, at=at, why="重新办理")
    if case.procedure is not None and case.procedure.rule in SETTLE:
        start(case, case.procedure.rule, event="重新受理", actor=actor, at=at)


def start(
    case: Case, rule: str, *, event: str, actor: Actor, at: datetime, since: datetime | None = None
) -> None:
    """Start a clock of the case unless one of this rule is open."""
    if CaseDeadline.objects.filter(case=case, rule__code=rule).standing().exists():
        return
    deadlines.start_clock(
        model=CaseDeadline,
        rule=rule,
        owner={"case": case},
        unit_code=case.unit_code,
        event=event,
        started_at=since or at,
        actor=actor,
        at=at,
    )


def take_back(case: Case, *, since: datetime, actor: Actor, at: datetime) -> None:
    """撤销 of a step taken at `since`: clocks it ended run again, clocks it began are dropped."""
    rows = CaseDeadline.objects.filter(case=case).select_related("rule")
    ended, begun = list(rows.filter(ended_at=since)), list(rows.standing().filter(started_at=since))
    for deadline in ended:
        deadlines.reinstate(deadline=deadline, actor=actor, at=at)
    for deadline in begun:
        deadlines.drop(deadline=deadline, actor=actor, at=at, why="撤销")


def open_clocks(case: Case) -> list[CaseDeadline]:
    return list(CaseDeadline.objects.filter(case=case).standing().select_related("rule"))


@transaction.atomic
def tell_person(*, case: Case, way: str, note: str, actor: Actor, at: datetime) -> Case:
    """告知当事人: how she was told, which meets the clock (users.md c15).

    A way that is chosen for her safety is told to the leader. Raises Refused in words.
    """
    case = locked(case, actor)
    if refusal := rules.tell_refusal(case, actor):
        raise Refused(refusal)
    open_ones = [one for one in open_clocks(case) if one.rule.code == INFORM]
    if not open_ones:
        raise Refused("告知期限已经完成或不计，不用再登记告知。")
    chosen = NoticeWay(way)
    party = case.parties.filter(role=PartyRole.CONCERNED).order_by("pk").first()
    if party is not None:
        limits = {"no_paper": party.no_paper, "no_message": party.no_message}
        if refusal := danger.way_refusal(way, **limits):
            raise Refused(refusal, "way")
    deadlines.meet(deadline=open_ones[0], actor=actor, at=at, how=chosen.label)
    case.version += 1
    case.save(update_fields=["version"])
    text = f"{chosen.label}。{note}" if note else chosen.label
    happened(case, "tell", actor=actor, at=at, text=text, way=way)
    if chosen.is_for_safety:
        desk.notify(
            accounts=leaders_of(case),
            text=f"{case.number} 因安全原因不作书面告知，请查看登记的告知方式。",
            url=case.get_absolute_url(),
            at=at,
        )
    return case
