"""历史台账导入: the clerk's ledger of past years, with the columns she has always had."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from cases.actions.history import AT_ONCE, OldCase, key_of, take_in_history
from cases.choices import Sex
from cases.models import Category, Channel, LedgerLine
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
)  # fmt: skip
from portal.units.models import Region, county_code

FIRST_YEAR = 1980
OLDEST = 120
VISIT = "visit"


def categories_of(actor: Actor) -> Options:
    found = Category.objects.leaves().filter(valid_to__isnull=True).order_by("code")
    return tuple((one.code, f"{one.parent.name}／{one.name}") for one in found)


def channels_of(actor: Actor) -> Options:
    return tuple(Channel.objects.order_by("position").values_list("code", "name"))


def places_of(actor: Actor) -> Options:
    """The importer's county and its towns."""
    county = county_code(actor.unit_code)
    found = Region.objects.filter(code__startswith=county, level__in=["county", "town"])
    return tuple(found.filter(valid_to__isnull=True).order_by("code").values_list("code", "name"))


COLUMNS = (
    Column("day", "日期", Kind.DATE, required=True, help="来信来访的日期，只能是今天以前。"),
    Column("name", "姓名", max_length=30, help="匿名的不填。"),
    Column(
        "sex", "性别", Kind.CHOICE, width=8,
        choices=((Sex.FEMALE.value, "女"), (Sex.MALE.value, "男")),
    ),
    Column("age", "年龄", Kind.INTEGER, width=8, help="当时的年龄。"),
    Column("address", "住址", max_length=100, width=24, help="加密保存，台账里不显示。"),
    Column("phone", "电话", max_length=30, help="手机或固定电话，加密保存。"),
    Column("story", "反映问题", Kind.LONG, required=True, max_length=2000, width=44),
    Column(
        "category", "类别", Kind.CHOICE, choices=categories_of, width=28,
        wrong="不是现在的类别，请从下拉列表中选；拿不准的可以不填",
        help="从下拉列表中选；拿不准的可以不填，以后再改。",
    ),
    Column("outcome", "处理情况", Kind.LONG, max_length=2000, width=36),
    Column("handler", "经办人", max_length=30, help="当时的经办人，照原台账写。"),
    Column(
        "channel", "信访形式", Kind.CHOICE, choices=channels_of, width=18,
        help="从下拉列表中选；不填按来访计。",
    ),
    Column(
        "place", "所在地", Kind.CHOICE, choices=places_of, width=20,
        help="本县（市、区）或乡镇（街道）；不清楚的不填。",
    ),
    Column("number", "原编号", max_length=40, help="原台账的编号，方便对照。"),
)  # fmt: skip


def existing(actor: Actor, keys: set[tuple[Value, ...]]) -> set[tuple[Value, ...]]:
    """Lines of this unit's ledgers that are in the portal already."""
    wanted = {key_of(*key): key for key in keys}  # type: ignore[arg-type]
    own = LedgerLine.objects.visible_to(actor).filter(registered_code=actor.unit_code)
    return {wanted[key] for key in own.filter(key__in=wanted).values_list("key", flat=True)}


def check(actor: Actor, rows: list[Row], today: date) -> Iterator[Bad]:
    for row in rows:
        if row["day"] and row["day"] > today:
            yield Bad(row.number, "day", "日期不能晚于今天。")
        elif row["day"] and row["day"].year < FIRST_YEAR:
            yield Bad(row.number, "day", f"日期早于{FIRST_YEAR}年，请核对年份。")
        if row["age"] is not None and row["age"] > OLDEST:
            yield Bad(row.number, "age", "年龄不对，请核对；不清楚的不填。")


def write(*, rows: list[Row], actor: Actor, at: datetime, progress: Progress) -> Written:
    """The oldest first, so that numbers follow days."""
    ordered = sorted(rows, key=lambda row: (row["day"], row.number))
    found = {
        "category": {one.code: one for one in Category.objects.filter(valid_to__isnull=True)},
        "channel": {one.code: one for one in Channel.objects.all()},
        "place": {one.code: one for one in _places(ordered)},
    }
    for start in range(0, len(ordered), AT_ONCE):
        lines = [_line(row, found) for row in ordered[start : start + AT_ONCE]]
        take_in_history(lines=lines, actor=actor, at=at)
        progress(min(start + AT_ONCE, len(ordered)), len(ordered), "正在导入历史台账")
    return Written(len(ordered))


def _places(rows: list[Row]) -> Iterable[Region]:
    return Region.objects.filter(code__in={row["place"] for row in rows if row["place"]})


def _line(row: Row, found: dict[str, dict[str, object]]) -> OldCase:
    plain = {key: row[key] or "" for key in ("name", "address", "phone", "outcome", "handler")}
    return OldCase(
        day=row["day"],
        story=row["story"],
        channel=found["channel"][row["channel"] or VISIT],  # type: ignore[arg-type]
        category=found["category"].get(row["category"]),  # type: ignore[arg-type]
        place=found["place"].get(row["place"]),  # type: ignore[arg-type]
        sex=row["sex"] or Sex.UNKNOWN,
        age=row["age"],
        number=row["number"] or "",
        **plain,
    )


HISTORY = Sheet(
    name="history",
    title="历史台账",
    permission=Permission.CASE_HISTORY,
    columns=COLUMNS,
    key=("day", "name", "story"),
    existing=existing,
    check=check,
    write=write,
    note=(
        "每行一件；带*的列必填。直接用往年的来信来访登记簿也可以，列的先后不限，不认识的列不读取。"
        "导入后可以查询、计入统计，不计期限、不进待办。"
    ),
    lands_on=("看导入的事项", "cases:list", "?status=history"),
)
