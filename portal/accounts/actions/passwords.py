"""A person's own password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.access.refusal import Refused
from portal.accounts.actions.log import record
from portal.accounts.models import Account, UsedPassword


class WrongPassword(Refused):
    def __init__(self):
        super().__init__("现在的密码不对，请再试一次。", field="old")


class WeakPassword(Refused):
    def __init__(self, words):
        super().__init__(words, field="new")


@transaction.atomic
def first_change(*, account, new, actor, at):
    """After a one-time code: a password of one's own, and the promise. Ends the code."""
    return _set(account=account, new=new, actor=actor, at=at, promised=True)


@transaction.atomic
def change_password(*, account, old, new, actor, at):
    """Raises WrongPassword, WeakPassword. Every other session of the account ends with it."""
    if not account.check_password(old):
        raise WrongPassword
    return _set(account=account, new=new, actor=actor, at=at, promised=False)


def _set(*, account, new, actor, at, promised):
    account = Account.objects.select_for_update().get(pk=account.pk)
    try:
        validate_password(new, account)
    except ValidationError as error:
        raise WeakPassword("".join(error.messages)) from error
    if not account.must_change_password:  # a code is never a password one might take again
        UsedPassword.objects.create(account=account, password=account.password, at=at)
    account.set_password(new)
    account.must_change_password = False
    account.code_expires_at = None
    account.password_changed_at = at
    if promised:
        account.promised_at = at
    account.save(
        update_fields=[
            "password", "must_change_password", "code_expires_at", "password_changed_at",
            "promised_at",
        ]
    )  # fmt: skip
    record(actor=actor, action="password_changed", account=account, at=at, promised=promised)
    return account
