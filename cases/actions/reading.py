"""Who may read a case, and that somebody did."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from cases import rules
from cases.actions.happening import happened, locked
from cases.actions.shutting import forget
from cases.choices import AccessLabel, ReadingKind
from cases.models import Case, Reader, Recusal
from portal.access import Actor, Permission
from portal.access.masking import FieldClass
from portal.access.permissions import LEADERS
from portal.access.refusal import Refused
from portal.accounts.models import Account, Posting
from portal.audit import actions as audit
from portal.desk import actions as desk
from portal.units.models import Unit

EMERGENCY = timedelta(hours=2)


def open_case(*, case: Case, actor: Actor, at: datetime, plain: bool) -> None:
    """Somebody opened the page of a case; `plain` when identity and contact stood on it."""
    audit.record(actor=actor, action="case.read", target=case, at=at, plain=plain)


@transaction.atomic
def unmask(*, case: Case, actor: Actor, at: datetime, field_class: FieldClass) -> None:
    """Somebody asked for what was masked. The caller shows it only after this returned."""
    if not actor.can(Permission.CASE_UNMASK):
        raise Refused("您可以查看，但不能查看姓名和电话全文。如需查看，请联系本单位主管。")
    audit.record(actor=actor, action="case.unmask", target=case, at=at, field=field_class.label)


@transaction.atomic
def set_label(*, case: Case, actor: Actor, at: datetime, label: str) -> Case:
    """Change 知悉范围. At 限定知悉 whoever handles the case is named on it first."""
    case = locked(case, actor)
    if not actor.can(Permission.CASE_LABEL):
        raise Refused("知悉范围由本单位主管调整。")
    if refusal := rules.elsewhere(case, actor):
        raise Refused(refusal)
    if refusal := rules.label_refusal(case.category, label):
        raise Refused(refusal, "label")
    before = case.access_label
    if label == AccessLabel.NAMED:
        for account_id in {case.handler_id, actor.account_id}:
            put_on_list(case, account_id=account_id, at=at)
    case.access_label = label
    case.version += 1
    case.save(update_fields=["access_label", "version"])
    text = f"知悉范围由“{AccessLabel(before).label}”改为“{AccessLabel(label).label}”"
    happened(case, "label", actor=actor, at=at, text=text, before=before, after=label)
    return case


def put_on_list(case: Case, *, account_id: int, at: datetime) -> None:
    standing = Reader.objects.filter(case=case, kind=ReadingKind.NAMED, until__isnull=True)
    if not standing.filter(account=account_id).exists():
        Reader.objects.create(
            unit_code=case.unit_code,
            case=case,
            account_id=account_id,
            kind=ReadingKind.NAMED,
            at=at,
        )


@transaction.atomic
def name_reader(*, case: Case, actor: Actor, at: datetime, account: Account) -> None:
    """Put a colleague on the list of a 限定知悉 case."""
    if not actor.can(Permission.CASE_LABEL):
        raise Refused("知悉人员由本单位主管确定。")
    case = locked(case, actor)
    if refusal := rules.elsewhere(case, actor):
        raise Refused(refusal)
    put_on_list(case, account_id=account.pk, at=at)
    happened(case, "reader", actor=actor, at=at, text=f"列为知悉人员：{account.name}")


@transaction.atomic
def end_reader(*, reader: Reader, actor: Actor, at: datetime) -> Reader:
    """Take somebody off the list of a 限定知悉 case; an emergency reading ends at once."""
    if not actor.can(Permission.CASE_LABEL):
        raise Refused("知悉人员由本单位主管确定。")
    case = locked(reader.case, actor)
    if refusal := rules.elsewhere(case, actor):
        raise Refused(refusal)
    if reader.kind == ReadingKind.NAMED and reader.account_id == case.handler_id:
        raise Refused("经办人不能移出。请先把这件事项交给其他人经办。")
    reader = case.readers.select_for_update().get(pk=reader.pk)
    if reader.until is None or reader.until > at:
        reader.until = at
        reader.save(update_fields=["until"])
        text = f"移出知悉人员：{reader.account.name}"
        happened(case, "end_reader", actor=actor, at=at, text=text)
    return reader


@transaction.atomic
def add_recusal(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    reason: str,
    account: Account | None = None,
    unit_code: str = "",
) -> Recusal:
    """Shut one person or one unit out of a case: list, count, search, export, notice and file.

    Raises Refused when she would shut out herself while she still handles the case.
    """
    case = locked(case, actor)
    if not actor.can(Permission.CASE_RECUSE):
        raise Refused("您可以查看，但不能登记回避。")
    if refusal := rules.elsewhere(case, actor):
        raise Refused(refusal)
    if account is not None and account.pk == case.handler_id:
        raise Refused("请先把这件事项交给其他人经办，再登记回避。", "account")
    is_leader = account is not None and leads_anything(account)
    if refusal := rules.recusal_refusal(case, actor, unit_code=unit_code, is_leader=is_leader):
        raise Refused(refusal, "account" if account else "unit")
    whom = account.name if account else name_of(unit_code)
    tell_leaders(case, "登记了回避，请核对。", actor=actor, at=at)
    # Told first: whoever recuses herself cannot add a line a moment later.
    happened(case, "recuse", actor=actor, at=at, text=f"登记回避：{whom}。{reason}")
    forget(case, accounts=[account.pk] if account else [], units=[unit_code])
    return Recusal.objects.create(
        unit_code=case.unit_code,
        case=case,
        account=account,
        recused_unit_code=unit_code,
        reason=reason,
        at=at,
        made_by_id=actor.account_id,
    )


@transaction.atomic
def end_recusal(*, recusal: Recusal, actor: Actor, at: datetime) -> Recusal:
    """Take a recusal back: by the unit's leader, or a leader above who sees the case."""
    if not actor.can(Permission.CASE_LEAD):
        raise Refused("回避由主管解除。")
    case = Case.objects.visible_to(actor).get(pk=recusal.case_id)
    recusal = case.recusals.select_for_update().get(pk=recusal.pk)
    if recusal.ended_at is None:
        recusal.ended_at, recusal.ended_by_id = at, actor.account_id
        recusal.save(update_fields=["ended_at", "ended_by"])
        happened(case, "end_recusal", actor=actor, at=at, text="解除回避")
    return recusal


def name_of(unit_code: str) -> str:
    named = Unit.objects.filter(code=unit_code).values_list("short_name", flat=True)
    return named.first() or unit_code


def leads_anything(account: Account) -> bool:
    roles = [role.value for role in LEADERS]
    return Posting.objects.present().filter(account=account, roles__overlap=roles).exists()


def for_emergency(number: str) -> tuple[int, str] | None:
    """(id, unit code) of a 限定知悉 case of this number in one's range, else None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, unit_code FROM case_for_emergency(%s)", [number])
        return cursor.fetchone()


@transaction.atomic
def read_in_emergency(*, number: str, actor: Actor, at: datetime, reason: str) -> Case:
    """应急查阅: two hours, a reason, and the leader is told. Raises Refused without the right."""
    found = for_emergency(number)
    if not actor.can(Permission.CASE_EMERGENCY) or found is None:
        raise Refused("没有这项内容，或您无权查看。")
    case_id, unit_code = found
    Reader.objects.create(
        unit_code=unit_code,
        case_id=case_id,
        account_id=actor.account_id,
        kind=ReadingKind.EMERGENCY,
        reason=reason,
        at=at,
        until=at + EMERGENCY,
    )
    case = Case.objects.visible_to(actor).get(pk=case_id)
    happened(case, "emergency", actor=actor, at=at, text=f"应急查阅：{reason}")
    tell_leaders(case, "被应急查阅，两小时内有效，请查看理由。", actor=actor, at=at)
    return case


def tell_leaders(case: Case, what: str, *, actor: Actor, at: datetime) -> None:
    """A line to who leads the unit, but not to who did it herself."""
    others = [leader for leader in leaders_of(case) if leader.pk != actor.account_id]
    url = case.get_absolute_url()
    desk.notify(accounts=others, text=f"{case.number} {what}", url=url, at=at)


def leaders_of(case: Case) -> list[Account]:
    """Who leads the case's unit at present, without anybody recused from it."""
    if case.recusals.standing().filter(recused_unit_code=case.unit_code).exists():
        return []
    leading = (
        Posting.objects.present()
        .filter(unit__code=case.unit_code, roles__overlap=["city_leader", "county_leader"])
        .exclude(
            account__in=case.recusals.standing().filter(account__isnull=False).values("account")
        )
    )
    return [posting.account for posting in leading.select_related("account")]
