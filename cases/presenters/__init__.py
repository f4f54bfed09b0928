"""How a case, its lines and its earlier contacts are told on a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from cases import registry, rules
from cases.actions.earlier import Earlier
from cases.choices import AccessLabel, FirstStep, Safety, Sex
from cases.models import Case, CaseHappening, Contact, Party, Reader
from cases.presenters.clocks import clocks_of
from cases.presenters.log import VERBS
from cases.presenters.people import contacts_of, has_letter_of, parties_of
from cases.rules.joining import join_refusal
from portal import clock
from portal.access import Actor, Permission
from portal.access.masking import UNKNOWN, FieldClass, mask_identity, mask_name, mask_phone
from portal.ui import words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of 办理经过."""

    at: datetime
    by: str
    text: str
    tone: str = ""


def line_of(happening: CaseHappening) -> Line:
    said = happening.data.get("text", "")
    verb = VERBS.get(happening.verb, happening.verb)
    is_red = happening.verb in ("alarm", "decline") or happening.data.get("level") == "red"
    tone = "late" if is_red else ""
    return Line(
        happening.at,
        f"{happening.actor_unit} {happening.actor_name}",
        f"{verb}：{said}" if said else verb,
        tone,
    )


@dataclass(frozen=True, slots=True)
class Masked:
    """A value with its field class; `hidden` when the button that shows it stands beside it.

    On paper it is always `printed`, the masked form: a print leaves the room.
    """

    label: str
    value: str
    printed: str
    field_class: FieldClass
    hidden: bool


def person_lines(
    party: Party | None,
    contact: Contact | None,
    *,
    plain: bool,
    hides_caller: bool = False,
    agent: Party | None = None,
) -> list[Masked]:
    """Identity and contact of the person concerned, of the caller and of who acts for her."""
    made: list[Masked] = []

    def add(
        label: str, value: str, masked: str, field_class: FieldClass, plain: bool = plain
    ) -> None:
        shown = value if plain else masked
        hidden = bool(value) and not plain and masked != value
        made.append(Masked(label, shown or UNKNOWN, masked or UNKNOWN, field_class, hidden))

    if party is not None:
        add("当事人", party.name, mask_name(party.name), FieldClass.IDENTITY)
        add("联系电话", party.phone, mask_phone(party.phone), FieldClass.CONTACT)
        if party.identity_number:
            masked = mask_identity(party.identity_number)
            add("证件号码", party.identity_number, masked, FieldClass.IDENTITY)
        if party.whereabouts:
            add("现住址", party.whereabouts, "已登记（不显示）", FieldClass.CONTACT)
    if contact is not None and (party is None or contact.caller_name != party.name):
        open_ = plain and not hides_caller
        name, phone = contact.caller_name, contact.caller_phone
        add("来电（访）人", name, mask_name(name), FieldClass.IDENTITY, open_)
        add("来电号码", phone, mask_phone(phone), FieldClass.CONTACT, open_)
    if agent is not None:
        add("代理人", agent.name, mask_name(agent.name), FieldClass.IDENTITY)
        add("代理人电话", agent.phone, mask_phone(agent.phone), FieldClass.CONTACT)
    return made


def facts(
    case: Case,
    contact: Contact | None,
    party: Party | None,
    agent: Party | None = None,
    *,
    has_letter: bool = False,
) -> list[tuple[str, str]]:
    """What everybody who sees the case sees of it."""
    today = clock.today()
    made = [
        (
            "来件",
            f"{contact.channel} · {words.moment(case.received_at, today=today)}" if contact else "",
        ),
        ("登记", f"{words.moment(case.registered_at, today=today)} · {case.registered_by.name}"),
        (
            "类别",
            f"{case.category.parent.name}／{case.category.name}" if case.category else "未分类",
        ),
        ("所在地", str(case.place or "不清楚")),
        ("先怎么办", FirstStep(contact.first_step).label if contact and contact.first_step else ""),
        ("经办", case.handler.name),
    ]
    if case.is_history:  # a ledger knows the day alone; who registered it stands in its section
        came = words.day_long(timezone.localdate(case.received_at))
        made = [("来件", f"{contact.channel} · {came}" if contact else came), *made[2:4]]
    if contact and contact.relation_id:
        made.insert(1, ("与当事人", contact.relation.name))
    if party and party.sex != Sex.UNKNOWN:
        age = f" · {today.year - party.birth_year}岁左右" if party.birth_year else ""
        made.append(("性别", Sex(party.sex).label + age))
    if agent is not None:
        lies = "原件已上传" if has_letter else "原件还没有上传，请在“材料”里上传，用途选“委托书”"
        made.append(("委托书", f"{agent.letter_of_authority}（{lies}）"))
    return [(term, value) for term, value in made if value]


def earlier(contact: Contact, actor: Actor) -> dict[str, Any]:
    """One earlier contact from the same number, for 历史来件; `may_join`: 并入这件 is offered."""
    may_join = contact.case is not None and join_refusal(contact.case, actor) is None
    return {
        "may_join": may_join,
        "day": words.day_long(timezone.localdate(contact.received_at)),
        "what": contact.category.name if contact.category else contact.get_outcome_display(),
        "case": contact.case,
    }


def earlier_ones(by_phone: Earlier | None, by_name: Earlier | None, actor: Actor) -> dict[str, Any]:
    """What stands beside the form: contacts of the number, then of the name, each once; a case is
    offered to be joined once."""
    phone = by_phone.contacts if by_phone else []
    seen = {contact.pk for contact in phone}
    name = [one for one in by_name.contacts if one.pk not in seen] if by_name else []
    lines = [earlier(contact, actor) for contact in [*phone, *name]]
    offered: set[int] = set()
    for line in lines:
        line["may_join"] = line["may_join"] and line["case"].pk not in offered
        offered |= {line["case"].pk} if line["may_join"] else set()
    return {
        "found": lines[: len(phone)],
        "named": lines[len(phone) :],
        "may_join": bool(offered),
        "elsewhere": by_phone is not None and by_phone.elsewhere,
    }


def case_page(case: Case, actor: Actor) -> dict[str, Any]:
    """Everything the page of a case shows this person, at a fixed number of queries."""
    contacts = contacts_of(case, actor)
    people = parties_of(case, actor)
    party, agent = rules.concerned(people), rules.agent(people)
    happenings = CaseHappening.objects.visible_to(actor).filter(case=case).order_by("-at", "-pk")
    first = contacts[0] if contacts else None
    return {
        "case": case,
        "facts": facts(case, first, party, agent, has_letter=has_letter_of(case, agent, actor)),
        "people": person_lines(
            party,
            first,
            plain=rules.shows_plainly(case, actor),
            hides_caller=rules.hides_caller(case),
            agent=agent,
        ),
        "shows_story": rules.shows_story(case, actor),
        "may_unmask": actor.can(Permission.CASE_UNMASK),
        "may_edit": rules.may_edit(case, actor),
        "clocks": clocks_of(case, actor, first),
        "lines": [line_of(happening) for happening in happenings],
        "recusals": list(case.recusals.standing().with_whom().order_by("at")),
        "may_lead": actor.can(Permission.CASE_LEAD),
        "sections": registry.shown_on(case, actor),
        "readers": readers_of(case),
    }


def readers_of(case: Case) -> list[Reader]:
    """Who is named on a 限定知悉 case; nobody is on another."""
    if case.access_label != AccessLabel.NAMED:
        return []
    return list(case.readers.select_related("account").order_by("at"))


def unmasked(case: Case, field_class: FieldClass) -> dict[str, Any]:
    """The plain values of one field class; the view has recorded that they are shown."""
    if field_class == FieldClass.STORY:
        return {"story": case.story, "people": []}
    contact = case.contacts.order_by("received_at", "pk").first()
    parties = list(case.parties.all())
    people = person_lines(rules.concerned(parties), contact, plain=True, agent=rules.agent(parties))
    return {"story": "", "people": [line for line in people if line.field_class == field_class]}


def differences(case: Case, typed: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(field, what stands there now, what was typed) for every field that differs."""
    made = []
    for name in ("category", "place", "safety", "story"):
        now, mine = getattr(case, name), typed.get(name)
        if now != mine:
            label = str(Case._meta.get_field(name).verbose_name)
            if name == "safety":
                now, mine = Safety(now).label, Safety(mine).label
            made.append((label, str(now or "（空）"), str(mine or "（空）")))
    return made
