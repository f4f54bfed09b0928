"""What may hold files. Each app registers its own; the pages and rules are the same for all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from portal.access import Actor, Permission
from portal.files.choices import FileRole


def never(record: Any) -> bool:
    return False


def page_of_the_record(record: Any) -> str:
    return str(record.get_absolute_url())


def of_the_record(record: Any, actor: Actor) -> dict[str, Any]:
    return {"unit_code": record.unit_code}


@dataclass(frozen=True, slots=True)
class Holder:
    """A kind of record with files on it.

    `find(actor, key)` gives the record that exists for this person, or None; `lock(record, actor)`
    the same one locked; `refusal(record, actor)` why she may not change its files, None when she
    may; `told(record, verb, actor=, at=, text=, **data)` writes the line of its history and of the
    log (`data` only: no name of a file leaves its record). `film(record)` is true where a campaign
    asks for films (users.md a2: off unless asked). `roles` are the uses offered, the usual first.
    Whoever has the permission `reviewer` is told of near-same pictures among those she may see, and
    may bring back what was removed. `owner(record, actor)` are the codes a new file stands
    under; of a record that two units share (`is_shared`) each changes and removes its own alone.
    `home(record)`: the address where its files are shown, usually the record's page.
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
    owner: Callable[[Any, Actor], dict[str, Any]] = of_the_record
    is_shared: bool = False
    home: Callable[[Any], str] = page_of_the_record

    def files_of(self, record: Any, actor: Actor) -> Any:
        """Files of the record that exist for this person, in their order."""
        standing = self._of(record, actor).filter(removed_at__isnull=True)
        return standing.order_by("position", "added_at", "pk")

    def removed_of(self, record: Any, actor: Actor) -> Any:
        """What was removed from the record, the latest first; who may bring it back, rules say."""
        removed = self._of(record, actor).filter(removed_at__isnull=False)
        return removed.order_by("-removed_at", "pk")

    def all_of(self, record: Any, actor: Actor, *, since: datetime) -> Any:
        """Those files, and what was removed after `since`: one question for a whole board."""
        return self._of(record, actor).filter(Q(removed_at=None) | Q(removed_at__gt=since))

    def _of(self, record: Any, actor: Actor) -> Any:
        return self.model.objects.visible_to(actor).filter(**{self.parent: record})

    def record_of(self, file: Any) -> Any:
        return getattr(file, self.parent)


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    _holders[holder.name] = holder


def holder(name: str) -> Holder | None:
    return _holders.get(name)
