"""转介 goes out: to one lead and any co-handling units, with exactly the minimum they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from cases.actions.colours import letter_sent
from cases.actions.happening import happened, locked
from cases.actions.referral_lines import (
    enter,
    line,
    start,
    take,
    tell_city,
    tell_receiver,
    tell_sender,
)
from cases.choices import CaseStatus, PartyRole
from cases.choices.referral import ReferralKind, ReferralStatus, SharingBasis
from cases.models import Case, Party, Referral, ReferralCopy
from cases.rules import referral as rules
from portal.access import Actor
from portal.access.masking import mask_name
from portal.access.refusal import Refused
from portal.units.models import Unit


@dataclass(frozen=True, slots=True)
class Target:
    """Whom is asked for what: a unit of the portal, or one outside it by its name."""

    kind: str
    unit: Unit | None = None
    name: str = ""

    @property
    def code(self) -> str:
        return self.unit.code if self.unit else ""

    @property
    def label(self) -> str:
        return self.unit.short_name if self.unit else self.name


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the receiver will read, and on what ground. Identity, number and address of the person
    concerned go only when ticked; who called is never passed on."""

    what: str
    asked_for: str
    basis: str
    basis_note: str = ""
    consent_at: datetime | None = None
    with_name: bool = False
    with_phone: bool = False
    with_whereabouts: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """The minimum view itself: what `sharing` comes to for this case."""

    subject: str
    what: str
    asked_for: str
    person_name: str
    person_phone: str
    whereabouts: str


def shared_of(case: Case, sharing: Sharing) -> Shared:
    """The preview and the copy are made here, by the same lines. Raises Refused where the text
    names what was not ticked."""
    people = list(case.parties.all())
    person = next((one for one in people if one.role == PartyRole.CONCERNED), None)
    callers = [contact.caller_name for contact in case.contacts.all()]
    _refuse_names(people, callers, person, sharing)
    name = person.name if person else ""
    return Shared(
        subject=case.title,
        what=sharing.what,
        asked_for=sharing.asked_for,
        person_name=name if sharing.with_name else mask_name(name),
        person_phone=person.phone if person and sharing.with_phone else "",
        whereabouts=person.whereabouts if person and sharing.with_whereabouts else "",
    )


def _refuse_names(
    people: Sequence[Party], callers: Sequence[str], person: Party | None, sharing: Sharing
) -> None:
    text = f"{sharing.what}\n{sharing.asked_for}"
    own = person.name if person else ""
    for name in {own, *callers}:
        ticked = name == own and sharing.with_name
        if len(name) > 1 and name != mask_name(name) and name in text and not ticked:
            raise Refused(
                f"文字里写了姓名“{mask_name(name)}”，没有勾选提供，请改用“当事人”。", "what"
            )
    for one in people:
        hidden = [("电话", one.phone, sharing.with_phone), ("证件号码", one.identity_number, False),
                  ("现住址", one.whereabouts, sharing.with_whereabouts)]  # fmt: skip
        for label, value, ticked in hidden:
            if value and value in text and not (ticked and one is person):
                raise Refused(f"文字里写了{label}，没有勾选提供，请删去。", "what")


@transaction.atomic
def preview_referral(
    *, case: Case, targets: Sequence[Target], sharing: Sharing, actor: Actor, at: datetime
) -> Shared:
    """What the receivers would read; every refusal is said here already. Writes nothing."""
    _refuse(case, targets, sharing, actor, at)
    return shared_of(case, sharing)


@transaction.atomic
def send_referral(
    *, case: Case, targets: Sequence[Target], sharing: Sharing, actor: Actor, at: datetime
) -> list[Referral]:
    """转介 to each of the units. A unit of the city waits for the city office to pass it on.

    Raises Refused in words: the alarm first, the unit complained of, another level, no ground.
    """
    case = locked(case, actor)
    _refuse(case, targets, sharing, actor, at)
    shared = shared_of(case, sharing)
    count = Referral.objects.filter(case=case).count()
    made = []
    for target in targets:
        count += 1
        made.append(_send(case, target, sharing, shared, count, actor=actor, at=at))
    if case.status == CaseStatus.REGISTERED:
        case.status = CaseStatus.HANDLING
    case.is_referred = True
    case.version += 1
    case.save(update_fields=["status", "is_referred", "version"])
    names = "、".join(f"{one.to_name}（{one.get_kind_display()}）" for one in made)
    happened(case, "refer", actor=actor, at=at, text=names, count=len(made))
    letter_sent(case, to={one.to_code: one.to_name for one in made}, actor=actor, at=at)
    return made


def _send(
    case: Case, target: Target, sharing: Sharing, shared: Shared, place: int, *, actor: Actor,
    at: datetime,
) -> Referral:  # fmt: skip
    by_city = target.unit is not None and rules.goes_by_city(actor, target.unit)
    sides = {"from_code": case.unit_code, "to_code": target.code}
    referral = Referral.objects.create(
        **sides,
        case=case,
        number=f"{case.number}-{place}",
        short_number=f"{case.short_number}-{place}",
        kind=target.kind,
        status=ReferralStatus.ASKED if by_city else ReferralStatus.WAITING,
        is_shared=bool(target.code) and not by_city,
        city_code=settings.PORTAL_CITY_CODE if by_city else "",
        to_unit=target.unit,
        to_name=target.label,
        from_name=actor.unit_name,
        subject=shared.subject,
        category=case.category,
        is_red=rules.is_red(case),
        basis=sharing.basis,
        basis_note=sharing.basis_note,
        consent_at=sharing.consent_at,
        sent_at=at,
        sent_by_id=actor.account_id,
        minder_id=case.handler_id,
    )
    ReferralCopy.objects.create(
        **sides, referral=referral, what=shared.what, asked_for=shared.asked_for,
        person_name=shared.person_name, person_phone=shared.person_phone,
        whereabouts=shared.whereabouts,
    )  # fmt: skip
    _write(referral, sharing, actor=actor, at=at)
    if by_city:
        tell_city(referral, f"待市级转出，接收单位：{target.label}", at=at)
    else:
        start(referral, "referral-sign", duty=referral.to_code, actor=actor, at=at, since=at)
        tell_receiver(referral, "待签收", at=at)
    return referral


def _write(referral: Referral, sharing: Sharing, *, actor: Actor, at: datetime) -> None:
    """The first line: on what ground, and what of the person went along."""
    parts = [("姓名", sharing.with_name), ("电话", sharing.with_phone),
             ("现住址", sharing.with_whereabouts)]  # fmt: skip
    given = [label for label, is_given in parts if is_given]
    line(referral, "send", actor=actor, at=at, basis=sharing.basis, given=given,
         text=f"{referral.get_kind_display()}；依据：{SharingBasis(sharing.basis).label}"
              f"；提供：{'、'.join(given) or '不含姓名和联系方式'}")  # fmt: skip


def _refuse(
    case: Case, targets: Sequence[Target], sharing: Sharing, actor: Actor, at: datetime
) -> None:
    if refusal := rules.send_refusal(case, actor):
        raise Refused(refusal)
    standing = list(Referral.objects.filter(case=case).open())
    _refuse_targets(case, targets, standing, actor)
    if sharing.basis == SharingBasis.CONSENT:
        if sharing.consent_at is None:
            raise Refused("请填写当事人何时同意的。", "consent_at")
        if sharing.consent_at > at:
            raise Refused("同意的时间不能晚于现在。", "consent_at")
    if len(sharing.basis_note.strip()) < 2:
        ask = "以何种方式同意" if sharing.basis == SharingBasis.CONSENT else "依据的具体情形"
        raise Refused(f"请写明{ask}。", "basis_note")


def _refuse_targets(
    case: Case, targets: Sequence[Target], standing: list[Referral], actor: Actor
) -> None:
    if not targets:
        raise Refused("请选择主办或协办单位。", "lead")
    if [target.kind for target in targets].count(ReferralKind.LEAD) > 1:
        raise Refused("主办单位只能有一个，其他单位请选协办。", "lead")
    asked = {one.to_code or one.to_name for one in standing}
    for target in targets:
        field = "lead" if target.kind == ReferralKind.LEAD else "co"
        if refusal := rules.lead_refusal(standing, target.kind):
            raise Refused(refusal, field)
        if (target.code or target.label) in asked:
            raise Refused(f"{target.label}已在办理这件事项，不用重复转介。", field)
        asked.add(target.code or target.label)
        if refusal := _target_refusal(case, target, actor):
            raise Refused(refusal, field)


def _target_refusal(case: Case, target: Target, actor: Actor) -> str | None:
    if target.unit is not None:
        return rules.target_refusal(case, actor, target.unit, others=superiors(case))
    if rules.is_complained_of(case, code="", name=target.label):
        return f"不能转介给被反映的单位。可选择：{superiors(case)}。"
    return None


def superiors(case: Case) -> str:
    """Whom one may ask instead of the unit complained of: its superior of the same line, and the
    office of petitions (wording 42)."""
    city = settings.PORTAL_CITY_CODE
    unit = case.complained_unit
    tail = unit.code[-3:] if unit is not None and unit.code[-3:-2] == "M" else ""
    codes = {f"{city}{tail}", f"{city}M06"} - {unit.code if unit else "", city}
    names = Unit.objects.filter(code__in=codes, valid_to=None).order_by("-code")
    return "、".join(names.values_list("short_name", flat=True)) or "其上级单位"


# ── The city office between a county and a unit of the city ─────────────────────────────────────
@transaction.atomic
def pass_on(*, referral: Referral, actor: Actor, at: datetime) -> Referral:
    """The city office passes it on: from now on the unit reads it, and its clock runs."""
    referral, _ = take(referral, "pass-on", actor)
    referral.is_shared = bool(referral.to_code)
    enter(referral, ReferralStatus.WAITING, ["is_shared"], at=at)
    start(referral, "referral-sign", duty=referral.to_code, actor=actor, at=at, since=at)
    line(referral, "pass-on", actor=actor, at=at)
    tell_receiver(referral, "待签收", at=at)
    tell_sender(referral, f"已由市级转{referral.to_name}", at=at)
    return referral


@transaction.atomic
def turn_down(*, referral: Referral, actor: Actor, at: datetime, text: str) -> Referral:
    """The city office does not pass it on, and says why."""
    referral, _ = take(referral, "turn-down", actor)
    enter(referral, ReferralStatus.REVOKED, at=at)
    line(referral, "turn-down", actor=actor, at=at, text=text)
    tell_sender(referral, "市级不予转出，请看理由", at=at)
    return referral
