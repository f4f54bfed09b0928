"""Coming and going, for the log."""

from datetime import timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from portal.accounts.actions.log import record
from portal.accounts.models import Account
from portal.audit import actions as audit

# A code opens once. Ten minutes more forgive a browser that crashed, or a second click, before
# the new password was set; setting it ends the code for good.
CODE_GRACE = timedelta(minutes=10)


@transaction.atomic
def record_sign_in(*, account, actor, at):
    if account.must_change_password:
        account.code_expires_at = min(account.code_expires_at, at + CODE_GRACE)
        account.save(update_fields=["code_expires_at"])
    record(actor=actor, action="sign_in", account=account, at=at)


@transaction.atomic
def record_failed_sign_in(*, username, at):
    """A name that is nobody's may be a password typed into the wrong box: only its MAC is kept."""
    account = Account.objects.filter(username=username).first()
    if account:
        record(actor=None, action="sign_in_failed", account=account, at=at)
    else:
        audit.record(actor=None, action="sign_in_failed", at=at, unknown_name=mac_of_name(username))


@transaction.atomic
def record_lock_out(*, username, at):
    account = Account.objects.filter(username=username).first()
    if account:
        record(actor=None, action="sign_in_locked", account=account, at=at)
    else:
        audit.record(actor=None, action="sign_in_locked", at=at, unknown_name=mac_of_name(username))


@transaction.atomic
def record_sign_out(*, account, actor, at):
    record(actor=actor, action="sign_out", account=account, at=at)


@transaction.atomic
def record_session_end(*, account, actor, at):
    """A session that idled or lasted too long."""
    record(actor=actor, action="session_ended", account=account, at=at)


def mac_of_name(username: str) -> str:
    """Tells whether two attempts meant the same name, without keeping the name. 16 hex digits."""
    mac = salted_hmac("portal.accounts.unknown_name", username, algorithm="sha256")
    return mac.hexdigest()[:16]
