"""A year's notice on holidays moves what is open; a changed rule begins a new version."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.deadlines import reference, registry
from portal.deadlines.actions.reminding import open_rows
from portal.deadlines.models import ClockRule, HolidayNotice
from portal.deadlines.rules import plain_day
from portal.units.actions import NotAllowed


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that a new notice moved: the number of its record, the strict day then and now."""

    name: str
    before: date
    after: date

    def __str__(self) -> str:
        return (
            f"{self.name}：{plain_day(self.before, self.after)}→{plain_day(self.after, self.after)}"
        )


@transaction.atomic
def enter_notice(*, notice: HolidayNotice, actor: Actor, at: datetime) -> list[Moved]:
    """Keep a year's notice on holidays, write its days, count every open deadline again.

    Answers what moved. Raises NotAllowed; Refused for an arrangement that cannot be read.
    """
    if not actor.can(Permission.REFERENCE_EDIT):
        raise NotAllowed
    notice.save()
    try:
        reference.write_days(notice)
    except ValueError as error:
        raise Refused(str(error), "arrangement") from error
    audit.record(actor=actor, action="deadline.notice", at=at, target=notice, year=notice.year)
    moved = recount_open(at=at)
    audit.record(actor=actor, action="deadline.recount", at=at, target=notice, moved=len(moved))
    return moved


def recount_open(*, at: datetime) -> list[Moved]:
    """Count every open deadline of the city again; handlers of those that moved are told."""
    calendar = reference.calendar_from(2004)
    moved = []
    for clocks, row in open_rows():
        before = row.strict_on
        changed = row.put(row.explanation(calendar))
        if not changed:
            continue
        row.save(update_fields=changed)
        if row.strict_on != before:
            moved.append(Moved(clocks.name(row), before, row.strict_on))
            registry.tell(
                accounts=[clocks.handler(row)],
                text=f"放假安排公布，期限已重算。{moved[-1]}。",
                at=at,
                url=clocks.url(row),
            )
    return moved


@transaction.atomic
def save_rule(
    *, rule: ClockRule, changed: list[str], is_new: bool, actor: Actor, at: datetime
) -> ClockRule:
    """Keep a rule. What changes a day is a new version: running deadlines keep the old one."""
    if not actor.can(Permission.REFERENCE_EDIT):
        raise NotAllowed
    today = timezone.localtime(at).date()
    if is_new:
        rule.version = reference.last_version(rule.code) + 1
        rule.save(force_insert=True)
    elif {"length", "counting", "basis", "article", "event", "most_extension"} & set(changed):
        ClockRule.objects.filter(pk=rule.pk).update(valid_to=today)
        rule.pk, rule.version = None, reference.last_version(rule.code) + 1
        rule.valid_from = today
        rule.save(force_insert=True)
    elif changed:
        rule.save(update_fields=changed)
    audit.record(
        actor=actor, action="deadline.rule", at=at, target=rule, fields=sorted(changed),
        version=rule.version,
    )  # fmt: skip
    return rule
