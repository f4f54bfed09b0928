"""Keep the entries current: inside the transaction of the write they follow."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import connection

from portal.search import registry
from portal.search.tokens import Document, tokens_of

PUT = "SELECT search_put(%s, %s, %s, %s, %s::int4[])"
PUT_MANY = "SELECT search_put_many(%s, %s::bigint[], %s::text[], %s::timestamptz[], %s::text[])"
BATCH = 2000


def index(*, kind: str, keys: Iterable[int]) -> int:
    """Write the entries of these objects anew; answers how many. Call it last in an action.

    Raises what the database raises for a unit outside the caller's range.
    """
    return index_documents(kind=kind, documents=registry.kind_named(kind).documents(keys))


def index_documents(*, kind: str, documents: Iterable[Document]) -> int:
    """The same, of what the writer holds in her hand: nothing is read again."""
    rows = ((d.object_id, d.unit_code, d.at, tokens_of(d)) for d in documents)
    count = 0
    while batch := list(islice(rows, BATCH)):
        _put(kind, batch)
        count += len(batch)
    return count


def _put(kind: str, rows: list[tuple[int, str, datetime, list[int]]]) -> None:
    with connection.cursor() as cursor:
        if len(rows) == 1:
            return cursor.execute(PUT, [kind, *rows[0]])
        keys, codes, moments, tokens = zip(*rows, strict=True)
        words = [f"{{{','.join(map(str, found))}}}" for found in tokens]
        return cursor.execute(PUT_MANY, [kind, list(keys), list(codes), list(moments), words])
