"""Many cases and twice as many households, laid over the demo city by multi-row INSERTs.

Run as the server's administrator with triggers off: the portal's own way (an action for each) is
measured by `register` and `import_households`, not used to fill. Everything comes from a seed and
the number of rows, so that two builds hold the same. The search index is built after the load.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from cases import rules
from cases.models import (
    Case,
    CaseCounter,
    CaseDeadline,
    CaseHappening,
    Category,
    Channel,
    Contact,
    Party,
)
from portal.accounts.models import Posting
from portal.deadlines.models import ClockRule
from portal.search.models import Entry
from portal.units.models import Unit, county_code
from tests.bench import words
from tests.bench.rows import Json, after, insert, numbers, put
from tests.bench.sealed import POOL, Sealed

SEED = 20261128
YEARS = 5
RARE_CASES = 40
OPEN_DAYS = 45  # younger cases are being handled
BATCH = 20_000  # cases held in memory at once
TABLES = (Case, Contact, Party, CaseDeadline, CaseHappening)


@dataclass
class Cast:
    """Who and what the made cases refer to."""

    units: list[Unit]
    names: dict[str, str]
    leaves: list[Category]
    channels: list[Any]
    handlers: dict[str, int]
    rule: ClockRule
    last: dict[tuple[str, int], int]
    sealed: list[Sealed]


def cast(sealed: list[Sealed]) -> Cast:
    units = list(
        Unit.objects.filter(kind__in=["federation", "zone", "town_federation"]).order_by("code")
    )
    postings = Posting.objects.present().order_by("pk").values_list("unit__code", "account")
    counters = CaseCounter.objects.values_list("county_code", "year", "last")
    return Cast(
        units=units,
        names=dict(Unit.objects.values_list("code", "short_name")),
        leaves=list(Category.objects.filter(parent__isnull=False).order_by("code")),
        channels=list(Channel.objects.order_by("pk")),
        handlers=dict(reversed(list(postings))),
        rule=ClockRule.objects.get(code="return-visit"),
        last={(code, year): last for code, year, last in counters},
        sealed=sealed,
    )


@dataclass(frozen=True)
class Made:
    """One case before it becomes rows of six tables."""

    key: int
    unit: Unit
    at: datetime
    category: Category
    name: str
    clauses: list[str]
    number: str
    short: str
    county: str
    sequence: int
    status: str
    label: str
    handler: int
    title: str


def made_cases(count: int, who: Cast, now: datetime) -> Iterator[Made]:
    """`count` cases in the order of their registration, evenly over five years."""
    chance = random.Random(SEED)
    first, step = now - timedelta(days=365 * YEARS), timedelta(days=365 * YEARS) / (count + 1)
    base, handlers = after(Case), sorted(who.handlers.items())
    rare = max(1, count // RARE_CASES)
    for place in range(count):
        at = first + step * (place + 1)
        unit, category = chance.choice(who.units), chance.choice(who.leaves)
        county, year = county_code(unit.code), timezone.localtime(at).year
        sequence = who.last[county, year] = who.last.get((county, year), 0) + 1
        extra = words.COMMON if place % 11 == 5 else words.RARE if place % rare == 3 else ""
        name = words.person(chance)
        own = [account for code, account in handlers if code == unit.code]
        yield Made(
            key=base + place,
            unit=unit,
            at=at,
            category=category,
            name=name,
            clauses=words.story(chance, extra),
            number=rules.number_of(county, year, sequence),
            short=rules.short_number_of(who.names[county], sequence),
            county=county,
            sequence=sequence,
            status=status_of(chance, now - at),
            label=chance.choices(["normal", "sensitive", "named"], [70, 28, 2])[0],
            handler=own[0] if own else chance.choice(handlers)[1],
            title=rules.title_of(category, name),
        )


def status_of(chance: random.Random, age: timedelta) -> str:
    if age < timedelta(days=OPEN_DAYS):
        return chance.choice(["registered", "handling", "handling", "result", "closed"])
    return chance.choice(["closed", "closed", "followed_up", "archived"])


def load_cases(count: int, now: datetime, sealed: list[Sealed]) -> None:
    who, batch = cast(sealed), []
    for made in made_cases(count, who, now):
        batch.append(made)
        if len(batch) == BATCH:
            write(batch, who)
            batch = []
    write(batch, who)
    for (county, year), last in who.last.items():
        CaseCounter.objects.update_or_create(county_code=county, year=year, defaults={"last": last})


def write(batch: list[Made], who: Cast) -> None:
    insert(Case, (case_row(one) for one in batch))
    contact, party, clock = after(Contact), after(Party), after(CaseDeadline)
    insert(Contact, (contact_row(one, contact + n, who) for n, one in enumerate(batch)))
    insert(Party, (party_row(one, party + n, who) for n, one in enumerate(batch)))
    running = [one for one in batch if one.status in {"registered", "handling", "result"}]
    insert(CaseDeadline, (clock_row(one, clock + n, who) for n, one in enumerate(running)))
    line = after(CaseHappening)
    insert(CaseHappening, (row for n, one in enumerate(batch) for row in lines(one, line + 2 * n)))
    units = unit_tokens()
    base = dict.fromkeys(("kind", "object_id", "unit_code", "at", "tokens"))
    put(Entry._meta.db_table, base, (entry_row(one, who, units) for one in batch))


def case_row(one: Made) -> dict[str, Any]:
    is_closed = one.status in {"closed", "followed_up", "archived"}
    return {
        "id": one.key,
        "unit_code": one.unit.code,
        "registered_code": one.unit.code,
        "county_code": one.county,
        "year": timezone.localtime(one.at).year,
        "sequence": one.sequence,
        "number": one.number,
        "short_number": one.short,
        "title": one.title,
        "category_id": one.category.pk,
        "access_label": one.label,
        "status": one.status,
        "safety": "safe",
        "story": words.tell(one.clauses),
        "place_id": one.unit.region_id,
        "received_at": one.at,
        "registered_at": one.at,
        "registered_by_id": one.handler,
        "handler_id": one.handler,
        "ways": [],
        "seal": uuid.UUID(int=one.key),
    } | ({"closed_at": one.at, "closed_by_id": one.handler} if is_closed else {})


def contact_row(one: Made, key: int, who: Cast) -> dict[str, Any]:
    return {
        "id": key,
        "unit_code": one.unit.code,
        "registered_code": one.unit.code,
        "case_id": one.key,
        "outcome": "case",
        "channel_id": who.channels[one.key % len(who.channels)].pk,
        "caller_name": one.name,
        "category_id": one.category.pk,
        "place_id": one.unit.region_id,
        "story": words.tell(one.clauses),
        "safety": "safe",
        "received_at": one.at,
        "registered_at": one.at,
        "first_receiver_id": one.handler,
    } | who.sealed[one.key % POOL].contact


def party_row(one: Made, key: int, who: Cast) -> dict[str, Any]:
    return {
        "id": key,
        "unit_code": one.unit.code,
        "case_id": one.key,
        "role": "concerned",
        "name": one.name,
        "sex": "female",
        "birth_year": 1960 + one.key % 45,
        "tags": [],
        "reported": [],
    } | who.sealed[one.key % POOL].party


def clock_row(one: Made, key: int, who: Cast) -> dict[str, Any]:
    day = timezone.localdate(one.at) + timedelta(days=60)
    return {
        "id": key,
        "unit_code": one.unit.code,
        "case_id": one.key,
        "rule_id": who.rule.pk,
        "event": "登记",
        "started_at": one.at,
        "length": 60,
        "status": "running",
        "strict_on": day,
        "rolled_on": day,
        "advised_on": day,
        "seal": uuid.UUID(int=one.key),
    }


def lines(one: Made, key: int) -> Iterator[dict[str, Any]]:
    for n, verb in enumerate(("register", "handle")):
        yield {
            "id": key + n,
            "unit_code": one.unit.code,
            "case_id": one.key,
            "at": one.at,
            "verb": verb,
            "account_id": one.handler,
            "actor_name": "经办",
            "actor_unit": one.unit.short_name,
            "data": Json({"status": one.status, "text": "已联系当事人。"}),
            "seal": uuid.UUID(int=one.key),
        }


def unit_tokens() -> dict[str, list[int]]:
    """What a document bears of its unit and of those over it: asked of the database's function."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, search_units(code) FROM units_unit")
        return dict(cursor.fetchall())


def entry_row(one: Made, who: Cast, units: dict[str, list[int]]) -> dict[str, Any]:
    phone = who.sealed[one.key % POOL].phone
    both = [one.number, one.short]
    tokens = words.case_tokens(one.name, one.title, both, phone, one.clauses)
    return {
        "kind": "case",
        "object_id": one.key,
        "unit_code": one.unit.code,
        "at": one.at,
        "tokens": numbers(units[one.unit.code] + tokens),
    }
