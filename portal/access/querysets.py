"""The one word for "which rows exist for you": visible_to."""

from typing import Self

from django.db import models

from portal.access.actor import Actor, SystemActor


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
