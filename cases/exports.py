"""来信来访登记簿: the list that leaves the portal. Same rows, same filter, same number.

Whoever sees a case in her list has it here; what she sees of it is narrower. Names, numbers and
addresses stand in full only when she asked for it, only for cases of her own unit, and never for
限定知悉; the story as on the case's page (rules.shows_story).
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from cases import rules
from cases.choices import AccessLabel, Sex
from cases.choices.history import CaseKind
from cases.models import Case, CaseHappening, Contact, Party
from portal.access import Actor
from portal.access.masking import mask_name, mask_phone
from portal.sheets.exports import Field

NAME, TITLE = "case-register", "来信来访登记簿"
AT_ONCE = 500  # cases whose people are fetched together
FIELDS = [
    Field("row", "序号", 6),
    Field("day", "日期", 11),
    Field("name", "姓名", 10),
    Field("sex", "性别", 6),
    Field("age", "年龄", 6),
    Field("address", "住址", 20),
    Field("phone", "电话", 14),
    Field("story", "反映问题", 44),
    Field("category", "类别", 18),
    Field("outcome", "处理情况", 36),
    Field("handler", "经办人", 10),
    Field("number", "编号", 20),
    Field("channel", "信访形式", 10),
    Field("status", "状态", 10),
    Field("label", "知悉范围", 10),
]
USUAL = FIELDS[:11]  # her own columns since years (users.md, county clerk 2)


def for_register(cases: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """The rows of the list with what the register prints of each, at a fixed number of queries
    for each AT_ONCE of them."""
    people = Party.objects.visible_to(actor).order_by("pk")
    contacts = Contact.objects.visible_to(actor).select_related("channel")
    told = CaseHappening.objects.visible_to(actor).filter(verb__in=["handle", "answer", "void"])
    return (
        cases.select_related("ledger", "registration")
        .order_by("registered_at", "pk")
        .prefetch_related(
            Prefetch("parties", people, to_attr="people"),
            Prefetch("contacts", contacts.order_by("received_at", "pk"), to_attr="calls"),
            Prefetch("happenings", told.order_by("at", "pk"), to_attr="told"),
        )
    )


def rows(cases: QuerySet[Case], *, actor: Actor, is_plain: bool) -> Iterator[dict[str, Any]]:
    """{key of FIELDS: text or number} for each case, the oldest first, from a cursor."""
    found = for_register(cases, actor).iterator(chunk_size=AT_ONCE)
    for number, case in enumerate(found, start=1):
        plain = is_plain and shows_in_full(case, actor)
        yield {"row": number, **of_case(case, actor), **of_person(case, plain=plain)}


def shows_in_full(case: Case, actor: Actor) -> bool:
    return case.unit_code == actor.unit_code and case.access_label != AccessLabel.NAMED


def of_case(case: Case, actor: Actor) -> dict[str, str]:
    last = case.told[-1].data.get("text", "") if case.told else ""
    state, handler = case.state.label, case.handler.name
    if case.is_history:  # as the old ledger had it
        last, state, handler = case.ledger.outcome, CaseKind.HISTORY.label, case.ledger.handler
    category = case.category
    shows = rules.shows_story(case, actor)
    return {
        "day": f"{timezone.localtime(case.received_at):%Y-%m-%d}",
        "story": case.story if shows else case.title,
        "category": f"{category.parent.name}／{category.name}" if category else "未分类",
        "outcome": last if last and shows else state,
        "handler": handler,
        "number": case.number,
        "channel": str(case.calls[0].channel) if case.calls else "",
        "status": state,
        "label": case.label.label,
    }


def of_person(case: Case, *, plain: bool) -> dict[str, str | int]:
    """Whom it concerns, else who called (never who asked not to be named), as old as she was then;
    the place alone where the address is not to be shown."""
    party = rules.concerned(case.people)
    call = case.calls[0] if case.calls and not rules.hides_caller(case) else None
    name = (party.name if party else "") or (call.caller_name if call else "")
    place = str(case.place or "")
    made: dict[str, str | int] = {"name": mask_name(name), "address": place, "phone": ""}
    made |= {"sex": "", "age": ""}
    if party and party.sex != Sex.UNKNOWN:
        made["sex"] = Sex(party.sex).label
    if party and party.birth_year:
        made["age"] = timezone.localdate(case.received_at).year - party.birth_year
    phone = (party.phone if party else "") or (call.caller_phone if call else "")
    made["phone"] = phone if plain else mask_phone(phone or "")
    if plain:
        made["name"] = name
        made["address"] = (party.whereabouts if party and is_ordinary(case) else "") or place
    return made


def is_ordinary(case: Case) -> bool:
    """Where somebody has gone to be safe is on no list, whoever asks."""
    return case.access_label == AccessLabel.NORMAL
