"""Making, opening and closing accounts, and the codes people first come in with."""

from dataclasses import dataclass, field

from axes.helpers import get_client_username
from axes.utils import reset
from django.conf import settings
from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from portal.access import Role
from portal.access.refusal import Refused
from portal.accounts import codes
from portal.accounts.actions.guard import ensure_may_manage, ensure_may_place
from portal.accounts.actions.log import record
from portal.accounts.actions.postings import hand_over
from portal.accounts.models import Account, Posting
from portal.audit import actions as audit


class NameTaken(Refused):
    """The sign-in name is somebody's; whose, is said only to whom may see that unit."""

    def __init__(self, actor, other):
        posting = Posting.objects.present().select_related("unit").filter(account=other).first()
        if posting and actor and actor.manages(posting.unit.code):
            words = f"该手机号已用于{posting.unit}{other.name}，请核对。"
        else:
            words = f"该手机号已被使用，请联系{settings.PORTAL_DESK_NAME}。"
        super().__init__(words, field="phone")


class AlreadyThere(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Issued:
    """An account and the code it opens with; the code is shown once and kept nowhere."""

    account: Account
    code: str = field(repr=False)
    handed_over: int = 0


@transaction.atomic
def make_account(*, unit, name, phone, roles, actor, at, title="", username=""):
    """A new account with its first post. The sign-in name is the phone unless given.

    Raises NotYours (another unit, a post beyond the maker's), NameTaken.
    """
    ensure_may_place(actor, unit=unit, roles=roles, at=at)
    issued = _make(
        unit=unit, name=name, phone=phone, roles=roles, title=title, username=username or phone,
        actor=actor, at=at,
    )  # fmt: skip
    record(actor=actor, action="account_made", account=issued.account, at=at, roles=values(roles))
    return issued


def values(roles):
    return sorted(Role(role).value for role in roles)


@sensitive_variables("code")
def _make(*, unit, name, phone, roles, title, username, actor, at):
    if other := Account.objects.filter(username=username).first():
        raise NameTaken(actor, other)
    code = codes.new_code()
    account = Account(username=username, name=name, phone=phone, made_at=at)
    _put_code(account, code, at)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # a second click, a moment later
        raise NameTaken(actor, Account.objects.get(username=username)) from None
    Posting.objects.create(
        account=account,
        unit=unit,
        roles=values(roles),
        title=title,
        valid_from=at,
    )
    return Issued(account, code)


def _put_code(account, code, at):
    account.set_password(codes.plain(code))
    account.must_change_password = True
    account.code_expires_at = at + settings.ONE_TIME_CODE_LIFE


@transaction.atomic
@sensitive_variables("code")
def issue_code(*, account, actor, at):
    """A new one-time code for somebody who forgot the password; the old password ends, with it
    every session, and so does a lock. Raises NotYours, AlreadyThere for a disabled account."""
    ensure_may_manage(actor, account)
    if not account.is_active:
        raise AlreadyThere("账号已停用，请先启用。")
    code = codes.new_code()
    _put_code(account, code, at)
    account.save(update_fields=["password", "must_change_password", "code_expires_at"])
    reset(username=get_client_username(None, {"username": account.username}))
    record(actor=actor, action="code_issued", account=account, at=at)
    return Issued(account, code)


@transaction.atomic
def disable_account(*, account, actor, at):
    """Out at once. The post stays on record, so that the account can be enabled again."""
    ensure_may_manage(actor, account)
    if not account.is_active:
        raise AlreadyThere("账号已经停用。")
    account.is_active = False
    account.disabled_at = at
    account.save(update_fields=["is_active", "disabled_at"])
    record(actor=actor, action="account_disabled", account=account, at=at)
    return account


@transaction.atomic
def enable_account(*, account, actor, at):
    """In again, with a new one-time code."""
    ensure_may_manage(actor, account)
    if account.is_active:
        raise AlreadyThere("账号没有停用。")
    account.is_active = True
    account.disabled_at = None
    account.save(update_fields=["is_active", "disabled_at"])
    record(actor=actor, action="account_enabled", account=account, at=at)
    return issue_code(account=account, actor=actor, at=at)


@transaction.atomic
def rename_account(*, account, name, phone, actor, at):
    """Correct the name or the telephone; the sign-in name stays."""
    ensure_may_manage(actor, account)
    before = (account.name, account.phone)
    account.name, account.phone = name, phone
    account.save(update_fields=["name", "phone"])
    changed = [
        label for label, old, new in zip(("name", "phone"), before, (name, phone), strict=True)
        if old != new
    ]  # fmt: skip
    record(actor=actor, action="account_changed", account=account, at=at, fields=changed)
    return account


@transaction.atomic
def replace_liaison(*, old, name, phone, actor, at, roles=None, title=None):
    """换联络员: a new account in the leaver's place, the leaver's closed, the work handed over.

    Roles and title are the leaver's unless given. Raises what the three steps raise.
    """
    posting = ensure_may_manage(actor, old)
    issued = make_account(
        unit=posting.unit,
        name=name,
        phone=phone,
        roles=roles or frozenset(Role(value) for value in posting.roles),
        title=posting.title if title is None else title,
        actor=actor,
        at=at,
    )
    moved = hand_over(leaver=old, successor=issued.account, actor=actor, at=at)
    if old.is_active:
        disable_account(account=old, actor=actor, at=at)
    return Issued(issued.account, issued.code, moved)


@transaction.atomic
def make_first_administrator(*, role, unit, username, name, actor, at):
    """The first holder of one of the three administrators' posts, from the server's own console.

    Raises AlreadyThere when an active one exists: from then on people are made by people.
    """
    held = Posting.objects.present().active().filter(roles__contains=[role.value])
    if held.exists():
        raise AlreadyThere(f"已有{role.label}，请由其建立其他账号。")
    issued = _make(
        unit=unit, name=name, phone="", roles=[role], title=role.label, username=username,
        actor=None, at=at,
    )  # fmt: skip
    audit.record(
        actor=actor, action="account_made", at=at, unit_code=unit.code,
        account=issued.account.pk, roles=[role.value],
    )  # fmt: skip
    return issued
