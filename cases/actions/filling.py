"""补充登记: one block of the 登记表 is saved, over what stood there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cases import rules
from cases.actions.earlier import propose_repeat, same_before, same_respondent
from cases.actions.handling import Overtaken
from cases.actions.happening import happened, locked
from cases.choices import PartyRole
from cases.models import Case, Contact, Party, Registration
from portal.access import Actor
from portal.access.refusal import Refused
from portal.search import actions as search

ROLES = {
    "concerned": PartyRole.CONCERNED,
    "respondent": PartyRole.RESPONDENT,
    "agent": PartyRole.AGENT,
}
TITLES = {
    "a": "受理信息", "b": "来件人和当事人", "c": "被反映对象", "d": "未成年人",
    "e": "事项", "f": "接待处理",
}  # fmt: skip


@transaction.atomic
def fill_block(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    block: str,
    version: int,
    values: Mapping[str, Any],
) -> Case:
    """Save what one block asks: `values` by part (case, registration, concerned, respondent,
    agent, children). Raises Overtaken when somebody saved the case after the step was opened, and
    Refused when it may not be edited.
    """
    case = locked(case, actor)
    if refusal := rules.edit_refusal(case, actor):
        raise Refused(refusal)
    if case.version != version:
        last = case.happenings.order_by("-at", "-pk").first()
        raise Overtaken(case, last.actor_name if last else "有人")
    form = registration_of(case)
    put(form, values.get("registration", {}))
    form.done = sorted({*form.done, block})
    form.save()
    for name, role in ROLES.items():
        if name in values:
            put_person(case, role, values[name])
    if "children" in values:
        put_children(case, values["children"])
    put(case, values.get("case", {}))
    case.version += 1
    case.save(update_fields=[*values.get("case", {}), "version"])
    search.index(kind="case", keys=[case.pk])
    happened(case, "fill", actor=actor, at=at, text=TITLES[block], block=block)
    look_again(case, values, actor=actor)
    return case


def put(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def registration_of(case: Case) -> Registration:
    found = Registration.objects.filter(case=case).first()
    return found or Registration(case=case, unit_code=case.unit_code)


def put_person(case: Case, role: PartyRole, values: Mapping[str, Any]) -> None:
    """The first party of this role; made when there is something to say of her."""
    person = Party.objects.filter(case=case, role=role).order_by("pk").first()
    if person is None:
        if not any(values.values()):
            return
        person = Party(case=case, unit_code=case.unit_code, role=role)
    put(person, values)
    person.save()


def put_children(case: Case, children: Sequence[Mapping[str, Any]]) -> None:
    """The children in their order; one left out of the form stays as it was written down."""
    known = list(Party.objects.filter(case=case, role=PartyRole.CHILD).order_by("pk"))
    for place, values in enumerate(children):
        is_known = place < len(known)
        child = known[place] if is_known else Party(case=case, role=PartyRole.CHILD)
        child.unit_code = case.unit_code
        put(child, values)
        child.save()


def look_again(case: Case, values: Mapping[str, Any], *, actor: Actor) -> None:
    """A name or number that was not known at the telephone may show a 重件."""
    if person := values.get("concerned"):
        phone, name = person["phone"], person["name"]
        propose_repeat(case, same_before(case, phone=phone, name=name, actor=actor))
    if person := values.get("respondent"):
        anonymous = Contact.objects.visible_to(actor).filter(case=case, is_anonymous=True)
        if person["name"] and anonymous.exists():
            propose_repeat(case, same_respondent(case, name=person["name"], actor=actor))
