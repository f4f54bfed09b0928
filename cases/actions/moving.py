"""Cases change hands: a colleague leaves, a unit ends. Registered figures stay where they were."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from cases.actions.happening import happened
from cases.actions.reading import leaders_of, put_on_list
from cases.choices import AccessLabel
from cases.models import Case, FollowUp, Recusal
from portal.access import SystemActor, scope
from portal.access.refusal import Refused
from portal.accounts.models import Account
from portal.ui.words import day_long


@transaction.atomic
def hand_over_cases(*, leaver: Account, successor: Account, actor: Any, at: datetime) -> int:
    """All open cases of a leaver get another handler. Runs within the leaver's unit's scope."""
    cases = Case.objects.unfinished().select_for_update(of=("self",)).filter(handler=leaver)
    shut_out = Recusal.objects.standing().filter(case__in=cases, account=successor).count()
    if shut_out:
        raise Refused(f"有{shut_out}件事项接替人须回避，请换一位接替人，或由主管先改派。")
    count = 0
    for case in cases:
        case.handler = successor
        case.version += 1
        case.save(update_fields=["handler", "version"])
        if case.access_label == AccessLabel.NAMED:
            put_on_list(case, account_id=successor.pk, at=at)
        text = f"由{leaver.name}移交{successor.name}"
        happened(case, "hand_over", actor=actor, at=at, text=text)
        count += 1
    return count


def open_cases_of(*, account: Account, actor: Any) -> int:
    """How many open cases she would hand over. Asked within her unit's scope."""
    return Case.objects.unfinished().filter(handler=account).count()


@transaction.atomic
def hand_over_promises(*, leaver: Account, successor: Account, actor: Any, at: datetime) -> int:
    """The next 回访 a leaver promised is the successor's; where she handled the case herself, a
    leader's. Runs within the leaver's unit's scope. Raises Refused where nobody may ask."""
    rows = FollowUp.objects.promised_by(leaver.pk).select_related("case")
    promised = list(rows.select_for_update(of=("self",)))
    for row in promised:
        who = who_asks(row.case, leaver=leaver, successor=successor)
        row.next_by = who
        row.save(update_fields=["next_by"])
        if row.case.access_label == AccessLabel.NAMED:
            put_on_list(row.case, account_id=who.pk, at=at)
        text = f"约{day_long(row.next_on)}的回访由{leaver.name}移交{who.name}"
        happened(row.case, "hand_over", actor=actor, at=at, text=text)
    return len(promised)


def who_asks(case: Case, *, leaver: Account, successor: Account) -> Account:
    shut_out = set(Recusal.objects.standing().filter(case=case).values_list("account", flat=True))
    people = [successor, *leaders_of(case)]
    barred = shut_out | {case.handler_id, leaver.pk}
    if found := next((one for one in people if one.pk not in barred), None):
        return found
    raise Refused("有约好的回访，接替人是经办人或者须回避，不能回访，请换一位接替人。")


def promises_of(*, account: Account, actor: Any) -> int:
    """How many promised 回访 she would hand over. Asked within her unit's scope."""
    return FollowUp.objects.promised_by(account.pk).count()


@transaction.atomic
def take_over_cases(*, old: Any, new: Any, actor: Any, at: datetime) -> int:
    """Open cases of a unit that ended go to its successor, with those that are to be followed up
    again; other closed ones stay as they were."""
    house = SystemActor("单位变更", scope=old.code, leads=old.code)
    with scope(house):
        open_cases = list(Case.objects.filter(unit_code=old.code).going_on())
        for case in open_cases:
            text = f"{old.short_name}并入{new.short_name}，事项随之转入"
            happened(case, "move", actor=house, at=at, text=text)
        with connection.cursor() as cursor:
            for case in open_cases:
                cursor.execute("SELECT move_case(%s, %s)", [case.pk, new.code])
    return len(open_cases)
