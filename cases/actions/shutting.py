"""Who is shut out of a case finds nothing of it: what she was told of it goes as well."""

from collections.abc import Iterable

from cases.choices import AccessLabel, ReadingKind
from cases.models import Case, Reader, Recusal, Referral, Transfer
from cases.rules.referral import is_below
from portal.accounts.models import Posting
from portal.desk import actions as desk


def still_seeing(case: Case, people: Iterable[int]) -> set[int]:
    """Of these the ones who may be told of the case now: posted where it is in range, not recused
    since, herself or her unit, and on its list where only the named read it."""
    standing = list(Recusal.objects.filter(case=case).standing())
    shut_units = {one.recused_unit_code for one in standing if one.recused_unit_code}
    posted = Posting.objects.present().filter(account__in=list(people))
    codes = list(posted.values_list("account_id", "unit__code"))
    seeing = {account for account, code in codes if is_below(case.unit_code, code)}
    seeing -= {account for account, code in codes if code in shut_units}
    seeing -= {one.account_id for one in standing}
    if case.access_label == AccessLabel.NAMED:
        named = Reader.objects.filter(case=case, kind=ReadingKind.NAMED, until__isnull=True)
        seeing &= set(named.values_list("account_id", flat=True))
    return seeing


def forget(case: Case, *, accounts: Iterable[int] = (), units: Iterable[str] = ()) -> None:
    """Take back every notice about the case, its referrals and offers from these people, and from
    whoever is posted at these units."""
    posted = Posting.objects.present().filter(unit__code__in=list(units))
    people = {*accounts, *posted.values_list("account_id", flat=True)}
    referrals = [one.get_absolute_url() for one in Referral.objects.filter(case=case)]
    offers = [one.get_absolute_url() for one in Transfer.objects.filter(case=case)]
    places = [case.get_absolute_url(), *referrals, *offers]
    desk.take_back(accounts=people, places=places)
