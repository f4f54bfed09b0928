"""Where the stamped original of a paper that came in lies."""

from django.urls import reverse

from cases.actions.case_files import HOLDER
from cases.models import CasePress, CaseReview


def original_of(row: CasePress | CaseReview) -> str:
    """Its address, while nobody took it away."""
    file = row.original
    if file is None or file.removed_at:
        return ""
    return reverse("files:file", args=[HOLDER.name, row.case.number, file.pk])
