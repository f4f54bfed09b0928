"""阵地名录 by sheet: a county's stations at once; the same file again makes no doubles."""

from collections.abc import Iterator
from datetime import date, datetime

from families import actions
from families.actions.stations import ensure_whole
from families.choices import ModelLevel, StationKind
from families.forms.station import units_of
from families.models import Station
from families.models.station import BASELINE, MODEL
from portal.access import Actor, Permission
from portal.access.refusal import Refused
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

YES_NO = (("yes", "有"), ("no", "没有"))
COUNTS = (
    ("staff", "工作人员"), ("lawyers", "法律服务团"), ("agents", "信访代理员"),
    ("volunteers", "志愿者"),
)  # fmt: skip


def units(actor: Actor) -> Options:
    return tuple((unit.code, f"{unit.short_name}（{unit.code}）") for unit in units_of(actor))


def label(name: str) -> str:
    return str(Station._meta.get_field(name).verbose_name)


COLUMNS = (
    Column("unit", "所属单位", Kind.CHOICE, required=True, choices=units, width=30),
    Column("kind", "类型", Kind.CHOICE, required=True, choices=tuple(StationKind.choices)),
    Column("name", "名称", required=True, max_length=60, width=26),
    Column("address", "地址", max_length=80, width=26, help="庇护所的地址不填。"),
    Column("phone", "电话", max_length=30),
    Column("head", "负责人", max_length=30),
    *(Column(name, label(name), Kind.CHOICE, required=True, choices=YES_NO) for name in BASELINE),
    *(Column(name, label(name), Kind.CHOICE, choices=YES_NO, width=12) for name in MODEL),
    Column("model_level", "示范级别", Kind.CHOICE, choices=tuple(ModelLevel.choices)),
    Column("approval", "批准文号", max_length=60, help="示范站必填。"),
    Column("opened_on", "挂牌日期", Kind.DATE),
    *(Column(name, words, Kind.INTEGER, width=12) for name, words in COUNTS),
)


def existing(actor: Actor, keys: set[tuple[Value, ...]]) -> set[tuple[Value, ...]]:
    codes = {key[0] for key in keys}
    rows = Station.objects.visible_to(actor).open().filter(unit_code__in=codes)
    return keys & set(rows.values_list("unit_code", "kind", "name"))


def check(actor: Actor, rows: list[Row], today: date) -> Iterator[Bad]:
    for row in rows:
        try:
            ensure_whole(values(row))
        except Refused as refusal:
            yield Bad(row.number, refusal.field or "", refusal.words)
        for name, words in COUNTS:
            if row[name] is not None and not 0 <= row[name] <= 99_999:
                yield Bad(row.number, name, f"{words}要填0到99999的整数。")
        if row["opened_on"] and row["opened_on"] > today:
            yield Bad(row.number, "opened_on", "挂牌日期不能晚于今天。")


def values(row: Row) -> dict[str, Value | bool]:
    made: dict[str, Value | bool] = {
        name: row[name] or "" for name in ("kind", "name", "address", "phone", "head",
                                           "model_level", "approval")
    }  # fmt: skip
    made |= {name: row[name] == "yes" for name in (*BASELINE, *MODEL)}
    made |= {name: row[name] or 0 for name, _ in COUNTS}
    return made | {"opened_on": row["opened_on"]}


def write(*, rows: list[Row], actor: Actor, at: datetime, progress: Progress) -> Written:
    by_code = {unit.code: unit for unit in Unit.objects.filter(code__in={r["unit"] for r in rows})}
    for number, row in enumerate(rows, start=1):
        actions.register_station(unit=by_code[row["unit"]], values=values(row), actor=actor, at=at)
        progress(number, len(rows), "正在登记")
    return Written(len(rows))


STATIONS = Sheet(
    name="stations",
    title="阵地名录",
    permission=Permission.STATION_KEEP,
    columns=COLUMNS,
    key=("unit", "kind", "name"),
    existing=existing,
    check=check,
    write=write,
    note="每行一个；四有每个站都要填有或没有，五个一示范站填。单位、类型和名称都相同的算同一个。",
)
