"""A case in the field order of the national petition system (reference cases.md §1.3)."""

from typing import Any

from cases import rules
from cases.choices import PartyRole
from cases.choices.registration import Urgency
from cases.models import Case, Contact, Party, Registration
from portal.access import Actor
from portal.units.models import Unit

YES, NO = "是", "否"


def rows(case: Case, actor: Actor) -> list[tuple[str, str]]:
    """(field, value), empty ones too: the order is what is copied for."""
    contact = (
        Contact.objects.visible_to(actor)
        .filter(case=case)
        .select_related("channel")
        .order_by("received_at", "pk")
        .first()
    )
    parties = list(Party.objects.visible_to(actor).filter(case=case).select_related("living_place"))
    form = Registration.objects.visible_to(actor).filter(case=case).first() or Registration()
    unit = Unit.objects.get(code=case.registered_code)
    return [
        *about_case(case, contact, form),
        *about_office(case, unit),
        *about_flags(case, contact, form),
        *about_people(contact, parties, form),
    ]


def about_case(case: Case, contact: Contact | None, form: Any) -> list[tuple[str, str]]:
    category = f"{case.category.parent.name}/{case.category.name}" if case.category else ""
    return [
        ("事项编号", case.number),
        ("事项类型", "集体访" if form.is_collective else "个访"),
        ("办理状态", case.state.label),
        ("初重件类型", case.repeat.label),
        ("信访来源", form.source_unit),
        ("信访形式", str(contact.channel) if contact else ""),
        ("信访目的", case.get_purpose_display()),
        ("信访日期", f"{case.received_at.astimezone():%Y-%m-%d}"),
        ("登记时间", f"{case.registered_at.astimezone():%Y-%m-%d %H:%M}"),
        ("办理程序", case.procedure.name if case.procedure else ""),
        ("问题属地", str(case.place or "")),
        ("内容分类", category),
    ]


def about_office(case: Case, unit: Unit) -> list[tuple[str, str]]:
    return [
        ("登记机构", unit.name),
        ("事项标题", case.title),
        ("投诉内容", case.story),
    ]


def about_flags(case: Case, contact: Contact | None, form: Any) -> list[tuple[str, str]]:
    flags = (
        ("是否保密", form.keeps_secret),
        ("是否匿名", bool(contact and contact.is_anonymous)),
        ("是否联名", form.is_joint),
        ("重大紧急标志", form.is_major or form.urgency == Urgency.EXTREME),
        ("积案标志", form.is_backlog),
        ("办结标志", case.is_closed),
        ("涉法涉诉标志", form.is_litigation),
    )
    return [(name, YES if holds else NO) for name, holds in flags]


def about_people(contact: Contact | None, parties: list[Party], form: Any) -> list[tuple[str, str]]:
    concerned = rules.concerned(parties)
    respondents = [party.name for party in parties if party.role == PartyRole.RESPONDENT]
    living = concerned.living_place if concerned else None
    return [
        ("姓名", (concerned.name if concerned else "") or (contact.caller_name if contact else "")),
        ("联系号码", (concerned.phone if concerned else "") or phone_of(contact)),
        ("问题属地地址", str(living or "")),
        ("来访人数", str(form.head_count or 1)),
        ("涉及人数", str(form.involved or "")),
        ("投诉对象", "、".join(name for name in respondents if name)),
    ]


def phone_of(contact: Contact | None) -> str:
    return contact.caller_phone if contact else ""


def as_lines(pairs: list[tuple[str, str]]) -> str:
    """One field a line, name and value divided by a tab: pastes into a sheet as two columns."""
    return "\n".join(f"{name}\t{' '.join(value.split())}" for name, value in pairs)
