"""Time-based one-time passwords (RFC 6238) beside the password."""

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.access.refusal import Refused
from portal.accounts.actions.guard import ensure_may_manage
from portal.accounts.actions.log import record

NAME = "totp"


class WrongToken(Refused):
    def __init__(self):
        super().__init__("动态口令不对或已过期，请输入现在显示的6位数字。", field="token")


class AlreadySet(Refused):
    def __init__(self):
        super().__init__("动态口令已经启用。更换手机请联系本单位账号管理员。")


@transaction.atomic
def begin_second_factor(*, account):
    """The unconfirmed device whose key the page shows; the same one until it is confirmed."""
    if TOTPDevice.objects.filter(user=account, confirmed=True).exists():
        raise AlreadySet
    device, _ = TOTPDevice.objects.get_or_create(user=account, confirmed=False, name=NAME)
    return device


def confirm_second_factor(*, account, token, actor, at):
    """Raises WrongToken, AlreadySet. From now on every sign-in asks for it."""
    device = begin_second_factor(account=account)
    if not device.verify_token(token):  # outside the savepoint: a failed try must stay counted
        raise WrongToken
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        record(actor=actor, action="second_factor_set", account=account, at=at)
    return device


def pass_second_factor(*, account, token):
    """The device that accepts this token. Raises WrongToken; tries are slowed by django-otp."""
    device = TOTPDevice.objects.filter(user=account, confirmed=True).first()
    if device is None or not device.verify_token(token):
        raise WrongToken
    return device


@transaction.atomic
def remove_second_factor(*, account, actor, at):
    """For a lost telephone, by the unit's administrator only; never by oneself."""
    ensure_may_manage(actor, account)
    TOTPDevice.objects.filter(user=account).delete()
    record(actor=actor, action="second_factor_removed", account=account, at=at)
