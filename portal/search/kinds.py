"""Units and what they were called: the first kind, found by everybody who signed in."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from portal.access import Actor, Permission
from portal.search import actions
from portal.search.registry import Hit, Kind
from portal.search.tokens import Document
from portal.units.models import Unit

# Units are as old as one another: none is more recent.
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


def documents(keys: Iterable[int]) -> Iterator[Document]:
    for unit in Unit.objects.filter(pk__in=list(keys)).prefetch_related("names"):
        former = [name for old in unit.names.all() for name in (old.name, old.short_name)]
        yield Document(
            object_id=unit.pk,
            unit_code="",
            at=ALWAYS,
            names=list(dict.fromkeys([unit.short_name, unit.name, *former])),
            numbers=[unit.code],
        )


def keys_of(unit_code: str) -> list[int]:
    return [] if unit_code else list(Unit.objects.values_list("pk", flat=True))


def resolve(actor: Actor, keys: Iterable[int]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=list(keys)).select_related("parent")


def hit(unit: Unit) -> Hit:
    query = urlencode({"under": unit.code})
    parent = unit.parent.short_name if unit.parent else ""
    return Hit(
        number=unit.short_name,
        title=unit.name,
        url=f"{reverse('units:tree')}?{query}",
        note=f"上级：{parent}" if parent else "",
        state="已停用" if unit.valid_to else "",
    )


UNITS = Kind(
    "unit", "单位", Permission.DESK, documents, keys_of, resolve, hit, order=90, is_open=True
)


def follow_unit(unit: Unit) -> None:
    """A unit was made or is called otherwise."""
    actions.index(kind=UNITS.name, keys=[unit.pk])


def load_units() -> dict[str, int]:
    """Called after the reference data were loaded; writes every unit's entry anew."""
    return {"单位检索项": actions.index(kind=UNITS.name, keys=keys_of(""))}
