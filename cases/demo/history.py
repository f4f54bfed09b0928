"""The old ledger of 新华区妇联, so that 去年同期 has a figure: taken in as a clerk takes it in."""

from datetime import timedelta

from django.db import transaction

from cases.actions.history import OldCase, take_in_history
from cases.demo.files import LEDGER
from cases.models import Category, Channel, LedgerLine
from portal import clock
from portal.access import scope
from portal.units.reference import rows

UNIT = "410402"


@transaction.atomic
def seed_old_ledger(*, actors, progress):
    """`actors` maps a unit's code to who registers there. Answers how many lines came in."""
    actor, found = actors[UNIT], list(rows(LEDGER))
    with scope(actor):
        if LedgerLine.objects.exists():
            return 0
        lines = [line_of(row) for row in sorted(found, key=lambda row: -int(row["days_ago"]))]
        made = take_in_history(lines=lines, actor=actor, at=clock.now())
    progress("历史台账", len(made), len(made))
    return len(made)


def line_of(row):
    return OldCase(
        day=clock.today() - timedelta(days=int(row["days_ago"])),
        story=row["story"],
        channel=Channel.objects.get(pk=row["channel"]),
        name=row["name"],
        sex="female",
        age=int(row["age"]) if row["age"] else None,
        category=Category.objects.filter(code=row["category"], valid_to=None).first(),
        outcome=row["outcome"],
        handler=row["handler"],
    )
