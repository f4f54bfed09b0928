"""What became of the calls that were handled here, as far as the days since have passed.

How each went on stands in its row: `ends` says how far, the other columns what was written.
"""

from datetime import datetime, timedelta

from django.conf import settings

from cases import actions
from cases.choices import Flag
from cases.choices.danger import FIRST_QUESTIONS, ITEMS
from cases.choices.handling import Retention
from cases.demo.city.protecting import YES
from cases.models import Case
from cases.rules import danger
from cases.rules.way import why_second
from portal import clock
from portal.access import Actor, Role, scope
from portal.accounts.models import Posting
from portal.demo.actions import standing_in
from portal.units.models import Unit

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JUDGED = {
    "way": "phone", "is_reached": True, "was_answered": True, "satisfaction": "good",
    "unit_satisfaction": "fair", "why_not": "",
}  # fmt: skip
TOLD_ELSEWHERE = "已告知向住房和城乡建设部门提出，附电话和地址。"


class Steps:
    """Steps of one case, each so long after `at`, never later than now. Inside a transaction."""

    def __init__(self, case: Case, *, actor: Actor, at: datetime) -> None:
        self.case, self.actor, self.at = case, actor, at

    def __call__(self, name, after, note, who=None, **values):
        who, when = who or self.actor, min(self.at + after, clock.now())
        given = {"case": self.case, "actor": who, "at": when, "note": note, "values": values}
        with scope(who), clock.at(when):
            if name == "follow-up":
                return actions.follow_up(**given)
            return actions.perform(step=name, **given)


def carry_on(case: Case, row: dict[str, str], *, actor: Actor, at: datetime) -> None:
    """What became of a first call, as far as its row says (portal/demo/data/README.md)."""
    step = Steps(case, actor=actor, at=at)
    if row["handling"] == "redirect":
        step("close", HOUR, TOLD_ELSEWHERE)
    elif row["ends"]:
        if danger.needs_check(case):
            ask_first(case, actor=actor, at=min(at + 5 * MINUTE, clock.now()))
        if Flag.DV in case.category.flags:
            screen(case, actor=actor, at=min(at + 5 * HOUR, clock.now()))
        settled = {"result": row["result"], "settlement": "settled", "assistance": "assist"}
        step("handle", DAY, row["handled"], way=row["way"])
        step("result", 2 * DAY, row["settled"], way=row["settled_by"], **settled)
        step("answer", 2 * DAY + HOUR, row["answered"])
        if row["ends"] != "answered":
            finish(case, row, step)


def finish(case: Case, row: dict[str, str], step: Steps) -> None:
    """Closed, by a second person where she must; followed up by the leader; put on the shelf."""
    leader, is_asked = leader_at(step.actor.unit_code), row["ends"] == "asked"
    if is_asked or why_second(case):
        step("ask-close", 2 * DAY + 2 * HOUR, "已谈妥并答复，报请办结。")
        if is_asked:
            return
        step("agree", 3 * DAY, "同意办结。", leader)
    else:
        step("close", 2 * DAY + 2 * HOUR, "已谈妥并答复。")
    step("follow-up", 4 * DAY, row["heard"], leader, **JUDGED)
    if row["ends"] == "archived":
        step("archive", 6 * DAY, "卷内材料齐全。", retention=Retention.TEN)


def ask_first(case: Case, *, actor: Actor, at: datetime) -> None:
    answers = {item.name: "no" for item in FIRST_QUESTIONS}
    with scope(actor), clock.at(at):
        actions.record_first_check(case=case, actor=actor, at=at, answers=answers)


def screen(case: Case, *, actor: Actor, at: datetime) -> None:
    """The fifteen items the same day, and what the colour asks for at once."""
    answers = {item.name: "yes" if item.name in YES["yellow"] else "no" for item in ITEMS}
    with scope(actor), clock.at(at):
        actions.screen(case=case, actor=actor, at=at, answers=answers, note="逐项问过")
        actions.record_no_change(case=case, actor=actor, at=at, note="再次联系，情况平稳。")


def leader_of(unit_code: str) -> Actor | None:
    """The unit's leader among the demo accounts."""
    postings = Posting.objects.present().filter(account__is_demo=True, unit__code=unit_code)
    leading = postings.filter(roles__contains=[Role.COUNTY_LEADER.value])
    found = leading.select_related("account", "unit").first()
    return found.actor() if found else None


def leader_at(code: str) -> Actor:
    """The unit's leader; where no demo account leads, the city's leader in her place."""
    if found := leader_of(code):
        return found
    city = settings.PORTAL_CITY_CODE
    postings = Posting.objects.present().filter(account__is_demo=True, unit__code=city)
    leading = postings.filter(roles__contains=[Role.CITY_LEADER.value])
    actor = leading.select_related("account", "unit").get().actor()
    if code == city:
        return actor
    return standing_in(actor, Unit.objects.get(code=code, valid_to=None), Role.COUNTY_LEADER)
