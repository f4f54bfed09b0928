"""How a household is found: by its number, its head, its phone, its block. Never by the door."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from families.actions.registering import document_of
from families.models import Household
from families.presenters import shown_name
from portal.access import Actor, Permission
from portal.search.registry import Hit, Kind
from portal.search.tokens import Document


def documents(keys: Iterable[int]) -> Iterator[Document]:
    for household in Household.objects.filter(pk__in=list(keys)):
        yield document_of(
            household.pk,
            household.unit_code,
            household.registered_at,
            head_name=household.head_name,
            number=household.number,
            phone=household.phone,
            block=household.block,
        )


def keys_of(unit_code: str) -> QuerySet[Household, int]:
    rows = Household.objects.filter(unit_code=unit_code)
    return rows.order_by("pk").values_list("pk", flat=True)


def resolve(actor: Actor, keys: Iterable[int]) -> QuerySet[Household]:
    return Household.objects.visible_to(actor).for_list().filter(pk__in=list(keys))


def hit(household: Household) -> Hit:
    """A result of the search box: the name masked, as in every list that is not the village's."""
    return Hit(
        number=household.number,
        title=f"{shown_name(household, None)}家庭（{household.members}口）",
        url=household.get_absolute_url(),
        note=f"{household.region or ''} {household.block}".strip(),
        state=household.state,
    )


HOUSEHOLDS = Kind(
    "household", "家庭", Permission.FAMILY_VIEW, documents, keys_of, resolve, hit, order=40
)
