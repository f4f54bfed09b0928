"""What every paper of a case asks: which case, whose it is, who is told that it was made."""

from typing import Any

from cases import actions, rules
from cases.choices import CaseStatus
from cases.models import Case, Contact
from portal.access import Actor
from portal.papers.registry import About
from portal.units.models import Unit

RECORD = "cases.case"


def find(actor: Actor, key: str) -> Case | None:
    return Case.objects.visible_to(actor).for_page().filter(number=key).first()


def about(case: Case) -> About:
    return About(RECORD, case.pk, case.number, case.get_absolute_url())


def refusal(case: Case, actor: Actor) -> str | None:
    if case.status == CaseStatus.VOID:
        return "已作废的事项不能生成文书。"
    if refusal := rules.history_refusal(case):
        return refusal
    return rules.elsewhere(case, actor) or rules.alarm_first(case, actor)


def told(actor: Actor, at: Any, case: Case, text: str) -> None:
    actions.record_paper(case=case, actor=actor, at=at, text=text)


def unit_of(actor: Actor) -> Unit:
    return Unit.objects.get(pk=actor.unit_id)


def first_contact(case: Case, actor: Actor) -> Contact | None:
    contacts = Contact.objects.visible_to(actor).filter(case=case).select_related("channel")
    return contacts.order_by("received_at", "pk").first()
