"""A clock begins, pauses, goes on, is extended once, and ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.access import Actor, SystemActor
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.deadlines import reference
from portal.deadlines.choices import ClockStatus, Counting
from portal.deadlines.models import ClockRule, DeadlineBase
from portal.deadlines.rules import Stage

NO_PAUSE = "这项期限依规定不能中止。"


@transaction.atomic
def start_clock(
    *,
    model: type[DeadlineBase],
    rule: str,
    owner: Mapping[str, Any],
    unit_code: str,
    event: str,
    started_at: datetime,
    actor: Actor | SystemActor,
    at: datetime,
) -> DeadlineBase:
    """Begin the clock of `rule` (a code) for a record; `owner` are the fields naming the record.

    Raises Refused for a rule without a length (及时) or one that has ended.
    """
    kept = ClockRule.objects.present().filter(code=rule).first()
    if kept is None or kept.length is None:
        raise Refused("没有这项期限规则，请联系系统管理员在参考数据里补充。")
    deadline = model(
        unit_code=unit_code,
        rule=kept,
        event=event or kept.event,
        started_at=started_at,
        length=kept.length,
        status=ClockStatus.RUNNING,
        **owner,
    )
    first = timezone.localtime(started_at).date()
    deadline.put(deadline.explanation(reference.calendar_from(first.year - 1)))
    deadline.save(force_insert=True)
    _record("start", deadline, actor, at, rule=kept.code, version=kept.version)
    return deadline


@transaction.atomic
def meet(*, deadline: DeadlineBase, actor: Actor | SystemActor, at: datetime, how: str) -> None:
    """What the clock asked for is done; `how` in a few words, no person's data."""
    _end(deadline, ClockStatus.MET, "meet", actor, at, how)


@transaction.atomic
def drop(*, deadline: DeadlineBase, actor: Actor | SystemActor, at: datetime, why: str) -> None:
    """The clock has nothing to run for any more: the record is 作废."""
    _end(deadline, ClockStatus.DROPPED, "drop", actor, at, why)


@transaction.atomic
def reinstate(*, deadline: DeadlineBase, actor: Actor, at: datetime) -> None:
    """The step that ended it was taken back a moment later: it runs as if it had not been."""
    row = _locked(deadline)
    if row.is_open:
        return
    row.status, row.ended_at, row.ended_by_id, row.ended_how = ClockStatus.RUNNING, None, None, ""
    row.save(update_fields=["status", "ended_at", "ended_by", "ended_how"])
    _record("reinstate", row, actor, at)


@transaction.atomic
def pause(
    *, deadline: DeadlineBase, actor: Actor, at: datetime, reason: str, evidence: str
) -> DeadlineBase:
    """Stop counting. Raises Refused where the rule knows no pause, or one is open already."""
    deadline = _locked(deadline)
    if not deadline.rule.may_pause:
        raise Refused(NO_PAUSE)
    if deadline.status != ClockStatus.RUNNING:
        raise Refused(f"期限{deadline.state.label}，不能中止。")
    if not reason.strip():
        raise Refused("请写明中止的理由。", "reason")
    deadline.pauses.create(
        unit_code=deadline.unit_code,
        started_at=at,
        reason=reason,
        evidence=evidence,
        made_by_id=actor.account_id,
        **deadline.owner_values(),
    )
    deadline.status = ClockStatus.PAUSED
    deadline.save(update_fields=["status"])
    _record("pause", deadline, actor, at)
    return deadline


@transaction.atomic
def resume(*, deadline: DeadlineBase, actor: Actor, at: datetime) -> DeadlineBase:
    """Count on; the last day moves by the days that did not count."""
    deadline = _locked(deadline)
    if deadline.status != ClockStatus.PAUSED:
        raise Refused(f"期限{deadline.state.label}，没有中止，不用恢复。")
    row = deadline.pauses.get(ended_at__isnull=True)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    deadline.status, deadline.reminded = ClockStatus.RUNNING, Stage.NONE
    changed = _recount(deadline)
    deadline.save(update_fields=["status", "reminded", *changed])
    _record("resume", deadline, actor, at, due=deadline.strict_on.isoformat())
    return deadline


@transaction.atomic
def extend(
    *,
    deadline: DeadlineBase,
    actor: Actor,
    at: datetime,
    asked_by: int,
    length: int,
    reason: str,
) -> DeadlineBase:
    """延期, approved by `actor` at the asking of another account: once, before the day, in the
    rule's measure. Whether the actor leads the unit is the app's own question.

    Raises Refused in words.
    """
    deadline = _locked(deadline)
    if refusal := _extension_refusal(deadline, actor, at, asked_by, length, reason):
        raise refusal
    deadline.extensions.create(
        unit_code=deadline.unit_code,
        length=length,
        reason=reason,
        asked_by_id=asked_by,
        approved_by_id=actor.account_id,
        approved_at=at,
        **deadline.owner_values(),
    )
    deadline.extension, deadline.reminded = length, Stage.NONE
    changed = _recount(deadline)
    deadline.save(update_fields=["extension", "reminded", *changed])
    _record("extend", deadline, actor, at, length=length, due=deadline.strict_on.isoformat())
    return deadline


@transaction.atomic
def tell_extension(*, deadline: DeadlineBase, actor: Actor, at: datetime) -> None:
    """The person was told of the extension and its reason (信访工作条例 34)."""
    row = deadline.extensions.first()
    if row is None:
        raise Refused("这项期限没有延长。")
    if row.told_at is None:
        row.told_at = at
        row.save(update_fields=["told_at"])
        _record("extend", deadline, actor, at, told=True)


def _recount(deadline: DeadlineBase) -> list[str]:
    year = timezone.localtime(deadline.started_at).year
    return deadline.put(deadline.explanation(reference.calendar_from(year - 1)))


def _locked(deadline: DeadlineBase) -> Any:
    """The row as it is now, locked until the transaction ends."""
    rows = type(deadline).objects.select_related("rule").select_for_update(of=("self",))
    return rows.get(pk=deadline.pk)


def _end(
    deadline: DeadlineBase, status: str, verb: str, actor: Any, at: datetime, how: str
) -> None:
    row = _locked(deadline)
    if not row.is_open:
        return
    is_late = row.is_late(at)
    row.pauses.filter(ended_at__isnull=True).update(ended_at=at)
    row.status, row.ended_at, row.ended_by_id = status, at, actor.account_id
    row.ended_how = how[:100]
    row.save(update_fields=["status", "ended_at", "ended_by", "ended_how"])
    _record(verb, row, actor, at, late=is_late)


def _extension_refusal(
    deadline: Any, actor: Actor, at: datetime, asked_by: int, length: int, reason: str
) -> Refused | None:
    most, unit = deadline.rule.most_extension, Counting(deadline.rule.counting).unit
    if not most:
        return Refused("这项期限依规定不能延长。")
    if deadline.extension:
        return Refused("这项期限已经延长过一次，不能再延长。")
    if not deadline.is_open:
        return Refused(f"期限{deadline.state.label}，不能延长。")
    if deadline.is_late(at):
        return Refused("期限已过，应在届满前申请延期。")
    if not 0 < length <= most:
        return Refused(f"最多延长{most}{unit}。", "length")
    if not reason.strip():
        return Refused("请写明延期的理由，并告知当事人。", "reason")
    if asked_by == actor.account_id:
        return Refused("延期由本单位负责人批准，请由其他人批准。")
    return None


def _record(verb: str, deadline: Any, actor: Any, at: datetime, **data: Any) -> None:
    audit.record(actor=actor, action=f"deadline.{verb}", target=deadline, at=at, **data)
