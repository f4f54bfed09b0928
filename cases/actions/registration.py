"""A call comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases import rules
from cases.actions.deadlines import URGENT, begin_notice, end_clocks, start
from cases.actions.earlier import propose_repeat, same_before
from cases.actions.happening import happened, locked
from cases.actions.joining import Came, join, leave
from cases.actions.reading import tell_leaders
from cases.choices import CaseStatus, Flag, Outcome, PartyRole, Safety, Sex
from cases.models import Case, CaseCounter, Category, Channel, Contact, Party, Relation
from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.search import actions as search
from portal.units.models import Region, Unit, county_code

# 撤销 stays possible a little longer than the eight seconds it is offered: pages are slow.
UNDO = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Call:
    """What the caller said, as the clerk wrote it down (users.md d1)."""

    channel: Channel
    received_at: datetime
    phone: str = ""
    caller_name: str = ""
    is_anonymous: bool = False
    relation: Relation | None = None
    place: Region | None = None
    category: Category | None = None
    story: str = ""
    safety: str = Safety.UNKNOWN
    first_step: str = ""
    sex: str = Sex.UNKNOWN
    birth_year: int | None = None
    marriage: str = ""

    @property
    def is_herself(self) -> bool:
        return self.relation is not None and self.relation.code == "self"

    @property
    def told_by(self) -> str:
        """As what somebody else rang about her; empty where it is she herself, or not said."""
        if self.is_anonymous or self.relation is None or self.is_herself:
            return ""
        return self.relation.name


@transaction.atomic
def register_contact(
    *, call: Call, outcome: str, actor: Actor, at: datetime, joins: Case | None = None
) -> Contact:
    """Keep a contact, and for `outcome` case open a case from it, or take it into `joins`: the case
    of the same person and the same matter (同人同事).

    Raises Refused for a received time in the future. The registered time is the system's.
    """
    if call.received_at > at:
        raise Refused("来件时间不能晚于现在。", "received_at")
    case = case_for(call, joins, actor=actor, at=at) if outcome == Outcome.CASE else None
    contact = Contact.objects.create(
        unit_code=actor.unit_code,
        registered_code=actor.unit_code,
        case=case,
        outcome=outcome,
        channel=call.channel,
        relation=call.relation,
        caller_name=call.caller_name,
        is_anonymous=call.is_anonymous,
        caller_phone=call.phone,
        category=call.category,
        place=call.place,
        story=call.story,
        safety=call.safety,
        first_step=call.first_step,
        received_at=call.received_at,
        registered_at=at,
        first_receiver_id=actor.account_id,
    )
    if case is None:
        audit.record(actor=actor, action=f"contact.{outcome}", target=contact, at=at)
    else:
        search.index(kind="case", keys=[case.pk])
    return contact


def case_for(call: Call, joins: Case | None, *, actor: Actor, at: datetime) -> Case:
    if joins is None:
        return open_case_for(call, actor=actor, at=at)
    danger = call.safety == Safety.DANGER
    came = Came(call.channel.name, call.received_at, call.is_anonymous, danger)
    return join(joins, came, actor=actor, at=at)


def open_case_for(call: Call, *, actor: Actor, at: datetime) -> Case:
    year = timezone.localtime(at).year
    county = county_code(actor.unit_code)
    flags = set(call.category.flags) if call.category else set()
    is_urgent = Flag.URG in flags or call.safety == Safety.DANGER
    sequence = next_number(county, year)  # taken last but for the row itself: the lock is short
    case = Case.objects.create(
        unit_code=actor.unit_code,
        registered_code=actor.unit_code,
        county_code=county,
        year=year,
        sequence=sequence,
        number=rules.number_of(county, year, sequence),
        short_number=rules.short_number_of(county_name(county), sequence),
        title=rules.title_of(
            call.category, "" if call.is_anonymous else call.caller_name, call.told_by
        ),
        category=call.category,
        access_label=rules.least_label(call.category),
        status=rules.status_at_first(call.safety, call.first_step),
        safety=call.safety,
        story=call.story,
        place=call.place,
        received_at=call.received_at,
        registered_at=at,
        registered_by_id=actor.account_id,
        handler_id=actor.account_id,
        procedure_id="urgent" if is_urgent else None,
    )
    keep_concerned(case, call)
    begin_notice(case, is_anonymous=call.is_anonymous, actor=actor, at=at)
    if case.procedure_id:
        start(case, URGENT, event="发现", actor=actor, at=at, since=call.received_at)
    happened(case, "register", actor=actor, at=at, channel=call.channel.name, status=case.status)
    name = "" if call.is_anonymous else call.caller_name
    propose_repeat(case, same_before(case, phone=call.phone, name=name, actor=actor))
    if case.needs_alarm:
        tell_leaders(case, "来件人有危险，正在登记报警情况，请立即关注。", actor=actor, at=at)
    return case


def keep_concerned(case: Case, call: Call) -> None:
    """The person concerned, as far as the call says who she is."""
    Party.objects.create(
        unit_code=case.unit_code,
        case=case,
        role=PartyRole.CONCERNED,
        name=call.caller_name if call.is_herself else "",
        phone=call.phone if call.is_herself else "",
        sex=call.sex,
        birth_year=call.birth_year,
        marriage=call.marriage,
    )


def county_name(code: str) -> str:
    return Unit.objects.values_list("short_name", flat=True).get(code=code)


def next_number(county: str, year: int, count: int = 1) -> int:
    """The first of the next `count` numbers of a county's year, without gap or double.

    The counter row is locked until the transaction ends; a roll-back gives the number back.
    """
    CaseCounter.objects.bulk_create(
        [CaseCounter(county_code=county, year=year)], ignore_conflicts=True
    )
    counter = CaseCounter.objects.select_for_update().get(county_code=county, year=year)
    counter.last += count
    counter.save(update_fields=["last"])
    return counter.last - count + 1


@transaction.atomic
def withdraw_contact(*, contact: Contact, actor: Actor, at: datetime) -> Contact:
    """撤销 right after registering. A case keeps its number and is 作废.

    Raises Refused when somebody else registered it, or too late.
    """
    contact = Contact.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.first_receiver_id != actor.account_id:
        raise Refused("只能撤销本人刚登记的来件。")
    if contact.withdrawn_at:
        return contact
    if at - contact.registered_at > UNDO:
        raise Refused("已超过撤销时间。误登了可在今天内作废，编号保留并注明原因。")
    contact.withdrawn_at = at
    contact.save(update_fields=["withdrawn_at"])
    if contact.case is not None and contact.registered_at != contact.case.registered_at:
        leave(contact.case, contact, actor=actor, at=at)
    elif contact.case is not None:
        void_just_registered(locked(contact.case, actor), actor=actor, at=at)
    else:
        audit.record(actor=actor, action="contact.withdraw", target=contact, at=at)
    return contact


def void_just_registered(case: Case, *, actor: Actor, at: datetime) -> None:
    if case.version > 1:
        raise Refused("登记之后已经办理，不能撤销。")
    case.status, case.voided_at, case.voided_by_id = CaseStatus.VOID, at, actor.account_id
    case.version += 1
    case.save(update_fields=["status", "voided_at", "voided_by", "version"])
    end_clocks(case, actor=actor, at=at)
    happened(case, "void", actor=actor, at=at, text="登记后随即撤销", status=case.status)
