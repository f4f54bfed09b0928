"""Every open deadline of the city, each seen within its own unit; and telling people of one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.access import SystemActor, scope
from portal.deadlines import registry
from portal.deadlines.rules import Stage, plain_day
from portal.units.models import Unit


def open_rows() -> Any:
    """(Clocks, row) of every open deadline, each row within its own unit's scope and only while
    it is being looked at: a job that leads no unit would not see those of 限定知悉 records."""
    for code in list(Unit.objects.order_by("code").values_list("code", flat=True)):
        with scope(SystemActor("期限", scope=code, leads=code)):
            for clocks in registry.all_clocks():
                rows = clocks.model.objects.filter(unit_code=code).standing()
                yield from (
                    (clocks, row)
                    for row in rows.select_related("rule", *clocks.related)
                    .prefetch_related("pauses")
                    .order_by("pk")
                )


@transaction.atomic
def remind(*, clocks: registry.Clocks, deadline: Any, stage: Stage, at: datetime) -> int:
    """One line to the handler, and from the last day on to the leader; never a person's data.

    Answers how many people were told.
    """
    people = {clocks.handler(deadline)}
    if stage >= Stage.LEADER:
        people |= {leader.pk for leader in clocks.leaders(deadline)}
    registry.tell(
        accounts=people,
        text=f"{clocks.name(deadline)} {_reminder_words(deadline, stage)}",
        at=at,
        url=clocks.url(deadline),
    )
    deadline.reminded = stage
    deadline.save(update_fields=["reminded"])
    return len(people)


def _reminder_words(deadline: Any, stage: Stage) -> str:
    """已过期限 or 应在3月7日（星期六）前告知当事人，建议3月6日前完成。"""
    duty = deadline.rule.duty
    if deadline.due_at:
        local = timezone.localtime(deadline.due_at)
        day, advice = f"{plain_day(local.date(), local.date())}{local:%H:%M}", ""
    else:
        strict, advised = deadline.strict_on, deadline.advised_on
        day = plain_day(strict, strict)
        advice = f"，建议{plain_day(advised, strict)}前完成" if advised != strict else ""
    if stage == Stage.LATE:
        return f"已过期限：应在{day}前{duty}，请尽快办理并说明原因。"
    return f"应在{day}前{duty}{advice}。"
