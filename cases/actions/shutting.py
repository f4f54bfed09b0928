"""Who is shut out of a case finds nothing of it: what she was told of it goes as well."""

from collections.abc import Iterable

from cases.models import Case, Referral, Transfer
from portal.accounts.models import Posting
from portal.desk import actions as desk


def forget(case: Case, *, accounts: Iterable[int] = (), units: Iterable[str] = ()) -> None:
    """Take back every notice about the case, its referrals and offers from these people, and from
    whoever is posted at these units."""
    posted = Posting.objects.present().filter(unit__code__in=list(units))
    people = {*accounts, *posted.values_list("account_id", flat=True)}
    referrals = [one.get_absolute_url() for one in Referral.objects.filter(case=case)]
    offers = [one.get_absolute_url() for one in Transfer.objects.filter(case=case)]
    places = [case.get_absolute_url(), *referrals, *offers]
    desk.take_back(accounts=people, places=places)
