"""上年数: last year's figures of every unit for one campaign, one line a figure."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from campaigns.actions.past import Past, take_in_past
from campaigns.models import Campaign, Indicator, IndicatorSet, PastFigure
from campaigns.rules.figures import parse
from campaigns.rules.planning import group_of
from portal.access import Actor, Permission
from portal.sheets.declaration import (
    Bad,
    Column,
    Kind,
    Options,
    Progress,
    Row,
    Sheet,
    Value,
    Written,
)
from portal.units.models import Unit

PREFIX = "past"


def make(actor: Actor, key: str) -> Sheet | None:
    """`past-12` is the sheet of campaign 12, for the unit that plans it."""
    if not (key.isdecimal() and len(key) < 19):
        return None
    own = Campaign.objects.visible_to(actor).filter(unit_code=actor.unit_code)
    campaign = own.filter(pk=key).first()
    return sheet_of(campaign) if campaign else None


def sheet_of(campaign: Campaign) -> Sheet:
    asked = indicators_of(campaign)
    places = {one.code: one.places for one in asked}

    def existing(actor: Actor, keys: set[tuple[Value, ...]]) -> set[tuple[Value, ...]]:
        return {key for key in keys if kept.get(key[:2]) == number_of(key[2], places, key[1])}

    def check(actor: Actor, rows: list[Row], today: date) -> Iterator[Bad]:
        yield from checked(rows, places)

    def write(*, rows: list[Row], actor: Actor, at: datetime, progress: Progress) -> Written:
        figures = [
            Past(row["unit"], row["indicator"], parsed(row["value"], places[row["indicator"]]))
            for row in rows
        ]
        made = take_in_past(campaign=campaign, figures=figures, actor=actor, at=at)
        progress(made, len(rows), "正在导入上年数")
        return Written(made, words="填统计表时，这些数显示在“上年”一列。")

    kept = kept_of(campaign)
    year = campaign.year - 1
    return Sheet(
        name=f"{PREFIX}-{campaign.pk}",
        title=f"{year}年数",
        permission=Permission.CAMPAIGN_PLAN,
        columns=columns_of(asked, year),
        key=("unit", "indicator", "value"),
        existing=existing,
        check=check,
        write=write,
        note=(
            f"“{campaign.name}”的上年同期数，每行一个单位的一个数。用过平台的年份不用导，"
            "报送过的数自己会带出来。再导一次，相同的不重复，不同的以新表为准。"
        ),
        lands_on=None,
        at_once=5000,
    )  # fmt: skip


def columns_of(asked: list[Indicator], year: int) -> tuple[Column, ...]:
    return (
        Column(
            "unit", "单位", Kind.CHOICE, required=True, width=22, choices=units_of,
            wrong="不是报送单位，请从下拉列表中选",
        ),
        Column(
            "indicator", "指标", Kind.CHOICE, required=True, width=34, choices=labels_of(asked),
            wrong="没有这个指标，请从下拉列表中选",
        ),
        Column(
            "value", f"{year}年", required=True, max_length=20,
            help="只填数字，没有就填0；万元可以有两位小数。",
        ),
    )  # fmt: skip


def indicators_of(campaign: Campaign) -> list[Indicator]:
    """What may be asked in this campaign; rates are counted, never brought in."""
    indicator_set = IndicatorSet.objects.for_campaign(campaign.kind, campaign.measured_on).first()
    found = Indicator.objects.filter(indicator_set=indicator_set).order_by("position")
    return [one for one in found if not one.is_rate]


def labels_of(asked: list[Indicator]) -> Options:
    return tuple((one.code, f"{one.group}／{one.name}") for one in asked)


def units_of(actor: Actor) -> Options:
    """Who may be asked: counties, zones and member units."""
    found = Unit.objects.filter(parent__code=actor.unit_code, valid_to=None).order_by("code")
    return tuple((unit.code, unit.short_name) for unit in found if group_of(unit))


def kept_of(campaign: Campaign) -> dict[tuple[str, str], Decimal]:
    rows = PastFigure.objects.filter(kind=campaign.kind, year=campaign.year - 1)
    return {(row.unit_code, row.code): row.value for row in rows}


def parsed(text: Value, places: int) -> Decimal:
    value = parse(str(text), places=places)
    if value is None:
        raise ValueError("请填数字；没有就填0。")
    return value


def number_of(text: Value, places: dict[str, int], code: Value) -> Decimal | None:
    try:
        return parsed(text, places.get(str(code), 0))
    except ValueError:
        return None


def checked(rows: list[Row], places: dict[str, int]) -> Iterator[Bad]:
    """Numbers as they are typed elsewhere; one figure of one unit stands once."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["unit"] is None or row["indicator"] is None or row["value"] is None:
            continue
        about = (row["unit"], row["indicator"])
        if about in seen:
            yield Bad(row.number, "value", f"与第{seen[about]}行是同一家同一个指标，请删去一行。")
        seen.setdefault(about, row.number)
        try:
            parsed(row["value"], places[row["indicator"]])
        except ValueError as error:
            yield Bad(row.number, "value", str(error))
