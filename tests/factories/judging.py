"""Accepted cases of a campaign, and a judging of them in each of its phases."""

from dataclasses import dataclass, field

from django.db import transaction

from campaigns import actions
from campaigns.models import (
    Campaign,
    Duty,
    DutyVersion,
    JudgedCase,
    JudgedText,
    JudgeSeat,
    Judging,
    JudgingResult,
    Participation,
    Requirement,
    ScoreSheet,
)
from campaigns.reference.rubric import rubric
from campaigns.rules.texts import CASE, CASE_PARTS
from portal import clock
from portal.access import Actor, Role, scope
from portal.units.models import Unit
from tests.factories.campaigns import ASKED, DUE
from tests.factories.people import ROOT, Person, make_person

BASIS = "平妇〔2026〕9号"
FULL = {item.key: item.points for item in rubric()[1]}
COUNTIES = ("410402", "410403")
STORY = "新华区妇联在光明路摆出板凳，李知微讲彩礼，热线0375-1234567。"
JUDGES = (
    Person("t-judge-a", "安其", "410404", Role.COUNTY_LEADER),
    Person("t-judge-b", "毕言", "410411", Role.COUNTY_CLERK),
    Person("t-judge-c", "岑宁", "4104M07", Role.MEMBER_LEADER),
)


def run(actor: Actor, action, **values):
    with transaction.atomic(), scope(actor):
        return action(actor=actor, at=clock.now(), **values)


def content(title: str, text: str, hosts: str) -> dict:
    said = {"idea": text}
    parts = [
        {"key": part.key, "heading": part.heading, "text": said.get(part.key, "做了。"), "words": 3}
        for part in CASE_PARTS
    ]
    return {"title": title, "hosts": hosts, "sections": parts, "words": 100, "photos": []}


def send(duty: Duty, by: Actor, **texts) -> None:
    """What the unit sent the next time, accepted."""
    duty.content_version += 1
    duty.status = "accepted"
    duty.save(update_fields=["content_version", "status"])
    DutyVersion.objects.create(
        duty=duty, unit_code=duty.unit_code, number=duty.content_version, content=content(**texts),
        at=ASKED, by_id=by.account_id, by_name=by.name, received_on=DUE,
    )  # fmt: skip


def accepted(campaign: Campaign, unit_code: str, by: Actor, planner: Actor, **texts) -> Duty:
    """An excellent case of a unit, sent by `by` and accepted."""
    with transaction.atomic(), scope(planner):
        unit = Unit.objects.get(code=unit_code)
        asked = {"unit_code": unit_code, "asked_by_code": planner.unit_code}
        part, _ = Participation.objects.get_or_create(
            campaign=campaign, unit=unit, defaults=asked | {"group": "county", "asked_at": ASKED}
        )
        requirement, _ = Requirement.objects.get_or_create(
            unit_code=planner.unit_code, campaign=campaign, group="county", kind=CASE,
            defaults={"due_on": DUE},
        )  # fmt: skip
        duty = Duty.objects.create(
            **asked, participation=part, requirement=requirement, kind=CASE, due_on=DUE,
            submitted_at=ASKED, received_on=DUE, reviewed_at=ASKED,
            reviewed_by_id=planner.account_id,
        )  # fmt: skip
        text = STORY if unit_code == COUNTIES[0] else f"{unit.short_name}请村里老人讲家风。"
        given = {"title": f"{unit.short_name}的一条板凳", "text": text, "hosts": unit.name}
        send(duty, by, **given | texts)
        return duty


@dataclass
class Bench:
    """A judging with its cases by unit, its judges, who planned it."""

    planner: Actor
    campaign: Campaign
    duties: dict[str, Duty]
    judges: list[Actor] = field(default_factory=list)
    judging: Judging | None = None

    def people(self):
        with transaction.atomic(), scope(ROOT):
            self.judges = [make_person(person) for person in JUDGES]
        return self

    def begin(self, *, is_blind=True):
        self.people()
        self.judging = run(
            self.planner, actions.begin_judging, campaign=self.campaign, basis=BASIS,
            is_blind=is_blind,
        )  # fmt: skip
        self.name(self.judges)
        return self

    def name(self, judges):
        keys = [judge.account_id for judge in judges]
        return run(self.planner, actions.name_judges, judging=self.judging, accounts=keys)

    def open(self):
        for unit in self.duties:
            self.check(unit)
        run(self.planner, actions.open_judging, judging=self.judging)
        return self

    def case(self, unit) -> JudgedCase:
        with transaction.atomic(), scope(self.planner):
            cases = JudgedCase.objects.select_related("judging__campaign", "duty")
            return cases.get(judging=self.judging, duty=self.duties[unit])

    def check(self, unit, *, is_checked=True, **changed):
        case = self.case(unit)
        texts = {one["key"]: one["text"] for one in case.content["sections"]}
        return run(
            self.planner, actions.prepare_text, case=case, title=case.content["title"],
            sections=texts | changed, is_checked=is_checked,
        )  # fmt: skip

    def sheet(self, judge, unit) -> ScoreSheet:
        number = self.case(unit).number
        with transaction.atomic(), scope(judge):
            sheets = ScoreSheet.objects.visible_to(judge).select_related("judging")
            return sheets.filter(judging=self.judging, number=number).latest("version")

    def score(self, judge, unit, scores=FULL, comment="来处清楚", is_handed=True):
        return run(
            judge, actions.score_case, sheet=self.sheet(judge, unit), scores=scores,
            comment=comment, is_handed=is_handed,
        )  # fmt: skip

    def conclude(self, counts=(1, 0, 0), order=(), decided_by="", tie_reason=""):
        return run(
            self.planner, actions.conclude_judging, judging=self.judging, counts=counts,
            order=order, decided_by=decided_by, tie_reason=tie_reason,
        )  # fmt: skip

    def fresh(self) -> Judging:
        with transaction.atomic(), scope(self.planner):
            self.judging = Judging.objects.select_related("campaign").get(campaign=self.campaign)
            return self.judging


def bench_of(scene) -> Bench:
    """Two accepted cases of the scene's campaign; nothing is turned on."""
    planner, campaign = scene.cast["coordinator"], scene.asked.campaign
    writers = {"410402": scene.cast["clerk"], "410403": scene.cast["stranger"]}
    duties = {unit: accepted(campaign, unit, writers[unit], planner) for unit in COUNTIES}
    return Bench(planner, campaign, duties)


def a_judging(scene, planner: Actor, judge: Actor) -> None:
    """A row of each table of it, within the planner's scope: a case that a judge may read."""
    at, by = clock.now(), {"by_id": planner.account_id}
    own = {"unit_code": planner.unit_code}
    judging = Judging.objects.create(
        campaign=scene.asked.campaign, title="优秀案例评审", basis=BASIS, rubric_version=1,
        rubric=[], phase="scoring", at=at, **by, **own,
    )  # fmt: skip
    case = JudgedCase.objects.create(
        judging=judging, duty=scene.written.case, number=1, version=1,
        content=content("一条板凳", "××", ""), **own,
    )  # fmt: skip
    JudgedText.objects.create(case=case, content=case.content, at=at, by_name="程", **by, **own)
    JudgeSeat.objects.create(
        judging=judging, account_id=judge.account_id, name=judge.name, seat_code=judge.unit_code,
        seat_name=judge.unit_name, named_at=at, named_by_id=planner.account_id, **own,
    )  # fmt: skip
    ScoreSheet.objects.create(
        judging=judging, case=case, planner_code=planner.unit_code, unit_code=judge.unit_code,
        judge_id=judge.account_id, judge_name=judge.name, number=1, version=1,
    )  # fmt: skip
    JudgingResult.objects.create(
        judging=judging, number=1, grades=[], at=at, by_name="程", **by, **own
    )
