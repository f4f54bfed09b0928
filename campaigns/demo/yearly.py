"""The yearly work of 2025 in the demo city: the published figures of another city's joint meeting
(seed 002) as if our member units had reported them, and the summary made of them.

The total of legal-aid matters is not in that summary, which says only 占总数的12%. 2,808 is filled
in as demo data, and the cell says so (users.md c28)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction

from campaigns import actions
from campaigns.actions.report import TypedCell, save_cells
from campaigns.actions.texts import save_sections
from campaigns.choices import CampaignKind, Load
from campaigns.demo.acting import (
    asked_of,
    changed,
    moment,
    published,
    reporter,
    say_nothing,
    sign,
    summed_up,
)
from campaigns.models import Duty, Participation
from campaigns.presenters import planning
from campaigns.reports import table
from campaigns.rules.planning import INDICATORS
from portal.access import Actor, scope
from portal.units.reference import rows

TABLE = Path(__file__).parents[1] / "data" / "demo_annual.csv"
YEAR = 2025
SENT, DUE, REPORTED = date(2025, 12, 22), date(2026, 1, 15), date(2026, 1, 12)
ACCEPTED, ISSUED = date(2026, 1, 20), date(2026, 2, 27)
FILLED_IN = {"R06t": "演示补填：原总结只写占总数的12%"}
TEXT = (
    "结合职责做好妇女儿童维权工作，数字见统计表；来信来访首问负责、限时办结，办不了的说清楚找谁。"
)
OPENING = "过去一年，各成员单位立足职责、协同配合，现将年度工作情况总结如下。"
CLOSING = {
    "四、存在问题": "基层维权服务还不够均衡，部门之间数字口径不一。",
    "五、下步打算": "把法律服务送到村组，统一统计口径，推动源头维权的建议落地。",
}


def figures() -> dict[str, dict[str, Decimal]]:
    """{unit: {code: value}}"""
    found: dict[str, dict[str, Decimal]] = {}
    for row in rows(TABLE):
        found.setdefault(row["unit"], {})[row["code"]] = Decimal(row["value"])
    return found


def annual_work(actors: dict[str, Actor]) -> int:
    """Asked in December, in by the middle of January, read to the joint meeting in February."""
    actor = actors[settings.PORTAL_CITY_CODE]
    with transaction.atomic(), scope(actor):
        first = planning.first_plan(
            kind=CampaignKind.ANNUAL_WORK, year=YEAR, load=Load.LIGHT, key_date=None,
            actor=actor, today=SENT,
        )  # fmt: skip
    spoken = planning.spoken(first.due_on), planning.spoken(DUE)
    plan = changed(first, due_on=DUE, body=first.body.replace(*spoken))
    campaign = published(plan, "平维协〔2025〕12号", actor=actor, at=moment(SENT, 10))
    known = figures()
    asked = asked_of(campaign, actor)
    for place, one in enumerate(asked):
        if one.unit_code != actor.unit_code:
            sign(one, actors=actors, at=moment(SENT, 15, place % 60))
        if one.unit_code in known:
            who = actor if one.unit_code == actor.unit_code else reporter(one.unit, actors)
            report(one, known[one.unit_code], actor=who, reviewer=actor)
        else:
            say_nothing(one, actors=actors, at=moment(REPORTED, 11, place % 60))
    at = moment(ISSUED, 10)
    summed_up(campaign, "平维协〔2026〕2号", OPENING, CLOSING, actor=actor, at=at)
    return len(asked)


@transaction.atomic
def report(one: Participation, known: dict[str, Decimal], *, actor: Actor, reviewer: Actor) -> None:
    """What is known, and nought beside it where a figure is owed."""
    at = moment(REPORTED, 16)
    with scope(actor):
        owed = Duty.objects.visible_to(actor).for_page().filter(participation=one)
        for duty in owed:
            if duty.kind == INDICATORS:
                fill(duty, known, actor=actor)
            else:
                save_sections(duty=duty, texts={"body": TEXT}, actor=actor, at=at)
            actions.submit_duty(duty=duty, actor=actor, at=at)
    with scope(reviewer):
        for duty in Duty.objects.visible_to(reviewer).for_page().filter(participation=one):
            actions.accept_duty(duty=duty, actor=reviewer, at=moment(ACCEPTED, 10))


def fill(duty: Duty, known: dict[str, Decimal], *, actor: Actor) -> None:
    indicators = table.set_of(duty)
    cells = {
        one.code: TypedCell(known.get(one.code, Decimal(0)), note=FILLED_IN.get(one.code, ""))
        for one, is_required in table.asked_of(duty, indicators)
        if not one.is_rate and (is_required or one.code in known)
    }
    save_cells(
        duty=duty, indicator_set=indicators, cells=cells, actor=actor, at=moment(REPORTED, 15)
    )
