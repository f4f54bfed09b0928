"""What stands against closing a case yet, beside its own state."""

from cases.models import Case, Referral

WAITING = "还有转介没有办完，请先审核反馈，或者收回转介，再办结。"


def open_referral(case: Case) -> str | None:
    """A case is not over while a unit still works on a part of it."""
    return WAITING if Referral.objects.filter(case=case).open().exists() else None
