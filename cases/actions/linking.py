"""初件 or 重件 decided by a person; cases that belong together; what a leader wrote on paper."""

from datetime import date, datetime

from django.db import transaction

from cases import rules
from cases.actions.happening import happened, locked
from cases.choices.handling import LinkKind, Repeat
from cases.models import Case, CaseLink, Instruction
from portal.access import Actor, Permission
from portal.access.refusal import Refused


def writable(case: Case, actor: Actor) -> Case:
    """The case, locked. Raises Refused to who may not work on it."""
    case = locked(case, actor)
    if not actor.can(Permission.CASE_HANDLE):
        raise Refused("您可以查看，但不能办理。如需办理，请联系本单位经办人。")
    if refusal := rules.elsewhere(case, actor):
        raise Refused(refusal)
    return case


@transaction.atomic
def decide_repeat(*, case: Case, actor: Actor, at: datetime, is_repeat: bool) -> Case:
    """是重件／不是同一件事. Raises Refused when nothing waits to be decided."""
    case = writable(case, actor)
    if case.repeat_state != Repeat.WAITING:
        raise Refused("初件、重件已经确认。")
    first = Case.objects.visible_to(actor).filter(pk=case.repeat_of_id).first()
    if is_repeat and first is None:
        raise Refused("原来的事项您现在无权查看，请由主管确认。")
    case.repeat_state = Repeat.REPEAT if is_repeat else Repeat.FIRST
    if not is_repeat:
        case.repeat_of = None
    case.version += 1
    case.save(update_fields=["repeat_state", "repeat_of", "version"])
    text = f"是{first.short_number}的重件" if is_repeat and first else "不是同一件事，按初件办理"
    happened(case, "repeat", actor=actor, at=at, text=text, repeat=is_repeat)
    if is_repeat and first is not None and first.unit_code == actor.unit_code:
        happened(first, "repeat", actor=actor, at=at, text=f"又有重件：{case.short_number}")
    return case


@transaction.atomic
def link_cases(*, case: Case, actor: Actor, at: datetime, number: str, kind: str) -> CaseLink:
    """Say that two cases belong together; each stays seen by whoever saw it.

    Raises Refused for a number she cannot see, the case itself, and a link that stands.
    """
    case = writable(case, actor)
    visible = Case.objects.visible_to(actor)
    other = visible.by_number(number, unit_code=case.unit_code)
    if other is None:
        raise Refused("没有这个编号的事项，或您无权查看。请核对编号。", "number")
    if other.pk == case.pk:
        raise Refused("不能关联到本件。", "number")
    if CaseLink.objects.visible_to(actor).standing_of(case).between(case, other).exists():
        raise Refused("这两件事项已经关联。", "number")
    link = CaseLink.objects.create(
        unit_code=case.unit_code, case=case, other=other, kind=kind, at=at,
        made_by_id=actor.account_id,
    )  # fmt: skip
    words = f"{LinkKind(kind).label}：{other.short_number}"
    happened(case, "link", actor=actor, at=at, text=words)
    return link


@transaction.atomic
def end_link(*, case: Case, actor: Actor, at: datetime, link: int) -> Case:
    case = writable(case, actor)
    row = CaseLink.objects.visible_to(actor).standing_of(case).filter(pk=link).first()
    if row is not None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        happened(case, "unlink", actor=actor, at=at)
    return case


@transaction.atomic
def type_instruction(
    *, case: Case, actor: Actor, at: datetime, leader: str, on: date, text: str
) -> Instruction:
    """领导批示, typed back from the paper. Raises Refused for a day in the future."""
    case = writable(case, actor)
    row = Instruction(
        unit_code=case.unit_code, case=case, leader=leader, on=on, text=text, at=at,
        typed_by_id=actor.account_id,
    )  # fmt: skip
    row.save()
    happened(case, "instruct", actor=actor, at=at, text=f"{leader}（{on:%Y-%m-%d}）：{text}")
    return row


@transaction.atomic
def set_external_number(*, case: Case, actor: Actor, at: datetime, external_number: str) -> Case:
    """The number this case has in the national petition system, 12345 or the police."""
    case = writable(case, actor)
    if case.external_number != external_number:
        case.external_number = external_number
        case.version += 1
        case.save(update_fields=["external_number", "version"])
        happened(case, "external", actor=actor, at=at, text=external_number or "已清除")
    return case
