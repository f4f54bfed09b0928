"""Tell PostgreSQL who is acting: the second lock behind `visible_to`.

The settings are LOCAL to the transaction, so a pooled connection can never carry them to the next
person. The policies read them; without them no row of content exists.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from portal.access.actor import Actor, SystemActor

SETTINGS = (
    "app.scope", "app.upto", "app.above", "app.account",
    "app.unit", "app.leads", "app.log_scope", "app.log_upto",
)  # fmt: skip
READ = "SELECT " + ", ".join(f"current_setting('{name}', true)" for name in SETTINGS)
WRITE = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


class ScopeOutsideTransaction(RuntimeError):
    """A LOCAL setting outside a transaction is gone before the next statement."""


def values_of(actor: Actor | SystemActor | None) -> list[str]:
    if actor is None:
        return [""] * len(SETTINGS)
    log_scope, log_upto = actor.log_range
    return [
        actor.scope,
        actor.upto,
        ",".join(actor.above),
        "" if actor.account_id is None else str(actor.account_id),
        actor.unit_code,
        actor.leads,
        log_scope,
        log_upto,
    ]


@contextmanager
def scope(actor: Actor | SystemActor | None) -> Iterator[None]:
    """Within the block only `actor`'s rows exist; the earlier actor is put back afterwards.

    Raises ScopeOutsideTransaction outside a transaction. `None` sees nothing.
    """
    if not connection.in_atomic_block:
        raise ScopeOutsideTransaction("scope() needs an open transaction")
    with connection.cursor() as cursor:
        cursor.execute(READ)
        before = [value or "" for value in cursor.fetchone()]
        cursor.execute(WRITE, values_of(actor))
    try:
        yield
    finally:
        # A failed transaction takes the settings with it when it is rolled back.
        if not connection.needs_rollback and not is_aborted():
            with connection.cursor() as cursor:
                cursor.execute(WRITE, before)


def is_aborted() -> bool:
    """Whether PostgreSQL refuses every further statement until a roll-back."""
    link = connection.connection
    return link is None or link.info.transaction_status == TRANSACTION_STATUS_INERROR
