"""The city's summary: a text with places for figures, and how each figure is counted.

A place is written {P02}: the exact sum; {P02余}: the way a summary says it (8.5万余份);
{R05/R04}: a rate, always from numerator and denominator; {R04·县}: of the counties and zones alone;
{R04·成员}: of the member units; {家数}: how many units reported; {建议}, {采纳}: how many
suggestions were sent and taken up. Nothing is typed as a number.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from campaigns.choices import CampaignKind, Group
from campaigns.rules import figures, notice, rounding

PLACE = re.compile(
    r"\{(?P<code>[A-Z]\d{2}[a-z]?|家数|建议|采纳)(?:/(?P<of>[A-Z]\d{2}[a-z]?))?(?:·(?P<group>县|成员))?(?P<said>余)?\}"
)
GROUPS = {"县": (Group.COUNTY, Group.ZONE), "成员": (Group.MEMBER,)}
UNITS = "家数"
SUGGESTED, TAKEN_UP = "建议", "采纳"
RECORDS = {SUGGESTED, TAKEN_UP}  # each source is a record of its own, not a unit's table


@dataclass(frozen=True, slots=True)
class Source:
    """One unit's part of a figure: from which version of which material."""

    duty: int
    unit: str
    group: str
    version: int
    value: Decimal

    def as_data(self) -> list[Any]:
        return [self.duty, self.unit, self.group, self.version, str(self.value)]


def source_of(data: list[Any]) -> Source:
    return Source(data[0], data[1], data[2], data[3], Decimal(data[4]))


@dataclass(frozen=True, slots=True)
class Cell:
    """An accepted figure of one unit, as its version froze it."""

    source: Source
    name: str
    measure: str
    is_added: bool  # figures of units that may not be added (distinct, rates) are shown alone
    is_less: bool = False  # 重复计数: what two units both reported, taken off once


Cells = Mapping[str, list[Cell]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of the summary: what it says, how it was counted, from what."""

    key: str
    label: str
    value: Decimal | None
    said: str
    formula: str
    sources: tuple[Source, ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "value": None if self.value is None else str(self.value),
            "said": self.said,
            "formula": self.formula,
            "sources": [source.as_data() for source in self.sources],
        }


def counted_of(key: str, data: Mapping[str, Any]) -> Counted:
    """A figure as it was frozen."""
    value = None if data["value"] is None else Decimal(data["value"])
    found = tuple(source_of(one) for one in data["sources"])
    return Counted(key, data["label"], value, data["said"], data["formula"], found)


def keys_in(text: str) -> list[str]:
    """Every place of the text, in order, once each."""
    return list(dict.fromkeys(found.group(0)[1:-1] for found in PLACE.finditer(text)))


def count(key: str, cells: Cells) -> Counted:
    """The figure of one place; its value is None where nothing was reported."""
    found = PLACE.fullmatch("{" + key + "}")
    if found is None:
        return Counted(key, key, None, "—", "没有这种写法")
    where = GROUPS.get(found["group"] or "")
    label = f"（{'、'.join(group.label for group in where)}）" if where else ""
    if found["code"] == UNITS:
        return _units(key, cells, where, label)
    if found["of"]:
        return _rate(key, found["code"], found["of"], cells, where, label)
    return _sum(key, found["code"], cells, where, label, is_said=bool(found["said"]))


def _of(cells: Iterable[Cell], where: tuple[Group, ...] | None) -> list[Cell]:
    return [cell for cell in cells if where is None or cell.source.group in where]


def _units(key: str, cells: Cells, where: Any, label: str) -> Counted:
    units: dict[str, Source] = {}
    for code, rows in cells.items():
        for cell in _of(rows, where):
            if not cell.is_less and code not in RECORDS:
                units.setdefault(cell.source.unit, cell.source)
    number = Decimal(len(units))
    return Counted(
        key, f"报送统计表的单位{label}", number, figures.plain(number), "统计表已通过的单位数",
        tuple(units.values()),
    )  # fmt: skip


def _sum(key: str, code: str, cells: Cells, where: Any, label: str, *, is_said: bool) -> Counted:
    rows = _of(cells.get(code, []), where)
    if not rows and code == TAKEN_UP and cells.get(SUGGESTED):
        return Counted(key, "采纳建议（含部分采纳）", Decimal(0), "0件", "还没有采纳的")
    if not rows:
        return Counted(key, code, None, "—", "还没有通过的数字")
    name, measure = rows[0].name, rows[0].measure
    sources = tuple(row.source for row in rows)
    if not all(row.is_added for row in rows):
        return Counted(key, f"{name}{label}", None, "—", "各单位之间不能相加", sources)
    total = sum((source.value for source in sources), Decimal(0))
    said = f"{figures.plain(total)}{measure}"
    if is_said and total == total.to_integral_value():
        said = rounding.rounded(int(total), measure)
    less = sum(1 for row in rows if row.is_less)
    formula = f"{len(rows) - less}家相加" + (f"，减{less}处重复" if less else "")
    if code in RECORDS:
        formula = f"{len(rows)}条记录"
    return Counted(key, f"{name}{label}", total, said, formula, sources)


def _rate(key: str, top: str, whole: str, cells: Cells, where: Any, label: str) -> Counted:
    above, below = _of(cells.get(top, []), where), _of(cells.get(whole, []), where)
    if not above or not below:
        return Counted(key, f"{top}÷{whole}{label}", None, "—", "还没有通过的数字")
    upper = sum((cell.source.value for cell in above), Decimal(0))
    lower = sum((cell.source.value for cell in below), Decimal(0))
    value = figures.rate(upper, lower)
    formula = f"{above[0].name}{figures.plain(upper)}÷{below[0].name}{figures.plain(lower)}"
    sources = tuple(cell.source for cell in (*above, *below))
    said = "—" if value is None else f"{value}%"
    return Counted(key, f"{above[0].name}÷{below[0].name}{label}", value, said, formula, sources)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of plain words, or a figure with its key."""

    text: str
    key: str = ""


def pieces_of(line: str, made: Mapping[str, Counted]) -> list[Piece]:
    """A paragraph as words and figures."""
    found, start = [], 0
    for place in PLACE.finditer(line):
        if place.start() > start:
            found.append(Piece(line[start : place.start()]))
        key = place.group(0)[1:-1]
        found.append(Piece(made[key].said, key))
        start = place.end()
    return [*found, Piece(line[start:])] if start < len(line) else found


def words_of(text: str, made: Mapping[str, Counted]) -> str:
    """The text with every place filled."""
    return PLACE.sub(lambda place: made[place.group(0)[1:-1]].said, text)


def unwritten(text: str) -> list[str]:
    """Headings of a summary under which nothing stands yet."""
    sections = notice.sections_of(text)
    return [section.heading for section in sections if section.heading and not section.text]


def nothing_done(made: Mapping[str, Counted]) -> list[str]:
    """Figures that are 0: a summary leaves such a clause out (举办讲座0场 is nothing to report)."""
    return [one.label for one in made.values() if one.value == 0]


SKELETON = """{opening}
一、基本情况
{year}年{name}活动期间，全市{{家数}}家单位报送了统计情况，开展宣传活动{{P01余}}，参加群众{{P09余}}。
二、主要做法
（一）法治宣传到家门口。发放宣传资料{{P02余}}，举办讲座{{P14余}}。
（二）维权服务到身边。接待咨询{{C01余}}，其中法律咨询{{C02余}}；妇联参与调解婚姻家庭纠纷{{R04·县}}，成功{{R05·县}}，成功率{{R05/R04·县}}。
（三）平安家庭到户。慰问困难妇女儿童和老人{{G01余}}，志愿者参与{{O02余}}。
（四）源头维权到制度。
三、存在问题
四、下步打算"""
OPENING = "（开头语请按当年规范表述填写）"


# The headings of seed 002. 人民调解 is the whole of 司法行政: a county's own is part of it.
YEARLY = """{opening}
一、宣传教育
展出展板{{P04}}，发放宣传资料{{P02余}}，接待咨询{{C01余}}。新闻单位刊发文章（信息）{{M01}}，播发新闻{{M02}}，其中电视{{M02a}}，固定栏目播出{{M03}}。
二、维权服务
（一）各司其职。办理女职工劳动监察、仲裁案件{{R10}}，追讨劳动报酬等{{R09}}；全市人民调解纠纷{{R04a·成员}}，调解成功{{R05a·成员}}，成功率{{R05a/R04a·成员}}；办理妇女儿童法律援助案件{{R06}}，占总数的{{R06/R06t}}。
（二）法律服务。律师志愿者为{{R07}}提供法律援助，挽回经济损失{{R08}}。
（三）求诉求助。调处来信来访{{R01·成员}}，办结率{{R02/R01·成员}}。
三、关爱帮扶
举办实用技术培训{{T01余}}，培训妇女{{T02余}}；“两癌”筛查{{C07}}，救助{{G04}}，救助金{{G04a}}。参加基本养老保险的职工{{S01}}，其中女性{{S02}}，占{{S02/S01}}；参加基本医疗保险的职工{{S03}}，其中女性{{S04}}，占{{S04/S03}}。困境儿童纳入保障{{G07}}，关爱农村留守儿童{{G06}}。
四、存在问题
五、下步打算"""


def skeleton(year: int, name: str, kind: str = CampaignKind.RIGHTS_WEEK) -> str:
    """Sentences from figures under the usual headings; the rest is the coordinator's own."""
    is_yearly = kind in (CampaignKind.ANNUAL_WORK, CampaignKind.HALF_YEAR)
    return (YEARLY if is_yearly else SKELETON).format(opening=OPENING, year=year, name=name)
