"""What is done with a case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import rules
from cases.actions.happening import happened, locked
from cases.actions.reading import tell_leaders
from cases.models import Case
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.search import actions as search

EDITABLE = {"category": "类别", "place": "所在地", "story": "反映情况", "safety": "安全状况"}


class Overtaken(Refused):
    """Somebody saved the case after this form was opened; `case` is what stands there now."""

    def __init__(self, case: Case, by: str) -> None:
        super().__init__(f"{by}刚刚保存了这件事项。您填写的内容仍在，请对照后再保存。")
        self.case = case


@transaction.atomic
def record_alarm(
    *, case: Case, actor: Actor, at: datetime, alarm_at: datetime, taken_by: str, number: str
) -> Case:
    """The call to the police: when, who took it, its number (may follow later).

    Raises Refused for a time in the future, without the right, or when one is recorded already.
    """
    case = locked(case, actor)
    if not actor.can(Permission.CASE_HANDLE):
        raise Refused("您可以查看，但不能办理：登记报警情况。如需办理，请联系本单位经办人。")
    if refusal := rules.elsewhere(case, actor):
        raise Refused(refusal)
    if case.alarm_at is not None and case.alarm_number:
        raise Refused("报警情况已经登记。")
    if alarm_at > at:
        raise Refused("报警时间不能晚于现在。", "alarm_at")
    case.alarm_at, case.alarm_taken_by, case.alarm_number = alarm_at, taken_by, number
    case.version += 1
    case.save(update_fields=["alarm_at", "alarm_taken_by", "alarm_number", "version"])
    text = f"{timezone.localtime(alarm_at):%H:%M} 报警，接警：{taken_by}"
    happened(case, "alarm", actor=actor, at=at, text=text, has_number=bool(number))
    tell_leaders(case, f"{text}，请关注当事人安全。", actor=actor, at=at)
    return case


@transaction.atomic
def record_paper(*, case: Case, actor: Actor, at: datetime, text: str) -> None:
    """A paper of this case was made: `text` is its kind and number."""
    happened(locked(case, actor), "paper", actor=actor, at=at, text=text)


@transaction.atomic
def edit_case(
    *, case: Case, actor: Actor, at: datetime, version: int, values: Mapping[str, Any]
) -> Case:
    """Correct what was registered. `version` is the one the form was opened on.

    Raises Overtaken when another person saved in between, Refused when it may not be edited.
    """
    case = locked(case, actor)
    if refusal := rules.edit_refusal(case, actor):
        raise Refused(refusal)
    if case.version != version:
        last = case.happenings.order_by("-at", "-pk").first()
        raise Overtaken(case, last.actor_name if last else "有人")
    if refusal := rules.safety_refusal(case, actor, values["safety"]):
        raise Refused(refusal, "safety")
    changed = [name for name in EDITABLE if getattr(case, name) != values[name]]
    if not changed:
        return case
    case.title = rules.retitled(case.title, case.category, values["category"])
    for name in changed:
        setattr(case, name, values[name])
    if rules.label_refusal(case.category, case.access_label):
        case.access_label = rules.least_label(case.category)
    case.version += 1
    case.save(update_fields=[*changed, "title", "access_label", "version"])
    search.index(kind="case", keys=[case.pk])
    labels = "、".join(EDITABLE[name] for name in changed)
    happened(case, "edit", actor=actor, at=at, text=f"修改了{labels}", fields=changed)
    return case
