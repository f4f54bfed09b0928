"""统计表 of one unit: what is asked, what the activities say, what was typed, last year beside."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from campaigns.choices import CellSource, DutyStatus, Group, Load, TypedReason
from campaigns.models import (
    Duty,
    DutyVersion,
    Indicator,
    IndicatorOwner,
    IndicatorSet,
    PastFigure,
    ReportCell,
)
from campaigns.reports.counting import Counted, counted
from campaigns.rules import figures
from campaigns.rules.figures import Change, Line, Wrong, plain


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `auto` is what the activities say, `value` what is reported."""

    indicator: Indicator
    number: int
    is_required: bool
    auto: Counted | None = None
    value: Decimal | None = None
    source: CellSource = CellSource.EMPTY
    reason: str = ""
    note: str = ""
    last: Decimal | None = None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def tag(self) -> str:
        """Where the figure is from: 活动8, 手填, 自动计算."""
        if self.source == CellSource.ACTIVITIES and self.auto:
            return f"活动{len(self.auto.parts)}"
        return "" if self.source == CellSource.EMPTY else self.source.label

    @property
    def reason_words(self) -> str:
        said = TypedReason(self.reason).label if self.reason else ""
        return "：".join(part for part in (said, self.note) if part)

    @property
    def change(self) -> Change | None:
        if self.value is None or self.last is None or self.indicator.is_rate:
            return None
        name, measure = self.indicator.name, self.indicator.measure
        return Change(self.code, name, self.value, self.last, measure)

    @property
    def line(self) -> Line:
        one = self.indicator
        return Line(
            code=one.code,
            name=one.name,
            part_of=one.part_of,
            numerator=one.numerator,
            denominator=one.denominator,
            is_required=self.is_required,
            places=one.places,
        )


@dataclass(frozen=True, slots=True)
class Table:
    duty: Duty
    indicator_set: IndicatorSet
    rows: list[Row]
    wrong: list[Wrong] = field(default_factory=list)

    def __iter__(self) -> Any:
        return iter(self.rows)

    @property
    def owed(self) -> list[Row]:
        return [row for row in self.rows if row.is_required]

    @property
    def offered(self) -> list[Row]:
        return [row for row in self.rows if not row.is_required]

    @property
    def values(self) -> dict[str, Decimal | None]:
        return {row.code: row.value for row in self.rows}

    @property
    def changes(self) -> list[Change]:
        return figures.biggest(change for row in self.rows if (change := row.change))


def build(duty: Duty, typed: Mapping[str, ReportCell] | None = None) -> Table:
    """The table as it stands now. `typed` are cells not kept yet, instead of the kept ones."""
    indicator_set = set_of(duty)
    asked = asked_of(duty, indicator_set)
    campaign = duty.participation.campaign
    auto = counted([one for one, _ in asked], duty.unit_code, campaign.begins_on, campaign.ends_on)
    cells = typed if typed is not None else {cell.code: cell for cell in duty.cells.all()}
    last = last_year(duty)
    rows = [
        filled(Row(one, number, is_required, auto.get(one.code), last=last.get(one.code)), cells)
        for number, (one, is_required) in enumerate(asked, 1)
    ]
    rows = with_rates(rows)
    lines = [row.line for row in rows]
    values = {row.code: row.value for row in rows}
    wrong = figures.missing(lines, values) + figures.contradictions(lines, values)
    wrong += unexplained(rows)
    return Table(duty, indicator_set, rows, sorted(wrong, key=lambda one: one.row))


def set_of(duty: Duty) -> IndicatorSet:
    campaign = duty.participation.campaign
    found = IndicatorSet.objects.for_campaign(campaign.kind, campaign.measured_on).first()
    if found is None:
        raise LookupError(f"no indicators for {campaign.kind}")
    return found


def asked_of(duty: Duty, indicator_set: IndicatorSet) -> list[tuple[Indicator, bool]]:
    """(indicator, whether it is owed) in the order of the table; never more owed than the limit."""
    participation = duty.participation
    owners = IndicatorOwner.objects.filter(
        indicator__indicator_set=indicator_set, group=participation.group
    ).select_related("indicator")
    own = [owner for owner in owners if owner.for_code == duty.unit_code]
    given = own or [owner for owner in owners if not owner.for_code]
    if not given and participation.group == Group.TOWN:
        return []
    limit, load = duty.requirement.figure_limit, participation.campaign.load
    asked = []
    for owner in sorted(given, key=lambda one: one.indicator.position):
        rate = owner.indicator.is_rate
        owed = owner.required_from == Load.LIGHT or (owner.required_from and load == Load.FULL)
        full = limit is not None and sum(1 for one, is_owed in asked if is_owed) >= limit
        asked.append((owner.indicator, bool(owed) and not rate and not full))
    first = {one.code for one, is_owed in asked if is_owed}
    return sorted(
        asked,
        key=lambda pair: (
            pair[0].code not in first and pair[0].numerator not in first,
            pair[0].position,
        ),
    )


def filled(row: Row, cells: Mapping[str, ReportCell]) -> Row:
    """The row with its figure: typed if somebody typed one, else the activities'."""
    cell = cells.get(row.code)
    note = cell.note if cell else ""
    if cell is not None and cell.value is not None:
        return replace(
            row, value=cell.value, source=CellSource.TYPED, reason=cell.reason, note=note
        )
    if row.auto is not None:
        return replace(row, value=row.auto.value, source=CellSource.ACTIVITIES, note=note)
    return replace(row, note=note)


def with_rates(rows: list[Row]) -> list[Row]:
    values = {row.code: row.value for row in rows}
    rates = figures.computed((row.line for row in rows), values)
    return [
        replace(row, value=rates[row.code], source=CellSource.COMPUTED)
        if row.code in rates
        else row
        for row in rows
    ]


def unexplained(rows: list[Row]) -> list[Wrong]:
    """A figure typed over what the activities say tells why."""
    return [
        Wrong(
            row.code,
            row.number,
            f"第{row.number}行：{row.indicator.name}手填{plain(row.value)}，"
            f"活动汇总为{plain(row.auto.value)}，请选一个原因。",
        )
        for row in rows
        if row.source == CellSource.TYPED and row.auto and not row.reason
    ]


# ── Last year ───────────────────────────────────────────────────────────────────────────────────
COUNTS = (DutyStatus.SUBMITTED, DutyStatus.ACCEPTED)


def last_year(duty: Duty) -> dict[str, Decimal]:
    """What the same unit reported in the same kind of campaign a year before: {code: figure}."""
    campaign = duty.participation.campaign
    year = campaign.year - 1
    version = (
        DutyVersion.objects.filter(
            duty__unit_code=duty.unit_code,
            duty__kind=duty.kind,
            duty__status__in=COUNTS,
            duty__participation__campaign__kind=campaign.kind,
            duty__participation__campaign__year=year,
        )
        .order_by("-at", "-number")
        .first()
    )
    if version is not None:
        return cells_of(version.content)
    past = PastFigure.objects.of(unit_code=duty.unit_code, kind=campaign.kind, year=year)
    return dict(past.values_list("code", "value"))


def cells_of(content: Mapping[str, Any]) -> dict[str, Decimal]:
    """{code: figure} of a frozen report; nothing where the unit had nothing."""
    return {
        code: Decimal(cell["value"])
        for code, cell in content.get("cells", {}).items()
        if cell.get("value") is not None
    }
