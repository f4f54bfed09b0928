"""家庭名册 by sheet: up to 20,000 rows at once, the same file a second time makes no doubles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from families import actions
from families.choices import GroupKind, HouseholdKind
from families.models import Household, NeighbourGroup
from families.reference import villages_of
from portal import clock
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

BATCH = 2000


def villages(actor: Actor) -> Options:
    units = villages_of(actor, clock.today())
    return tuple((u.code, f"{u.short_name.removesuffix('妇联')}（{u.code}）") for u in units)


COLUMNS = (
    Column(
        "village", "村（社区）", Kind.CHOICE, required=True, choices=villages, width=30,
        wrong="不在您管理的村（社区）里，请从下拉列表中选，或填单位代码",
        help="从下拉列表中选，也可以只填单位代码。",
    ),
    Column("head_name", "户主", required=True, max_length=30),
    Column("members", "人口", Kind.INTEGER, required=True, wrong="要填1到60的整数"),
    Column(
        "kind", "家庭类型", Kind.CHOICE, required=True,
        choices=tuple(HouseholdKind.choices), width=12,
    ),
    Column("block", "村民组或楼栋单元", max_length=40, width=20),
    Column("door", "门牌", max_length=40, help="加密保存，只有村（社区）、乡镇（街道）可见。"),
    Column("phone", "电话", Kind.PHONE, help="选填，加密保存。"),
    Column(
        "group_kind", "联创形式", Kind.CHOICE, choices=tuple(GroupKind.choices), width=12,
        help="填了联创小组的要填。",
    ),
    Column("group", "联创小组", max_length=40, width=20),
)  # fmt: skip
Key = tuple[str, str, str]


def key_of(village: str, head: str, block: str | None) -> Key:
    return village, head, block or ""


def existing(actor: Actor, keys: set[tuple[Value, ...]]) -> set[tuple[Value, ...]]:
    """Active households with this head in this block of this village."""
    codes = {key[0] for key in keys}
    rows = Household.objects.visible_to(actor).active().filter(unit_code__in=codes)
    there = {key_of(*row) for row in rows.values_list("unit_code", "head_name", "block")}
    return {key for key in keys if key_of(*key) in there}


def check(actor: Actor, rows: list[Row], today: date) -> Iterator[Bad]:
    """Numbers that are no household's; doors behind which another family lives."""
    doors = doors_of(actor, {row["village"] for row in rows if row["village"]})
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        members = row["members"]
        if members is not None and not 1 <= members <= 60:
            yield Bad(row.number, "members", "人口要填1到60的整数。")
        if bool(row["group"]) != bool(row["group_kind"]):
            missing = "group" if row["group_kind"] else "group_kind"
            yield Bad(row.number, missing, "联创形式和联创小组要同时填。")
        if not (row["door"] and row["village"]):
            continue
        door = row["village"], row["block"] or "", tight(row["door"])
        if door in seen and seen[door]["head_name"] != row["head_name"]:
            yield Bad(row.number, "door", f"与第{seen[door].number}行门牌相同，户主不同，请核对。")
        elif door in doors and doors[door] != row["head_name"]:
            yield Bad(row.number, "door", "这个门牌已有另一户在册，请核对。")
        seen.setdefault(door, row)


def tight(door: str) -> str:
    return "".join(door.split())


def doors_of(actor: Actor, codes: Iterable[str]) -> dict[tuple[str, str, str], str]:
    """{(village, block, door): head} of the active households that have one."""
    rows = Household.objects.visible_to(actor).active().filter(unit_code__in=list(codes))
    found = rows.values_list("unit_code", "block", "door", "seal", "head_name")
    opened = ((code, block, door.open(seal), head) for code, block, door, seal, head in found)
    return {(code, block, tight(door)): head for code, block, door, head in opened if door}


def write(*, rows: list[Row], actor: Actor, at: datetime, progress: Progress) -> Written:
    """Whole villages, many rows to a statement, through the action."""
    by_village: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_village[row["village"]].append(row)
    units = Unit.objects.in_bulk(by_village, field_name="code")
    named = {group_of(row) for row in rows if row["group"]}
    groups = actions.find_groups(named=named, actor=actor, at=at)
    done = 0
    for part in parts(by_village):
        facts = {units[code]: [facts_of(row, groups) for row in mine] for code, mine in part}
        done += len(actions.take_in(rows=facts, actor=actor, at=at))
        progress(done, len(rows), "正在建档")
    return Written(len(rows))


def parts(by_village: dict[str, list[Row]]) -> Iterator[list[tuple[str, list[Row]]]]:
    """Villages, and pieces of a large one, that make about BATCH rows together."""
    part: list[tuple[str, list[Row]]] = []
    size = 0
    for code, mine in sorted(by_village.items()):
        for start in range(0, len(mine), BATCH):
            piece = mine[start : start + BATCH]
            if size + len(piece) > BATCH and part:
                yield part
                part, size = [], 0
            part.append((code, piece))
            size += len(piece)
    if part:
        yield part


Group = tuple[str, str, str]


def group_of(row: Row) -> Group:
    return row["village"], row["group_kind"], row["group"]


def facts_of(row: Row, groups: Mapping[Group, NeighbourGroup]) -> actions.Facts:
    return actions.Facts(
        head_name=row["head_name"],
        members=row["members"],
        kind=row["kind"],
        block=row["block"] or "",
        door=row["door"] or "",
        phone=row["phone"] or "",
        group=groups[group_of(row)] if row["group"] else None,
    )


HOUSEHOLDS = Sheet(
    name="households",
    title="家庭名册",
    permission=Permission.FAMILY_REGISTER,
    columns=COLUMNS,
    key=("village", "head_name", "block"),
    existing=existing,
    check=check,
    write=write,
    note="每行一户，只填参加评选的家庭；不填身份证号和成员名单。户主和楼栋（村民组）都相同的算同一户。",
)
