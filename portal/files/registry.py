"""What may hold files. Each app registers its own; the pages and rules are the same for all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.access import Actor, Permission
from portal.files.choices import FileRole


def never(record: Any) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Holder:
    """A kind of record with files on it.

    `find(actor, key)` gives the record that exists for this person, or None; `lock(record, actor)`
    the same one locked; `refusal(record, actor)` why she may not change its files, None when she
    may; `told(record, verb, actor=, at=, text=, **data)` writes the line of its history and of the
    log (`data` only: no name of a file leaves its record). `film(record)` is true where a campaign
    asks for films (users.md a2: off unless asked). `roles` are the uses offered, the usual first.
    Whoever has the permission `reviewer` is told of near-same pictures among those she may see, and
    may bring back what was removed.
    """

    name: str
    title: str
    model: Any
    parent: str
    permission: Permission
    find: Callable[[Actor, str], Any]
    lock: Callable[[Any, Actor], Any]
    refusal: Callable[[Any, Actor], str | None]
    told: Callable[..., None]
    key: Callable[[Any], str]
    film: Callable[[Any], bool] = never
    roles: tuple[FileRole, ...] = (
        FileRole.PLAIN,
        FileRole.SEALED,
        FileRole.PHOTO,
        FileRole.RECORDING,
    )
    reviewer: Permission | None = None
    most: int = 100

    def files_of(self, record: Any, actor: Actor) -> Any:
        """Files of the record that exist for this person, in their order."""
        standing = self._all_of(record, actor).filter(removed_at__isnull=True)
        return standing.order_by("position", "added_at", "pk")

    def removed_of(self, record: Any, actor: Actor) -> Any:
        """What was removed from the record, the latest first; who may bring it back, rules say."""
        removed = self._all_of(record, actor).filter(removed_at__isnull=False)
        return removed.order_by("-removed_at", "pk")

    def _all_of(self, record: Any, actor: Actor) -> Any:
        return self.model.objects.visible_to(actor).filter(**{self.parent: record})

    def record_of(self, file: Any) -> Any:
        return getattr(file, self.parent)


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    _holders[holder.name] = holder


def holder(name: str) -> Holder | None:
    return _holders.get(name)
