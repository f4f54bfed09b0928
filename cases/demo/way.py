"""What became of the calls that were handled here: one followed up, one waiting for the leader."""

from datetime import datetime, timedelta

from cases import actions
from cases.choices import Outcome
from cases.choices.danger import FIRST_QUESTIONS
from cases.choices.handling import Result
from cases.models import Case
from cases.rules import danger
from portal import clock
from portal.access import Actor, Role, scope
from portal.accounts.models import Posting

DAY = timedelta(days=1)
SETTLED = {"result": Result.MEDIATED, "settlement": "settled", "assistance": "assist"}
JUDGED = {
    "way": "phone", "is_reached": True, "was_answered": True, "satisfaction": "good",
    "unit_satisfaction": "fair", "why_not": "",
}  # fmt: skip


def carry_on(case: Case, row: dict[str, str], *, actor: Actor, at: datetime) -> None:
    """The days after the call, as far as they have passed. Inside a transaction."""

    def step(name, after, note, who=actor, **values):
        when = min(at + after, clock.now())
        with scope(who), clock.at(when):
            given = {"case": case, "actor": who, "at": when, "note": note, "values": values}
            if name == "follow-up":
                return actions.follow_up(**given)
            return actions.perform(step=name, **given)

    if row["outcome"] != Outcome.CASE or int(row["days_ago"]) < 3:
        return
    if row["handling"] == "redirect":
        step("close", timedelta(hours=1), "已告知向住房和城乡建设部门提出，附电话和地址。")
    elif row["handling"] == "own":
        if danger.needs_check(case):
            ask_first(case, actor=actor, at=min(at + timedelta(minutes=5), clock.now()))
        step("handle", DAY, "已分别同双方通话，约定时间当面谈。", way="visit")
        step("result", 2 * DAY, "双方当面谈妥，写了书面约定。", way="mediate", **SETTLED)
        step("answer", 2 * DAY + timedelta(hours=1), "已电话答复本人。")
        finish(case, step, leader=leader_of(actor.unit_code))


def finish(case: Case, step, *, leader: Actor | None) -> None:
    """Closed and followed up by the leader; where a second person closes, it waits for her."""
    if danger.ASKED & set(case.category.flags):
        step("ask-close", 2 * DAY + timedelta(hours=2), "已谈妥并答复，报请办结。")
        return
    step("close", 2 * DAY + timedelta(hours=2), "已谈妥并答复。")
    if leader is not None:
        step("follow-up", 4 * DAY, "本人说兄弟几个都按约定做了。", leader, **JUDGED)


def ask_first(case: Case, *, actor: Actor, at: datetime) -> None:
    answers = {item.name: "no" for item in FIRST_QUESTIONS}
    with scope(actor), clock.at(at):
        actions.record_first_check(case=case, actor=actor, at=at, answers=answers)


def leader_of(unit_code: str) -> Actor | None:
    """The unit's leader among the demo accounts."""
    postings = Posting.objects.present().filter(account__is_demo=True, unit__code=unit_code)
    leading = postings.filter(roles__contains=[Role.COUNTY_LEADER.value])
    found = leading.select_related("account", "unit").first()
    return found.actor() if found else None
