"""办理程序 chooses the clock; a clock is paused, goes on, is extended once with approval."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cases import rules
from cases.actions.deadlines import SETTLE, URGENT, open_clocks, start
from cases.actions.happening import happened, locked
from cases.actions.reading import leaders_of
from cases.models import Case, CaseDeadline, ExtensionRequest, Procedure, Registration
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines import actions as deadlines
from portal.desk import actions as desk


@transaction.atomic
def set_procedure(*, case: Case, actor: Actor, at: datetime, procedure: Procedure) -> Case:
    """Choose how the case is treated; the clock of the one before stops, the new one starts now.

    Raises Refused for 简易办理 where it does not apply, and for a case that is over.
    """
    case = locked(case, actor)
    if refusal := rules.clock_refusal(case, actor) or rules.alarm_first(case, actor):
        raise Refused(refusal)
    if not case.is_open:
        raise Refused(f"这件事项{case.state.label}，不能再改办理程序。")
    registration = Registration.objects.filter(case=case).first()
    if procedure.code == "simple" and (
        refusal := rules.simple_refusal(registration, case.category)
    ):
        raise Refused(refusal, "procedure")
    if case.procedure_id == procedure.code:
        return case
    for deadline in open_clocks(case):
        if deadline.rule.code in (*SETTLE, URGENT):
            deadlines.drop(deadline=deadline, actor=actor, at=at, why=f"改为{procedure.name}")
    case.procedure = procedure
    case.version += 1
    case.save(update_fields=["procedure", "version"])
    if procedure.rule:
        start(case, procedure.rule, event=procedure.event, actor=actor, at=at)
    happened(case, "procedure", actor=actor, at=at, text=procedure.name, code=procedure.code)
    return case


def clock_of(case: Case, pk: int) -> CaseDeadline:
    """One open clock of the case. Raises Refused when it has ended meanwhile."""
    found = next((one for one in open_clocks(case) if one.pk == pk), None)
    if found is None:
        raise Refused("这项期限已经结束，请刷新后再看。")
    return found


def held(case: Case, pk: int, actor: Actor) -> tuple[Case, CaseDeadline]:
    case = locked(case, actor)
    if refusal := rules.clock_refusal(case, actor):
        raise Refused(refusal)
    return case, clock_of(case, pk)


def changed(case: Case, verb: str, text: str, *, actor: Actor, at: datetime) -> Case:
    case.version += 1
    case.save(update_fields=["version"])
    happened(case, verb, actor=actor, at=at, text=text)
    return case


@transaction.atomic
def pause_clock(
    *, case: Case, deadline: int, actor: Actor, at: datetime, reason: str, evidence: str
) -> Case:
    """中止: time that does not count, where the rule names it (听证、鉴定)."""
    case, clock = held(case, deadline, actor)
    deadlines.pause(deadline=clock, actor=actor, at=at, reason=reason, evidence=evidence)
    return changed(case, "pause", f"{clock.rule.name}：{reason}", actor=actor, at=at)


@transaction.atomic
def resume_clock(*, case: Case, deadline: int, actor: Actor, at: datetime) -> Case:
    case, clock = held(case, deadline, actor)
    due = deadlines.resume(deadline=clock, actor=actor, at=at).strict_on
    day = f"{due.month}月{due.day}日"
    return changed(case, "resume", f"{clock.rule.name}，期限改为{day}", actor=actor, at=at)


@transaction.atomic
def ask_extension(
    *, case: Case, deadline: int, actor: Actor, at: datetime, length: int, reason: str
) -> ExtensionRequest:
    """申请延期: asked before the day; the leader decides. Raises Refused in words."""
    case, clock = held(case, deadline, actor)
    if refusal := extension_refusal(clock, at, length):
        raise refusal
    asked = ExtensionRequest.objects.create(
        unit_code=case.unit_code, case=case, deadline=clock, length=length, reason=reason,
        at=at, asked_by_id=actor.account_id,
    )  # fmt: skip
    text = f"{clock.rule.name}，申请延长{length}{clock.rule.length_words.lstrip('0123456789')}"
    changed(case, "ask-extension", f"{text}：{reason}", actor=actor, at=at)
    others = [leader for leader in leaders_of(case) if leader.pk != actor.account_id]
    url = case.get_absolute_url()
    desk.notify(accounts=others, text=f"{case.short_number} 申请延期，请审批。", url=url, at=at)
    return asked


def extension_refusal(clock: Any, at: datetime, length: int) -> Refused | None:
    """What the leader would be refused later is refused to who asks, at once."""
    most = clock.rule.most_extension
    if not most:
        return Refused("这项期限依规定不能延长。")
    if clock.extension:
        return Refused("这项期限已经延长过一次，不能再延长。")
    if clock.is_late(at):
        return Refused("期限已过，应在届满前申请延期。")
    if ExtensionRequest.objects.filter(deadline=clock, decided_at__isnull=True).exists():
        return Refused("已经申请延期，等待主管审批。")
    if not 0 < length <= most:
        return Refused(f"最多延长{most}日。", "length")
    return None


@transaction.atomic
def decide_extension(
    *, case: Case, asked_pk: int, actor: Actor, at: datetime, is_approved: bool, answer: str
) -> Case:
    """批准延期, or not and why. Raises Refused to who asked, and when it was decided before."""
    case = locked(case, actor)
    asked = (
        ExtensionRequest.objects.select_related("deadline__rule")
        .select_for_update(of=("self",))
        .filter(case=case, pk=asked_pk, decided_at__isnull=True)
        .first()
    )
    if asked is None:
        raise Refused("这项延期申请已经有了决定。")
    if refusal := rules.decide_refusal(case, actor, asked_by=asked.asked_by_id):
        raise Refused(refusal)
    if not is_approved and not answer:
        raise Refused("不同意的，请写明理由。", "answer")
    asked.decided_at, asked.decided_by_id = at, actor.account_id
    asked.is_approved, asked.answer = is_approved, answer
    asked.save(update_fields=["decided_at", "decided_by", "is_approved", "answer"])
    if is_approved:
        deadlines.extend(
            deadline=asked.deadline, actor=actor, at=at, asked_by=asked.asked_by_id,
            length=asked.length, reason=asked.reason,
        )  # fmt: skip
    said = "批准" if is_approved else f"不同意：{answer}"
    text = f"{asked.deadline.rule.name}延期{asked.length}日，{said}"
    changed(case, "extend", text, actor=actor, at=at)
    words = f"{case.short_number} 的延期申请{'已批准，请告知当事人' if is_approved else '未批准'}。"
    desk.notify(accounts=[asked.asked_by_id], text=words, url=case.get_absolute_url(), at=at)
    return case


@transaction.atomic
def told_of_extension(*, case: Case, deadline: int, actor: Actor, at: datetime) -> Case:
    """The person was told of the extension and its reason (信访工作条例 34)."""
    case, clock = held(case, deadline, actor)
    deadlines.tell_extension(deadline=clock, actor=actor, at=at)
    return changed(case, "told-extension", "已告知当事人延期和理由", actor=actor, at=at)
