"""How a case is found: by its number, the people in it, their phones, words of the story."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from cases.choices.history import CaseKind
from cases.models import Case
from portal import clock
from portal.access import Actor, Permission
from portal.search.registry import Hit, Kind
from portal.search.tokens import Document
from portal.ui import words


def documents(keys: Iterable[int]) -> Iterator[Document]:
    """Read as the writer sees them. A phone is deciphered here, and kept only as keyed tokens."""
    cases = Case.objects.filter(pk__in=list(keys)).prefetch_related("parties", "contacts")
    for case in cases:
        people, calls = case.parties.all(), case.contacts.all()
        yield Document(
            object_id=case.pk,
            unit_code=case.unit_code,
            at=case.registered_at,
            names=[
                name for name in {p.name for p in people} | {c.caller_name for c in calls} if name
            ],
            titles=[case.title],
            numbers=[case.number, case.short_number],
            phones=[
                phone
                for phone in {p.phone for p in people} | {c.caller_phone for c in calls}
                if phone
            ],
            texts=[case.story, *(c.story for c in calls if c.story != case.story)],
        )


def keys_of(unit_code: str) -> QuerySet[Case, int]:
    return Case.objects.filter(unit_code=unit_code).order_by("pk").values_list("pk", flat=True)


def resolve(actor: Actor, keys: Iterable[int]) -> QuerySet[Case]:
    return Case.objects.visible_to(actor).for_list().filter(pk__in=list(keys))


def hit(case: Case) -> Hit:
    place = f"{case.place} · " if case.place else ""
    return Hit(
        number=case.short_number,
        title=case.title,
        url=case.get_absolute_url(),
        note=place + when(case),
        state=CaseKind.HISTORY if case.is_history else case.state,
    )


def when(case: Case) -> str:
    if case.is_history:
        return f"{words.day_long(timezone.localdate(case.received_at))}来件"
    registered = words.moment(case.registered_at, today=clock.today())
    return f"登记{registered} · 经办{case.handler.name}"


CASES = Kind("case", "事项", Permission.CASE_VIEW, documents, keys_of, resolve, hit, order=10)
