"""Rows of a model as the database takes them: every column, the model's default where not said."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models
from psycopg2 import Binary
from psycopg2.extras import Json, execute_values

AT_ONCE = 1000  # rows of one INSERT


def blank(model: type[models.Model]) -> dict[str, Any]:
    """{column: what a new row has there}; the key and generated columns are left to be said."""
    made = {}
    for field in model._meta.local_concrete_fields:
        value = field.get_default()
        made[field.column] = Json(value) if isinstance(field, models.JSONField) else value
    return made


def insert(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> int:
    """Multi-row INSERTs of what differs from a blank row. Answers how many."""
    return put(model._meta.db_table, blank(model), rows)


def put(table: str, base: dict[str, Any], rows: Iterable[dict[str, Any]]) -> int:
    columns = list(base)
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'INSERT INTO "{table}" ({names}) VALUES %s'
    count = 0
    with connection.cursor() as cursor:
        for some in batches(rows):
            values = [[row.get(column, base[column]) for column in columns] for row in some]
            execute_values(cursor.cursor, statement, values, page_size=AT_ONCE)
            count += len(values)
    return count


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while some := list(islice(source, AT_ONCE)):
        yield some


def after(model: type[models.Model]) -> int:
    """The first key nobody has."""
    return (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def forward(*models_: type[models.Model]) -> None:
    """The tables' counters stand behind the last key."""
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in models_):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                f' (SELECT max(id) FROM "{table}"))'
            )


def numbers(array: Iterable[int]) -> str:
    """An array as PostgreSQL reads it: the driver would quote its numbers one by one."""
    return "{" + ",".join(map(str, array)) + "}"


__all__ = ["Binary", "Json", "after", "blank", "forward", "insert", "numbers", "put"]
