"""May this actor touch that account? Asked again inside every action."""

from django.utils import timezone

from portal.access import Role
from portal.access.refusal import Refused
from portal.accounts import rules
from portal.accounts.models import Posting


class NotYours(Refused):
    """Another unit's account, one's own, or one with higher posts."""


def present_posting(account):
    """The account's posting, locked until the transaction ends. Raises NotYours without one."""
    posting = (
        Posting.objects.present()
        .select_for_update(of=("self",))
        .select_related("unit", "account")
        .filter(account=account)
        .first()
    )
    if posting is None:
        raise NotYours("这个账号已没有任职，请重新建立账号。")
    return posting


def ensure_may_manage(actor, account):
    """The present posting of an account the actor may manage. Raises NotYours."""
    posting = present_posting(account)
    refusal = rules.manage_refusal(
        actor,
        account_id=account.pk,
        unit_code=posting.unit.code,
        roles=frozenset(Role(value) for value in posting.roles),
    )
    if refusal:
        raise NotYours(refusal)
    return posting


def ensure_may_place(actor, *, unit, roles, at):
    """Raises NotYours unless the actor may put somebody with these posts into this unit."""
    if not actor.manages(unit.code):
        raise NotYours("您只能管理本单位及下级的账号。", field="unit")
    if unit.valid_to and unit.valid_to < timezone.localdate(at):
        raise NotYours(f"{unit}已停用，不能任职。", field="unit")
    if refusal := rules.roles_refusal(actor, frozenset(roles), kind=unit.kind):
        raise NotYours(refusal, field="roles")
