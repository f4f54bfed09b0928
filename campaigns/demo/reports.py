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
from campaigns.models import Campaign, Duty, Participation
from campaigns.presenters.summary import cells_of
from campaigns.reports import table, text_material
from campaigns.rules.planning import INDICATORS, SUMMARY
from portal.access import Actor, scope
from portal.units.reference import rows

TABLE = Path(__file__).parents[1] / "data" / "demo_week.csv"
OWN = TABLE.with_name("demo_week_own.csv")
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
DUE = date(2026, 3, 11)
SENT_FIRST, SENT_BACK = date(2026, 3, 5), date(2026, 3, 6)
REVIEWED = date(2026, 3, 16)
WORK = (
    "结合职责开展宣传活动{P01}场，以小场次、面对面为主，少发资料、多答疑；"
    "对遭受家庭暴力的求助先保安全、再办事项。"
)
EFFECT = "来问的人多了，当场能办的当场办，办不了的说清楚找谁。"
# 退回: what was sent first, and what the reviewer said beside which cell or paragraph.
BACK = {
    ("410404", INDICATORS): (
        {"C02": Decimal(177)},
        actions.Remark("法律咨询也是177，是否把总数填了两遍？", "row-C02", "其中法律咨询"),
    ),
    ("410422", INDICATORS): (
        {"P02": Decimal(59490)},
        actions.Remark("59,490份，约为上年的10倍，请核对。", "row-P02", "发放宣传资料"),
    ),
    ("410481", SUMMARY): (
        {"overview": "XX县区在“三八”20231周年之际，结合职责开展宣传活动。"},
        actions.Remark("“XX县区”“20231周年”是模板残留。", "text-overview-1", "基本情况 第1段"),
    ),
    ("410482", SUMMARY): (
        {"work": "按照上年的安排，继续开展法律进集市、进乡村、进学校活动，内容同上年总结。"},
        actions.Remark("与上年总结相近，请写今年做了什么。", "text-work-1", "主要做法 第1段"),
    ),
}  # fmt: skip
# 3月6日, the joint opening: 新华区 and 市司法局 each reported it.
OPENING = ("启动仪式", date(2026, 3, 6), "410402", "4104M10")
TWICE = {"P01": 1, "P02": 1200, "P09": 600, "C01": 140, "C02": 60}
NEXT = "小场次还不够多，外出务工家庭难覆盖。下一步继续把普法和办事接起来，讲完就能办。"


def figures() -> dict[str, dict[str, Decimal]]:
    """{unit: {code: value}} of the units that reported figures; 本单位专有数 among them."""
    found = {
        row["unit"]: {
            code: Decimal(value) for code, value in row.items() if code != "unit" and value
        }
        for row in rows(TABLE)
    }
    for row in rows(OWN):
        found[row["unit"]][row["code"]] = Decimal(row["value"])
    return found


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
            if (one.unit_code, duty.kind) in BACK:
                sent_back(duty, known, actor=actor, reviewer=reviewer, moment=moment)
            fill(duty, known, actor=writer, at=at)
            if way:
                received = actions.Received(way, day, f"{day.month}月{day.day}日{way.label}")
                actions.submit_on_behalf(duty=duty, received=received, actor=writer, at=at)
            else:
                actions.submit_duty(duty=duty, actor=writer, at=at)
    with scope(reviewer):
        for duty in Duty.objects.visible_to(reviewer).for_page().filter(pk__in=owed):
            actions.accept_duty(duty=duty, actor=reviewer, at=moment(REVIEWED, 10))


def sent_back(
    duty: Duty,
    known: dict[str, Decimal],
    *,
    actor: Actor,
    reviewer: Actor,
    moment: Callable[..., datetime],
) -> None:
    """Sent on 5 March with a slip in it, returned the next day with a word beside the slip."""
    slip, remark = BACK[duty.unit_code, duty.kind]
    at = moment(SENT_FIRST, 16)
    if duty.kind == SUMMARY:
        fill(duty, known, actor=actor, at=at, words=slip)
    else:
        fill(duty, known | slip, actor=actor, at=at)
    actions.submit_duty(duty=duty, actor=actor, at=at)
    with scope(reviewer):
        back = Duty.objects.visible_to(reviewer).for_page().get(pk=duty.pk)
        actions.return_duty(duty=back, remarks=[remark], actor=reviewer, at=moment(SENT_BACK, 10))


def once(campaign: Campaign, *, actor: Actor, at: datetime) -> None:
    """The joint opening is counted once; both tables stay as they were reported."""
    title, day, kept, taken = OPENING
    with scope(actor):
        tables = Duty.objects.visible_to(actor).filter(
            participation__campaign=campaign, kind=INDICATORS
        )
        actions.count_once(
            campaign=campaign,
            title=title,
            held_on=day,
            kept=tables.get(unit_code=kept),
            taken=tables.get(unit_code=taken),
            off={code: Decimal(value) for code, value in TWICE.items()},
            cells=cells_of(campaign, actor),
            actor=actor,
            at=at,
        )


def fill(
    duty: Duty,
    known: dict[str, Decimal],
    *,
    actor: Actor,
    at: datetime,
    words: dict[str, str] | None = None,
    is_short: bool = False,
) -> None:
    """The figures that are known; what is asked beside them is nought. `is_short`: only what is
    owed. `words` stand in place of the usual ones."""
    if duty.kind == SUMMARY:
        work = WORK.format(P01=known.get("P01", 0))
        texts = {
            "body": work + NEXT,
            "overview": work,
            "work": work,
            "effect": EFFECT,
            "next": NEXT,
        } | (words or {})
        keys = [part.key for part in text_material.parts_of(duty)]
        chosen = {key: texts[key] for key in keys}
        save_sections(duty=duty, texts=chosen, actor=actor, at=at)
        return
    indicators = table.set_of(duty)
    cells = {
        indicator.code: TypedCell(known.get(indicator.code, Decimal(0)))
        for indicator, is_required in table.asked_of(duty, indicators)
        if not indicator.is_rate and (is_required or (indicator.code in known and not is_short))
    }
    save_cells(duty=duty, indicator_set=indicators, cells=cells, actor=actor, at=at)
