"""Ask the database for keys; what may be seen of them is asked of visible_to afterwards."""

from dataclasses import dataclass

from django.db import connection

from portal.access import Actor
from portal.search.registry import Hit, Kind, kind_named, kinds_for
from portal.search.tokens import asks_of

FIND = "SELECT object_id FROM search_ids(%s, %s, %s::int4[], %s::int4[], %s, %s)"
MOST = 1000  # keys a list is narrowed by
COUNTED = 300  # keys the page looks at; beyond them it says 300＋


@dataclass(frozen=True, slots=True)
class Found:
    """Of one kind: the best hits she may see, and how many there are ("12" or "300＋")."""

    kind: Kind
    hits: list[Hit]
    total: str
    is_more: bool


def is_enough(typed: str) -> bool:
    """Whether there is anything in it to look for."""
    return bool(asks_of(typed))


def search_ids(kind: str, typed: str, *, most: int = MOST) -> list[int]:
    """Keys within the range of the open scope, the best first, each once.

    Labels and recusal are not asked here: always narrow a `visible_to` by them, never count them.
    """
    keys: dict[int, None] = {}
    is_open = kind_named(kind).is_open
    with connection.cursor() as cursor:
        for ask in asks_of(typed):
            cursor.execute(FIND, [kind, is_open, list(ask.words), list(ask.heads), ask.whole, most])
            keys |= dict.fromkeys(key for (key,) in cursor.fetchall())
    return list(keys)[:most]


def search(actor: Actor, typed: str, *, shown: int) -> list[Found]:
    """What this person finds, kind by kind; kinds without a hit are left out."""
    found = [of_kind(kind, actor, typed, shown) for kind in kinds_for(actor)]
    return [one for one in found if one.hits]


def of_kind(kind: Kind, actor: Actor, typed: str, shown: int) -> Found:
    keys = search_ids(kind.name, typed, most=COUNTED)
    if not keys:
        return Found(kind, [], "0", is_more=False)
    seen = set(kind.resolve(actor, keys).values_list("pk", flat=True))
    best = [key for key in keys if key in seen][:shown]
    rows = {row.pk: row for row in kind.resolve(actor, best)}
    total = f"{len(seen):,}" + ("＋" if len(keys) == COUNTED else "")
    hits = [kind.hit(rows[key]) for key in best if key in rows]
    return Found(kind, hits, total, is_more=len(seen) > len(hits))
