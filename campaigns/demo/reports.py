"""What the units of the demo city reported in the rights week of 2026 (demo_city.md e6)."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from campaigns import actions
from campaigns.actions.report import TypedCell, save_cells
from campaigns.actions.texts import save_sections
from campaigns.choices import Way
from campaigns.models import Duty, Participation
from campaigns.reports import table, text_material
from campaigns.rules.planning import INDICATORS, SUMMARY
from portal.access import Actor, scope
from portal.units.reference import rows

TABLE = Path(__file__).parents[1] / "data" / "demo_week.csv"
# By mail or on paper; the rest reported themselves.
BEHALF = {
    "4104M07": Way.PAPER, "4104M08": Way.MAIL, "4104M09": Way.MAIL, "4104M16": Way.MAIL,
    "4104M24": Way.PAPER,
}  # fmt: skip
# Seven units with one small thing of their own.
SMALL = {"P01": Decimal(1)}
# Not on 9 March: late, or by the exception of 郏县.
DAYS = {
    "4104M20": date(2026, 3, 13),
    "4104M30": date(2026, 3, 12),
    "4104Z2": date(2026, 3, 12),
    "410425": date(2026, 3, 13),
}
USUAL = date(2026, 3, 9)
REVIEWED = date(2026, 3, 16)
WORK = (
    "结合职责开展宣传活动{P01}场，以小场次、面对面为主，少发资料、多答疑；"
    "对遭受家庭暴力的求助先保安全、再办事项。"
)
EFFECT = "来问的人多了，当场能办的当场办，办不了的说清楚找谁。"
NEXT = "小场次还不够多，外出务工家庭难覆盖。下一步继续把普法和办事接起来，讲完就能办。"


def figures() -> dict[str, dict[str, Decimal]]:
    """{unit: {code: value}} of the units that reported figures."""
    return {
        row["unit"]: {
            code: Decimal(value) for code, value in row.items() if code != "unit" and value
        }
        for row in rows(TABLE)
    }


@transaction.atomic
def report(
    one: Participation,
    known: dict[str, Decimal],
    *,
    actor: Actor,
    reviewer: Actor,
    moment: Callable[..., datetime],
) -> None:
    """The table and the summary of one unit: typed, sent (or sent for it), accepted."""
    day = DAYS.get(one.unit_code, USUAL)
    way = BEHALF.get(one.unit_code)
    writer = reviewer if way else actor
    with scope(writer):
        owed = (
            Duty.objects.visible_to(writer)
            .for_page()
            .filter(participation=one, kind__in=[INDICATORS, SUMMARY])
        )
        for duty in owed:
            at = moment(day, 16)
            fill(duty, known, actor=writer, at=at)
            if way:
                received = actions.Received(way, day, f"{day.month}月{day.day}日{way.label}")
                actions.submit_on_behalf(duty=duty, received=received, actor=writer, at=at)
            else:
                actions.submit_duty(duty=duty, actor=writer, at=at)
    with scope(reviewer):
        for duty in Duty.objects.visible_to(reviewer).for_page().filter(pk__in=owed):
            actions.accept_duty(duty=duty, actor=reviewer, at=moment(REVIEWED, 10))


def fill(duty: Duty, known: dict[str, Decimal], *, actor: Actor, at: datetime) -> None:
    """The figures that are known; what is asked beside them is nought."""
    if duty.kind == SUMMARY:
        work = WORK.format(P01=known.get("P01", 0))
        texts = {
            "body": work + NEXT,
            "overview": work,
            "work": work,
            "effect": EFFECT,
            "next": NEXT,
        }
        keys = [part.key for part in text_material.parts_of(duty)]
        chosen = {key: texts[key] for key in keys}
        save_sections(duty=duty, texts=chosen, actor=actor, at=at)
        return
    indicators = table.set_of(duty)
    cells = {
        indicator.code: TypedCell(known.get(indicator.code, Decimal(0)))
        for indicator, is_required in table.asked_of(duty, indicators)
        if not indicator.is_rate and (is_required or indicator.code in known)
    }
    save_cells(duty=duty, indicator_set=indicators, cells=cells, actor=actor, at=at)
