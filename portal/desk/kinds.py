"""How an issued paper is found: by its number, its title, the record it is about.

Papers and the search do not know of each other; the desk stands above both.
"""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from portal.access import Actor, Permission
from portal.papers.models import IssuedPaper
from portal.search import actions
from portal.search.registry import Hit, Kind
from portal.search.tokens import Document
from portal.ui import words


def documents(keys: Iterable[int]) -> Iterator[Document]:
    for paper in IssuedPaper.objects.filter(pk__in=list(keys)).defer("content", "final"):
        yield Document(
            object_id=paper.pk,
            unit_code=paper.unit_code,
            at=paper.issued_at,
            titles=[paper.title, paper.kind_label],
            numbers=[text for text in (paper.number, paper.about_label) if text],
        )


def keys_of(unit_code: str) -> QuerySet[IssuedPaper, int]:
    rows = IssuedPaper.objects.filter(unit_code=unit_code)
    return rows.order_by("pk").values_list("pk", flat=True)


def resolve(actor: Actor, keys: Iterable[int]) -> QuerySet[IssuedPaper]:
    return IssuedPaper.objects.visible_to(actor).for_list().filter(pk__in=list(keys))


def hit(paper: IssuedPaper) -> Hit:
    issued = words.day_long(timezone.localdate(paper.issued_at))
    return Hit(
        number=paper.number or paper.kind_label,
        title=paper.title,
        url=paper.get_absolute_url(),
        note=" · ".join(filter(None, [paper.about_label, issued])),
        state="已作废" if paper.is_void else "",
    )


PAPERS = Kind("paper", "文书", Permission.PAPER_VIEW, documents, keys_of, resolve, hit, order=60)


def follow_paper(paper: IssuedPaper) -> None:
    """A paper was issued."""
    actions.index(kind=PAPERS.name, keys=[paper.pk])
