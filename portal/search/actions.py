"""Keep the entries current: inside the transaction of the write they follow."""

from collections.abc import Iterable

from django.db import connection

from portal.search import registry
from portal.search.tokens import tokens_of

PUT = "SELECT search_put(%s, %s, %s, %s, %s::int4[])"


def index(*, kind: str, keys: Iterable[int]) -> int:
    """Write the entries of these objects anew; answers how many. Call it last in an action.

    Raises what the database raises for a unit outside the caller's range.
    """
    documents = registry.kind_named(kind).documents(keys)
    rows = [(kind, d.object_id, d.unit_code, d.at, tokens_of(d)) for d in documents]
    with connection.cursor() as cursor:
        cursor.executemany(PUT, rows)
    return len(rows)
