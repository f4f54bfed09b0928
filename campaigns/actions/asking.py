"""Which units are asked for what, from which moment; and how their people hear of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from campaigns.models import Campaign, Duty, Participation, Requirement
from campaigns.rules.planning import group_of
from portal.access import Permission
from portal.accounts.models import Posting
from portal.desk import actions as desk
from portal.units.models import Unit


def ask_units(
    *, campaign: Campaign, units: Sequence[Unit], asked_by: str, at: datetime
) -> list[Participation]:
    """One participation for each unit and one duty for each thing its group owes the asker.

    Inside the transaction of who publishes or forwards.
    """
    asked = Participation.objects.bulk_create(
        Participation(
            campaign=campaign,
            unit=unit,
            unit_code=unit.code,
            asked_by_code=asked_by,
            group=group,
            asked_at=at,
        )
        for unit in units
        if (group := group_of(unit)) is not None
    )
    owed: dict[str, list[Requirement]] = {}
    for row in Requirement.objects.filter(campaign=campaign, unit_code=asked_by):
        owed.setdefault(row.group, []).append(row)
    Duty.objects.bulk_create(
        Duty(
            participation=participation,
            requirement=requirement,
            unit_code=participation.unit_code,
            asked_by_code=asked_by,
            kind=requirement.kind,
            due_on=requirement.due_on,
            is_voluntary=requirement.is_voluntary,
        )
        for participation in asked
        for requirement in owed.get(participation.group, [])
    )
    return asked


def tell_units(*, codes: Iterable[str], text: str, url: str, at: datetime) -> int:
    """A line for everybody who reports in these units; gives how many people were told."""
    postings = Posting.objects.present().active().filter(unit__code__in=list(codes))
    people = {
        posting.account_id
        for posting in postings.select_related("account", "unit")
        if posting.may(Permission.CAMPAIGN_REPORT)
    }
    desk.notify(accounts=people, text=text, at=at, url=url)
    return len(people)
