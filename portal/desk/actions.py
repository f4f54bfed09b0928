"""Telling people, and what they have seen."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction

from portal.access import Actor
from portal.accounts.models import Account
from portal.desk.models import Notice

KEPT = timedelta(days=180)
LONGEST = 200
# Eleven digits are a mobile number, eighteen (or seventeen and X) an identity number; a shorter run
# is a case number, a year or a figure.
PERSONAL = re.compile(r"(?<![0-9])(?:1[0-9]{10}|[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")


class PersonalData(ValueError):
    """A notice may reach a screen that others see: it names numbers and states, never a person."""


@transaction.atomic
def notify(
    *, accounts: Iterable[Account | int], text: str, at: datetime, url: str = ""
) -> list[Notice]:
    """One line for each account (once each), inside the transaction of what it tells.

    Raises PersonalData when the text holds a phone or identity number. `url` is a path of ours.
    """
    if PERSONAL.search(text):
        raise PersonalData("a notice holds no phone or identity number")
    keys = {account if isinstance(account, int) else account.pk for account in accounts}
    rows = [Notice(account_id=key, text=text[:LONGEST], url=url, at=at) for key in sorted(keys)]
    return Notice.objects.bulk_create(rows)


@transaction.atomic
def open_notice(*, actor: Actor, key: str, at: datetime) -> Notice | None:
    """Mark one as seen; None when it is not hers."""
    notice = Notice.objects.visible_to(actor).filter(pk=key).first()
    if notice and notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def see_all(*, actor: Actor, at: datetime) -> int:
    """已全部看过; gives how many were new."""
    return Notice.objects.visible_to(actor).unread().update(read_at=at)


@transaction.atomic
def take_back(*, accounts: Iterable[int], places: Iterable[str]) -> int:
    """Drop what these people were told of pages that are shut to them now; gives how many lines.

    `places` are paths of ours; what lies below one goes with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_take_back(%s, %s)", [sorted(accounts), sorted(places)])
        return cursor.fetchone()[0]


def prune(*, at: datetime) -> int:
    """Drop notices older than KEPT, of everybody; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_prune(%s)", [at - KEPT])
        return cursor.fetchone()[0]
