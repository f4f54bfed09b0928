"""乡镇（街道）、村（社区）妇联 and the places they stand in, by sheet (portal.md: Units)."""

from collections.abc import Iterator
from datetime import date, datetime

from portal.access import Actor, Permission
from portal.sheets.declaration import Bad, Column, Kind, Progress, Row, Sheet, Value, Written
from portal.units import actions as units
from portal.units.choices import Level, UnitKind
from portal.units.models import Region, Unit

KINDS = {Level.TOWN: UnitKind.TOWN_FEDERATION, Level.VILLAGE: UnitKind.VILLAGE_FEDERATION}
PLACE_DIGITS = {Level.TOWN: 9, Level.VILLAGE: 12}
BATCH = 500

COLUMNS = (
    Column(
        "code", "单位代码", Kind.CODE, required=True, unique=True, pattern=r"[0-9A-Z]{5,24}",
        help="以上级单位代码开头，例如410402001（街道）、410402001003（社区）。",
        wrong="要填5至24位大写字母和数字", max_length=24,
    ),
    Column("name", "全称", required=True, max_length=60, width=30),
    Column("short_name", "简称", required=True, max_length=30, width=20),
    Column(
        "level", "级别", Kind.CHOICE, required=True, width=18,
        choices=tuple((level.value, level.label) for level in KINDS),
    ),
    Column(
        "parent", "上级单位代码", Kind.CODE, required=True, max_length=24,
        help="上级可以是已有单位，也可以是本表里的单位。",
    ),
    Column(
        "place", "行政区划代码", Kind.CODE, pattern=r"[0-9]{9}|[0-9]{12}", max_length=12, width=18,
        wrong="要填9位数字（乡镇、街道）或12位数字（村、社区）",
        help="乡镇（街道）9位，村（社区）12位；没有的可以不填。",
    ),
    Column(
        "place_name", "地名", max_length=60,
        help="行政区划代码还没有登记的，填地名，一并登记。",
    ),
    Column("phone", "联系电话", max_length=30),
    Column("valid_from", "启用日期", Kind.DATE),
)  # fmt: skip


def existing(actor: Actor, keys: set[tuple[Value, ...]]) -> set[tuple[Value, ...]]:
    codes = [key[0] for key in keys]
    return {(code,) for code in Unit.objects.filter(code__in=codes).values_list("code", flat=True)}


def check(actor: Actor, rows: list[Row], today: date) -> Iterator[Bad]:
    """Who stands under whom, and where: against the portal and against the sheet itself."""
    wanted = {row["parent"] for row in rows} | {row["code"] for row in rows}
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=wanted)}
    here = {row["code"] for row in rows}
    places = set(
        Region.objects.filter(code__in={row["place"] for row in rows}).values_list(
            "code", flat=True
        )
    )
    for row in rows:
        if words := parent_wrong(row, known, here):
            yield Bad(row.number, "parent", words)
        if words := place_wrong(row, places):
            yield Bad(row.number, "place", words)
        if row["valid_from"] and row["valid_from"] > today:
            yield Bad(row.number, "valid_from", "启用日期不能晚于今天。")
        other = known.get(row["code"])
        if other and row["name"] and other.name != row["name"]:
            yield Bad(row.number, "code", f"单位代码{other.code}已用于{other.name}，请核对。")


def parent_wrong(row: Row, known: dict[str, Unit], here: set[Value]) -> str:
    code, parent = row["code"], row["parent"]
    if not code or not parent:
        return ""
    if not code.startswith(parent) or code == parent:
        return f"单位代码须以上级单位代码{parent}开头。"
    if parent in known:
        return f"上级单位{known[parent]}已停用。" if known[parent].valid_to else ""
    return "" if parent in here else f"没有代码是{parent}的单位，请先建上级或写进本表。"


def place_wrong(row: Row, places: set[str]) -> str:
    place, level = row["place"], row["level"]
    if not place or not level:
        return ""
    if len(place) != PLACE_DIGITS[Level(level)]:
        return f"{Level(level).label}的行政区划代码是{PLACE_DIGITS[Level(level)]}位数字。"
    if place not in places and not row["place_name"]:
        return f"行政区划代码{place}还没有登记，请填地名。"
    return ""


def write(*, rows: list[Row], actor: Actor, at: datetime, progress: Progress) -> Written:
    """Parents before children, many to a statement, through the units' own actions."""
    ordered = sorted(rows, key=lambda row: (len(row["code"]), row["code"]))
    places = _places(ordered, actor, at)
    made: dict[str, Unit] = {}
    for start in range(0, len(ordered), BATCH):
        for depth in _by_depth(ordered[start : start + BATCH]):
            batch = [_unit(row, places, made) for row in depth]
            units.make_units(units=batch, actor=actor, at=at)
            made |= {unit.code: unit for unit in batch}
        progress(min(start + BATCH, len(ordered)), len(ordered), "正在建立单位")
    return Written(len(ordered))


def _by_depth(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows whose parents are all made before: one group for each length of code."""
    for length in sorted({len(row["code"]) for row in rows}):
        yield [row for row in rows if len(row["code"]) == length]


def _unit(row: Row, places: dict[str, Region], made: dict[str, Unit]) -> Unit:
    parent = made.get(row["parent"]) or Unit.objects.get(code=row["parent"])
    made[row["parent"]] = parent
    return Unit(
        code=row["code"], name=row["name"], short_name=row["short_name"], addressee=row["name"],
        kind=KINDS[Level(row["level"])], level=row["level"], parent=parent,
        region=places.get(row["place"] or ""), phone=row["phone"] or "",
        valid_from=row["valid_from"], is_demo=parent.is_demo,
    )  # fmt: skip


def _places(rows: list[Row], actor: Actor, at: datetime) -> dict[str, Region]:
    """Places by code; those not known yet are made, the town before its villages."""
    wanted = {row["place"]: row for row in rows if row["place"]}
    codes = set(wanted) | {code[:9] for code in wanted} | {code[:6] for code in wanted}
    found = {region.code: region for region in Region.objects.filter(code__in=codes)}
    for length in (9, 12):
        new = [
            Region(
                code=code, name=row["place_name"], level=row["level"],
                parent=found.get(code[:9] if length == 12 else code[:6]),
            )
            for code, row in wanted.items() if len(code) == length and code not in found
        ]  # fmt: skip
        units.make_regions(regions=new, actor=actor, at=at)
        found |= {region.code: region for region in new}
    return found


UNITS = Sheet(
    name="units",
    title="乡镇（街道）、村（社区）妇联",
    permission=Permission.UNIT_MANAGE,
    columns=COLUMNS,
    key=("code",),
    existing=existing,
    check=check,
    write=write,
    leans_on=("parent", "code"),
    note="每行一个单位；带*的列必填。村（社区）和它的乡镇（街道）可以写在同一张表里。",
)
