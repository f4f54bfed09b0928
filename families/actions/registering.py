"""Households written down: one, those of a village, or all of a file at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from families.actions.happening import line_of
from families.choices import HouseholdKind, HouseholdStatus
from families.models import Household, HouseholdHappening, NeighbourGroup
from families.rules.steps import level_of
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.crypto.rows import insert_rows
from portal.search import actions as search
from portal.search.tokens import Document
from portal.units.models import Unit

EDITABLE = {
    "head_name": "户主", "block": "村民组或楼栋单元", "door": "门牌", "members": "人口",
    "kind": "家庭类型", "group": "联创小组", "phone": "电话",
}  # fmt: skip
MOST_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """What is written down of a household."""

    head_name: str
    members: int
    kind: str = HouseholdKind.COMMUNITY
    block: str = ""
    door: str = ""
    phone: str = ""
    group: NeighbourGroup | None = None


class Doubles(Refused):
    """Perhaps it is there already: `rows` have the same head or the same door."""

    def __init__(self, rows: Sequence[Household]) -> None:
        super().__init__(
            "可能已经建过档：户主或门牌相同。确是另一户的，请勾选后再保存。", "is_other"
        )
        self.rows = list(rows)


def ensure_may_keep(actor: Actor, village_code: str) -> None:
    """Raises Refused unless she keeps the files of this village."""
    if not actor.can(Permission.FAMILY_REGISTER):
        raise Refused("您可以查看，但不能修改家庭档案。如需修改，请联系村（社区）妇联。")
    if level_of(village_code) != "village" or not actor.sees(village_code):
        raise Refused("请选择本单位或下级的村（社区）。", "village")


def same_door(first: str, second: str) -> bool:
    return bool(first) and "".join(first.split()) == "".join(second.split())


def doubles_of(facts: Facts, *, village_code: str, actor: Actor) -> list[Household]:
    """Active households of the village with this head in the same block, or behind this door."""
    rows = Household.objects.visible_to(actor).of_village(village_code).active()
    return [
        row
        for row in rows.order_by("sequence")
        if (row.head_name == facts.head_name and row.block == facts.block)
        or (row.block == facts.block and same_door(row.door, facts.door))
    ]


@transaction.atomic
def register_household(
    *, facts: Facts, village: Unit, is_other: bool, actor: Actor, at: datetime
) -> Household:
    """Write a household down. Raises Doubles unless `is_other`, and Refused."""
    ensure_may_keep(actor, village.code)
    if not is_other and (found := doubles_of(facts, village_code=village.code, actor=actor)):
        raise Doubles(found)
    return register_households(rows=[facts], village=village, actor=actor, at=at)[0]


@transaction.atomic
def register_households(
    *, rows: Sequence[Facts], village: Unit, actor: Actor, at: datetime
) -> list[Household]:
    """Many of one village, in the order of `rows`. Raises Refused."""
    keys = take_in(rows={village: rows}, actor=actor, at=at)
    return list(Household.objects.filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def take_in(*, rows: Mapping[Unit, Sequence[Facts]], actor: Actor, at: datetime) -> list[int]:
    """Many of many villages, as an import brings them: few statements, however many rows. The
    counters stay locked: no gap. Answers the keys. Raises Refused."""
    for village in rows:
        ensure_may_keep(actor, village.code)
    numbers = take_numbers({village.code: len(mine) for village, mine in rows.items()})
    placed = [
        (village, numbers[village.code] + place, facts)
        for village, mine in rows.items()
        for place, facts in enumerate(mine)
    ]
    codes = [village.code for village, _, _ in placed]
    keys = write_files(placed, codes, actor, at)
    insert_rows(
        HouseholdHappening,
        columns={"household_id": keys, "unit_code": codes},
        same=line_of("register", actor=actor, at=at),
    )
    for village, mine in rows.items():
        audit.record(
            actor=actor, action="family.register", at=at, unit_code=village.code,
            households=len(mine),
        )  # fmt: skip
    search.index_documents(kind="household", documents=documents(keys, placed, at))
    return keys


Placed = Sequence[tuple[Unit, int, Facts]]  # the village, the household's number in it


def write_files(placed: Placed, codes: Sequence[str], actor: Actor, at: datetime) -> list[int]:
    columns: dict[str, Any] = {
        name: [getattr(facts, name) for _, _, facts in placed]
        for name in EDITABLE
        if name != "group"
    }
    return insert_rows(
        Household,
        columns=columns
        | {
            "unit_code": codes,
            "registered_code": codes,
            "number": [number_of(village, sequence) for village, sequence, _ in placed],
            "sequence": [sequence for _, sequence, _ in placed],
            "region_id": [village.region_id for village, _, _ in placed],
            "group_id": [facts.group.pk if facts.group else None for _, _, facts in placed],
        },
        same={
            "joined_year": timezone.localtime(at).year,
            "status": HouseholdStatus.ACTIVE,
            "registered_at": at,
            "registered_by_id": actor.account_id,
        },
    )


def number_of(village: Unit, sequence: int) -> str:
    return f"{village.code}-{sequence}"


def documents(keys: Iterable[int], placed: Placed, at: datetime) -> Iterator[Document]:
    for key, (village, sequence, facts) in zip(keys, placed, strict=True):
        yield document_of(
            key, village.code, at, head_name=facts.head_name, number=number_of(village, sequence),
            phone=facts.phone, block=facts.block,
        )  # fmt: skip


def document_of(
    key: int, code: str, at: datetime, *, head_name: str, number: str, phone: str, block: str
) -> Document:
    """A household is found by its number, its head, its phone, its block. Never by the door."""
    return Document(
        object_id=key,
        unit_code=code,
        at=at,
        names=[head_name],
        numbers=[number],
        phones=[phone] if phone else [],
        texts=[block] if block else [],
    )


# Rows come in one order, so that two imports never wait for each other.
TAKE = """
INSERT INTO families_householdcounter AS counter (village_code, last)
SELECT * FROM unnest(%s::text[], %s::integer[]) AS asked(code, count) ORDER BY code
ON CONFLICT (village_code) DO UPDATE SET last = counter.last + EXCLUDED.last
RETURNING village_code, last
"""


def take_numbers(counts: Mapping[str, int]) -> dict[str, int]:
    """The first of each village's new numbers. A roll-back gives them back."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [list(counts), list(counts.values())])
        return {code: last - counts[code] + 1 for code, last in cursor.fetchall()}
