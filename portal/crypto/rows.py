"""Many rows of one model in one statement, by columns, with their encrypted fields.

`bulk_create` handles each value of each row by itself: 20,000 rows take it five times as long. The
triggers of the history, the policies and the constraints are the table's and hold here as well;
what a model would do in Python (`save()`, signals) is not done, so a model with a BlindIndexField
cannot come in this way.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.db import connection, models

from . import provider
from .fields import SEAL, BlindIndexField, EncryptedTextField


def insert_rows(
    model: type[models.Model],
    *,
    columns: Mapping[str, Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> list[int]:
    """Insert the rows; gives their keys in order. `columns`: {attname: one value for each row};
    `same`: {attname: the value of every row}; any other field takes its default."""
    count = len(next(iter(columns.values())))
    if not count:
        return []
    seals = [uuid4() for _ in range(count)]
    names: list[str] = []
    listed: list[tuple[Any, str]] = []
    alone: list[tuple[Any, Any]] = []
    values: list[list[Any]] = []
    field: Any
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        given = _values(field, columns, same or {}, seals)
        names.append(connection.ops.quote_name(field.column))
        if isinstance(given, list):
            listed.append((field, f"c{len(listed)}"))
            values.append(given)
        else:
            alone.append((field, given))
    return _insert(model, names, listed, values, alone)


def _values(
    field: Any, columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any], seals: Sequence[Any]
) -> Any:
    """A list with one value for each row, or the one value they share."""
    if isinstance(field, BlindIndexField):
        raise TypeError(f"{field} 须逐条 save() 或 bulk_create() 写入。")
    if field.name == SEAL:
        return [str(seal) for seal in seals]
    given = columns.get(field.attname)
    if given is None:
        shared = same[field.attname] if field.attname in same else field.get_default()
        if not isinstance(field, EncryptedTextField) or shared is None:
            return field.get_db_prep_save(shared, connection)
        given = [shared] * len(seals)
    if isinstance(field, EncryptedTextField):
        return [_token(field.label, text, seal) for text, seal in zip(given, seals, strict=True)]
    return list(given)


def _token(label: str, text: str | None, seal: Any) -> str | None:
    """Ciphertext as hexadecimal digits, which go into an array more quickly than bytes."""
    table, _, name = label.rpartition(".")
    return None if text is None else provider.encrypt(text, context=(table, name, seal)).hex()


def _insert(
    model: type[models.Model], names: list[str], listed: list[Any], values: list[Any],
    alone: list[Any],
) -> list[int]:  # fmt: skip
    """One INSERT … SELECT from the columns side by side, in their order."""
    quote = connection.ops.quote_name
    chosen = {field: _opened(field, name) for field, name in listed}
    chosen |= {field: f"%s::{_type(field)}" for field, _ in alone}
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    arrays = ", ".join(f"%s::{_array(field)}[]" for field, _ in listed)
    aliases = ", ".join(name for _, name in listed)
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)})"  # noqa: S608 - our names
        f" SELECT {', '.join(chosen[field] for field in fields)}"
        f" FROM unnest({arrays}) WITH ORDINALITY AS r({aliases}, place) ORDER BY place"
        f" RETURNING {quote(str(model._meta.pk.column))}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(value for _, value in alone), *values])
        return [key for (key,) in cursor.fetchall()]


def _opened(field: Any, name: str) -> str:
    return f"decode({name}, 'hex')" if isinstance(field, EncryptedTextField) else name


def _array(field: Any) -> str:
    return "text" if isinstance(field, EncryptedTextField) else _type(field)


def _type(field: Any) -> str:
    """Without its length: a cast would cut a text that is too long, an insert refuses it."""
    return str(field.db_type(connection)).partition("(")[0]
