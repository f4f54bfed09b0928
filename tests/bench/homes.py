"""Villages of 900 households each, below the towns of the demo city, and their households."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import product
from typing import Any

from families.models import Household, HouseholdCounter
from portal.accounts.models import Account
from portal.search.models import Entry
from portal.units.models import Unit
from tests.bench import words
from tests.bench.load import SEED, unit_tokens
from tests.bench.rows import after, forward, insert, numbers, put
from tests.bench.sealed import POOL, Sealed

IN_A_VILLAGE = 900
FIRST_VILLAGE = 501  # behind those of the demo


def load_homes(count: int, now: datetime, sealed: list[Sealed], times: int) -> int:
    """`count` households, and room for `times` as many; answers the villages of one town."""
    towns = list(Unit.objects.filter(kind="town_federation").order_by("code"))
    villages = max(1, count // IN_A_VILLAGE)
    each = -(-villages // len(towns))
    insert(Unit, made_villages(towns, each * times))
    forward(Unit)
    settled = [
        {"code": f"{town.code}{FIRST_VILLAGE + place}", "region_id": town.region_id}
        for place in range(each)
        for town in towns
    ][:villages]
    insert(Household, made_homes(count, now, sealed, settled))
    last = -(-count // villages)
    counters = [HouseholdCounter(village_code=one["code"], last=last) for one in settled]
    HouseholdCounter.objects.bulk_create(counters, ignore_conflicts=True)
    index_homes(sealed)
    return each


def made_villages(towns: list[Unit], each: int) -> Iterator[dict[str, Any]]:
    key = after(Unit)
    for place, (town, number) in enumerate(product(towns, range(each)), start=key):
        yield {
            "id": place,
            "code": f"{town.code}{FIRST_VILLAGE + number}",
            "name": f"{town.short_name}{FIRST_VILLAGE + number}村妇联",
            "short_name": f"{FIRST_VILLAGE + number}村妇联",
            "kind": "village_federation",
            "level": "village",
            "parent_id": town.pk,
            "region_id": town.region_id,
            "is_demo": True,
        }


def made_homes(
    count: int, now: datetime, sealed: list[Sealed], villages: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Village by village, one beside the other in the table as a village's file comes in."""
    chance, key = random.Random(SEED + 1), after(Household)
    each, keeper = -(-count // len(villages)), first_keeper()
    for place in range(count):
        village, sequence = villages[place // each], place % each + 1
        yield {
            "id": key + place,
            "unit_code": village["code"],
            "registered_code": village["code"],
            "number": f"{village['code']}-{sequence}",
            "sequence": sequence,
            "head_name": words.person(chance),
            "region_id": village["region_id"],
            "block": f"{sequence // 40 + 1}组",
            "members": 2 + place % 4,
            "kind": "rural",
            "joined_year": now.year,
            "status": "active",
            "registered_at": now,
            "registered_by_id": keeper,
        } | sealed[place % POOL].household


def first_keeper() -> int:
    return Account.objects.order_by("pk").values_list("pk", flat=True)[0]


def index_homes(sealed: list[Sealed]) -> None:
    """Their entries of the search table, from the rows: names, numbers and phones."""
    units = unit_tokens()
    found = Household.objects.filter(unit_code__regex=r"^.{9}[5-9]").order_by("pk")
    rows = found.values_list("pk", "unit_code", "registered_at", "head_name", "number", "block")
    base = dict.fromkeys(("kind", "object_id", "unit_code", "at", "tokens"))
    put(Entry._meta.db_table, base, entries(rows.iterator(5_000), units, sealed))


def entries(
    rows: Iterable[tuple[Any, ...]], units: dict[str, list[int]], sealed: list[Sealed]
) -> Iterator[dict[str, Any]]:
    for place, (key, code, at, name, number, block) in enumerate(rows):
        found = words.of_person(name) | words.of_number(number) | words.of_clause(block)
        found |= words.of_phone(sealed[place % POOL].phone)
        yield {
            "kind": "household",
            "object_id": key,
            "unit_code": code,
            "at": at,
            "tokens": numbers(units[code] + sorted(found)),
        }
