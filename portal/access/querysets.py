"""The one word for "which rows exist for you": visible_to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from portal.access.actor import Actor, SystemActor


@dataclass(frozen=True, slots=True)
class Count:
    """The question how many rows each of some querysets has: written once, asked as often as the
    same rows are counted."""

    parts: tuple[str, ...]
    given: tuple[Any, ...]

    @classmethod
    def of(cls, querysets: Iterable[models.QuerySet], *, most: int | None = None) -> Self:
        """With `most`, none is counted further."""
        parts: list[str] = []
        given: list[Any] = []
        for rows in querysets:
            try:
                plain = rows.order_by()
                # Lines that are sums already are counted as lines.
                counted = plain if plain.query.values_select else plain.values("pk")
                sql, params = counted[:most].query.sql_with_params()
            except EmptyResultSet:
                parts.append("0")
                continue
            parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 - the compiler's own
            given += params
        return cls(tuple(parts), tuple(given))

    def ask(self) -> list[int]:
        """The numbers now, in one question."""
        if set(self.parts) <= {"0"}:
            return [0] * len(self.parts)
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(self.parts), self.given)
            return list(cursor.fetchone())


def counts_of(querysets: Iterable[models.QuerySet], *, most: int | None = None) -> list[int]:
    """How many rows each of them has, in one question; with `most`, none is counted further."""
    return Count.of(querysets, most=most).ask()


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a unit. Every subclass says who sees them."""

    def visible_to(self, actor: Actor) -> Self:
        raise NotImplementedError(f"{type(self).__name__} must say what an actor sees")

    def within(self, actor: Actor | SystemActor, column: str = "unit_code") -> Self:
        """The actor's range as literals, beside the policy: the planner then knows how many."""
        if not actor.scope:
            return self.none()
        return self.filter(**{f"{column}__gte": actor.scope, f"{column}__lt": actor.upto})


class OwnedQuerySet(ScopedQuerySet):
    """Rows seen by their unit's range and by nobody else."""

    def visible_to(self, actor: Actor) -> Self:
        return self.within(actor)


class PersonalQuerySet(models.QuerySet):
    """Rows of one account."""

    def visible_to(self, actor: Actor | SystemActor) -> Self:
        return self.filter(account_id=actor.account_id)


class AppendOnlyQuerySet(models.QuerySet):
    """The database refuses as well; this says so earlier."""

    def update(self, **kwargs: object) -> int:
        raise TypeError("append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("append-only")
