"""Who may come in. The lock after five failures is django-axes', in front of this backend."""

from threading import BoundedSemaphore

from django.conf import settings

from portal import clock
from portal.accounts import codes
from portal.accounts.models import Account, Posting

# A digest costs a third of a second of processor on purpose. Without a limit a flood of sign-ins
# would take every core from the people at work.
PATIENCE = 1.5  # seconds one waits for a place; then the page says so instead of holding a thread
_checks = BoundedSemaphore(settings.PASSWORD_CHECKS_AT_ONCE)


class TooBusy(Exception):
    """Too many sign in at once; nothing was decided about this one."""


def may_enter(account: Account) -> bool:
    """Active, with a present posting; a demo account only where the demo runs."""
    if not account.is_active or (account.is_demo and not settings.PORTAL_DEMO):
        return False
    return Posting.objects.present().filter(account=account).exists()


def code_is_over(account: Account) -> bool:
    """Whether a one-time code stands for the password and its days are gone."""
    if not account.must_change_password:
        return False
    return account.code_expires_at is None or account.code_expires_at <= clock.now()


class AccountBackend:
    """Name and password, or name and one-time code.

    Every refusal costs one digest and answers None: an unknown name, a wrong password, a disabled
    account and a code that is over look alike from outside, also to a stopwatch.
    """

    def authenticate(self, request, username=None, password=None):
        if not username or not password:
            return None
        account = Account.objects.filter(username=username).first()
        if not _checks.acquire(timeout=PATIENCE):
            raise TooBusy
        try:
            fits = self.fits(account, password)
        finally:
            _checks.release()
        if account is None or not fits or code_is_over(account) or not may_enter(account):
            return None
        return account

    @staticmethod
    def fits(account: Account | None, password: str) -> bool:
        if account is None:
            Account().set_password(password)
            return False
        given = codes.plain(password) if account.must_change_password else password
        return account.check_password(given)

    def get_user(self, user_id):
        """Asked at every request: an account disabled meanwhile is out at once.

        Brings its present posting along (`present_posting`, None without one), for the actor of
        this request: one question instead of two.
        """
        posting = (
            Posting.objects.present()
            .select_related("account", "unit")
            .filter(account=user_id, account__is_active=True)
            .first()
        )
        account = (
            posting.account
            if posting
            else Account.objects.filter(pk=user_id, is_active=True).first()
        )
        if account is None or (account.is_demo and not settings.PORTAL_DEMO):
            return None
        account.present_posting = posting
        return account
