"""转送 within the own system: the case itself, offered and accepted; and the unit complained of."""

from datetime import datetime

from django.db import connection, transaction

from cases.actions.happening import happened, locked
from cases.actions.pressing import end_pressing
from cases.actions.referral_lines import drop_all, enter, line, people_of
from cases.actions.shutting import forget
from cases.choices import ReadingKind
from cases.choices.referral import ReferralStatus, TransferStatus
from cases.models import Case, Reader, Recusal, Referral, ReferralDeadline, ReferralFile, Transfer
from cases.rules import recusal_refusal
from cases.rules import transfer as rules
from cases.rules.referral import is_below
from portal.access import Actor
from portal.access.permissions import Role
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.desk import actions as desk
from portal.units.models import Unit

CLERKS = (
    Role.CITY_COORDINATOR, Role.CITY_LEADER, Role.COUNTY_CLERK, Role.COUNTY_LEADER,
)  # fmt: skip


@transaction.atomic
def offer_transfer(*, case: Case, unit: Unit, note: str, actor: Actor, at: datetime) -> Transfer:
    """Offer the case to another federation. It stays here, with its clocks, until it is accepted.

    Raises Refused: the alarm first, the unit complained of, a unit that is none of the own system.
    """
    case = locked(case, actor)
    if refusal := rules.offer_refusal(case, actor):
        raise Refused(refusal)
    if refusal := rules.receiver_refusal(case, actor, unit):
        raise Refused(refusal, "unit")
    if Transfer.objects.filter(case=case).offered().exists():
        raise Refused("这件事项已在转送，等待对方接收。需要改转的，请先撤回。")
    transfer = Transfer.objects.create(
        from_code=case.unit_code,
        to_code=unit.code,
        case=case,
        case_number=case.number,
        short_number=case.short_number,
        subject=case.title,
        is_danger=rules.is_red(case),
        to_unit=unit,
        from_name=actor.unit_name,
        status=TransferStatus.OFFERED,
        note=note,
        offered_at=at,
        offered_by_id=actor.account_id,
    )
    happened(case, "offer", actor=actor, at=at, text=f"{unit.short_name}。{note}")
    told(transfer, people_of(unit.code, *CLERKS), f"{actor.unit_name}转送，待接收", at)
    return transfer


@transaction.atomic
def accept_transfer(*, transfer: Transfer, actor: Actor, at: datetime) -> Case:
    """接收: the case moves with everything on it, and whoever accepts handles it from now on."""
    transfer = take(transfer, actor, rules.accept_refusal)
    case_id, before = transfer.case_id, transfer.from_code
    with connection.cursor() as cursor:
        cursor.execute("SELECT accept_case(%s)", [transfer.pk])
        if cursor.fetchone()[0] != 1:
            raise Refused("这件事项已不在转出单位，请刷新后再看。")
    decide(transfer, TransferStatus.ACCEPTED, "", actor=actor, at=at)
    if not Case.objects.visible_to(actor).filter(pk=case_id).exists():
        # 限定知悉, and nobody here is on its list yet: whoever accepts is named first.
        Reader.objects.create(
            unit_code=actor.unit_code,
            case_id=case_id,
            account_id=actor.account_id,
            kind=ReadingKind.NAMED,
            at=at,
        )
    case = Case.objects.visible_to(actor).get(pk=case_id)
    mind(case, before, actor=actor)
    end_pressing(case, "已转送其他单位", actor=actor, at=at)
    text = f"{transfer.from_name}转入，{actor.unit_name}接收，经办{actor.name}"
    happened(case, "take", actor=actor, at=at, text=text)
    told(transfer, [transfer.offered_by_id], f"{actor.unit_name}已接收", at)
    return case


def mind(case: Case, before: str, *, actor: Actor) -> None:
    """The referrals of the case went along; from now on they are minded by its new handler."""
    Referral.objects.filter(case=case).open().update(minder=actor.account_id)
    clocks = ReferralDeadline.objects.filter(referral__case=case, unit_code=before)
    clocks.standing().update(unit_code=actor.unit_code)
    ReferralFile.objects.filter(referral__case=case, unit_code=before).update(
        unit_code=actor.unit_code
    )


@transaction.atomic
def decline_transfer(*, transfer: Transfer, note: str, actor: Actor, at: datetime) -> Transfer:
    """不接收, with the reason; the case never left."""
    transfer = take(transfer, actor, rules.accept_refusal)
    decide(transfer, TransferStatus.DECLINED, note, actor=actor, at=at)
    told(transfer, [transfer.offered_by_id], f"{actor.unit_name}未接收，请看理由", at)
    return transfer


@transaction.atomic
def withdraw_transfer(*, transfer: Transfer, actor: Actor, at: datetime) -> Transfer:
    """撤回 an offer that nobody accepted yet."""
    transfer = take(transfer, actor, rules.withdraw_refusal)
    case = locked(transfer.case, actor)
    decide(transfer, TransferStatus.WITHDRAWN, "", actor=actor, at=at)
    happened(case, "withdraw-offer", actor=actor, at=at, text=transfer.to_unit.short_name)
    return transfer


def take(transfer: Transfer, actor: Actor, refuse: rules.Refusal) -> Transfer:
    """The offer as it is now, locked; the rule asked again."""
    rows = Transfer.objects.visible_to(actor).select_for_update(of=("self",))
    transfer = rows.select_related("to_unit").get(pk=transfer.pk)
    if refusal := refuse(transfer, actor):
        raise Refused(refusal)
    return transfer


def decide(transfer: Transfer, status: str, note: str, *, actor: Actor, at: datetime) -> None:
    transfer.status, transfer.decision_note = status, note
    transfer.decided_at, transfer.decided_by_id = at, actor.account_id
    transfer.save(update_fields=["status", "decision_note", "decided_at", "decided_by"])
    audit.record(actor=actor, action=f"transfer.{status}", target=transfer, at=at)


def told(transfer: Transfer, people: list[int], text: str, at: datetime) -> None:
    desk.notify(
        accounts=people,
        text=f"{transfer.short_number} {text}",
        url=transfer.get_absolute_url(),
        at=at,
    )


# ── 被反映单位 ──────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def name_complained_unit(*, case: Case, unit: Unit | None, actor: Actor, at: datetime) -> Case:
    """Say which unit is complained of: it is recused, what was referred to it is taken back, and
    its people find nothing of the case any more. None says that no unit is."""
    case = locked(case, actor)
    if refusal := rules.complaint_refusal(case, actor, unit):
        raise Refused(refusal, "unit")
    if unit is not None:
        if refusal := recusal_refusal(case, actor, unit_code=unit.code, is_leader=False):
            raise Refused(refusal, "unit")
        shut_out(case, unit, actor=actor, at=at)
    case.complained_unit = unit
    case.version += 1
    case.save(update_fields=["complained_unit", "version"])
    text = f"{unit.short_name}，该单位人员看不到这件事项" if unit else "没有被反映单位"
    happened(case, "complained", actor=actor, at=at, text=text)
    return case


def shut_out(case: Case, unit: Unit, *, actor: Actor, at: datetime) -> None:
    if not case.recusals.standing().filter(recused_unit_code=unit.code).exists():
        Recusal.objects.create(
            unit_code=case.unit_code, case=case, recused_unit_code=unit.code,
            reason="被反映单位", at=at, made_by_id=actor.account_id,
        )  # fmt: skip
    asked = Referral.objects.select_for_update().filter(case=case)
    of_it = [referral for referral in asked if is_below(referral.to_code, unit.code)]
    for referral in of_it:
        referral.is_shared = False
        if referral.is_open:
            drop_all(referral, "已收回", actor=actor, at=at)
            enter(referral, ReferralStatus.REVOKED, ["is_shared"], at=at)
            line(referral, "revoke", actor=actor, at=at, text="接收单位为被反映单位")
        else:
            referral.save(update_fields=["is_shared"])
    for offer in Transfer.objects.filter(case=case, to_code=unit.code).offered():
        decide(offer, TransferStatus.WITHDRAWN, "", actor=actor, at=at)
    forget(case, units={unit.code, *(referral.to_code for referral in of_it)})
