"""More rows out of those that Python made: the database copies them, ten times as quick.

A copy has its own key, number and moment; what it says, its people and its search words are those
of its pattern. Copies lie beside their pattern, so that the table stays in order of time. (The
number by which a copy is *searched* is its pattern's: no measure looks for numbers.)
"""

from django.db import connection, models

from cases.models import Case, CaseDeadline, CaseHappening, Contact, Party
from families.models import Household

STEP = 100_000  # between the number of a pattern and those of its copies
MINUTES = 5  # between their moments


def columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields]


def spread(column: str, first: int, count: int, copies: int) -> str:
    """SQL: the key of copy `k` of the row whose key is `column`, behind all patterns."""
    return f"{first + count} + (p.{column} - {first}) * {copies} + k - 1"


def copy(table: str, names: list[str], given: dict[str, str], where: str, copies: int) -> None:
    """Each row of `where` so many times; `given`: {column: SQL of what a copy has instead}."""
    into = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join(given.get(name, f'p."{name}"') for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({into}) SELECT {taken}"
            f" FROM (SELECT * FROM {table} WHERE {where}) AS p, generate_series(1, {copies}) AS k"
        )


def keys(model: type[models.Model], **where: object) -> tuple[int, int]:
    """(the first key, how many) of rows written one after the other."""
    found = model._base_manager.filter(**where)
    first = found.aggregate(first=models.Min("pk"))["first"] or 1
    return first, found.count()


def copy_cases(first: int, copies: int) -> None:
    """`first`: the key of the first case that is a pattern; their children follow them."""
    count = keys(Case, pk__gte=first)[1]
    key = spread("id", first, count, copies)
    moved = f" - k * interval '{MINUTES} minutes'"
    sequence = f"(p.sequence + k * {STEP})"
    copy(
        "cases_case",
        columns(Case),
        {
            "id": key,
            "sequence": sequence,
            "number": f"p.county_code || '-' || p.year || '-' || {sequence}",
            "short_number": f"regexp_replace(p.short_number, '[0-9]+$', {sequence}::text)",
            "registered_at": f"p.registered_at{moved}",
            "received_at": f"p.received_at{moved}",
        },
        f"id >= {first}",
        copies,
    )
    of_case = spread("case_id", first, count, copies)
    for model in (Contact, Party, CaseDeadline, CaseHappening):
        begin, number = keys(model, case_id__gte=first)
        given = {"id": spread("id", begin, number, copies), "case_id": of_case}
        copy(model._meta.db_table, columns(model), given, f"case_id >= {first}", copies)
    given = {"object_id": spread("object_id", first, count, copies), "at": f"p.at{moved}"}
    names = ["kind", "object_id", "unit_code", "at", "tokens"]
    copy("search_entry", names, given, f"kind = 'case' AND object_id >= {first}", copies)


def copy_homes(first: int, copies: int, villages: int) -> None:
    """Into villages of the same town: copy k of village 501 is in 501 + k × `villages`."""
    count = keys(Household, pk__gte=first)[1]
    key = spread("id", first, count, copies)
    code = f"left(p.unit_code, 9) || right(p.unit_code, 3)::int + k * {villages}"
    given = {
        "id": key,
        "unit_code": code,
        "registered_code": code,
        "number": f"{code} || '-' || p.sequence",
    }
    copy("families_household", columns(Household), given, f"id >= {first}", copies)
    given = {
        "object_id": spread("object_id", first, count, copies),
        "unit_code": code,
        "tokens": f"search_units({code}) || p.tokens[cardinality(search_units(p.unit_code)) + 1 :]",
    }
    names = ["kind", "object_id", "unit_code", "at", "tokens"]
    copy("search_entry", names, given, f"kind = 'household' AND object_id >= {first}", copies)
