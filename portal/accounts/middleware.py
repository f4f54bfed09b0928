"""Each request is one transaction, seen by one actor."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.urls import reverse

from portal import clock
from portal.access import scope
from portal.access.checks import ensure_secure
from portal.accounts import actions, rules, sessions
from portal.audit import actions as audit
from portal.ui.views import redirect_to


def resolve_actor(account):
    """The Actor of a signed-in account by its present posting; None without one."""
    posting = account.present_posting if account.is_authenticated else None
    return posting.actor() if posting else None


class ActorMiddleware:
    """Opens the transaction, says who acts, and takes everything back when the page failed.

    Django has already turned an exception into a response when it comes past here: without
    `set_rollback` a page that ended in 500 would keep half of its writes. Rights are read anew at
    each request, so a right taken away counts at once.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = None
        if request.path_info in settings.UNSCOPED_PATHS:
            return self.get_response(request)
        ensure_secure()
        request.id = uuid.uuid4().hex[:12]
        address = request.META.get("REMOTE_ADDR", "")
        with transaction.atomic(), audit.origin(address, request.id):
            request.actor = resolve_actor(request.user)
            with scope(request.actor), self.history(request, address):
                response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if request.actor:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    @staticmethod
    def history(request, address):
        actor = request.actor
        return pghistory.context(
            account=actor.account_id if actor else None,
            unit=actor.unit_code if actor else "",
            address=address,
            request=request.id,
        )


class SessionLimits:
    """Ends sessions that idled or lasted too long (settings.SESSION_IDLE, SESSION_ABSOLUTE), and
    keeps whoever still owes a password or a second factor on that one page.

    A request of the page itself (a draft, a poll), marked `X-Background: 1`, is not a person at
    work: it does not push the idle clock.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.actor:
            return self.get_response(request)
        now = clock.now()
        if self.is_over(request.session, now):
            self.end(request, now)
            with scope(None):
                return self.get_response(request)
        if request.headers.get("X-Background") != "1":
            sessions.touch(request.session, now)
        owed = self.owed(request, now)
        if owed and request.path not in self.open_paths(owed):
            return redirect_to(request, owed)
        return self.get_response(request)

    @staticmethod
    def is_over(session, now):
        began, seen = sessions.clocks(session, now)
        return rules.session_is_over(
            began=began,
            seen=seen,
            now=now,
            idle=settings.SESSION_IDLE,
            absolute=settings.SESSION_ABSOLUTE,
        )

    @staticmethod
    def end(request, now):
        actions.record_session_end(account=request.user, actor=request.actor, at=now)
        logout(request)
        request.session[sessions.ENDED] = True
        request.actor = None

    @staticmethod
    def owed(request, now):
        """The name of the page this person must pass before any other; None when she owes none."""
        account = request.user
        if account.must_change_password:
            return "accounts:first-change"
        if not account.is_verified():
            if request.session.get(sessions.NEEDS_FACTOR):
                return "accounts:second-factor"
            if settings.SECOND_FACTOR_FOR_ADMINISTRATORS and (
                request.actor.roles & rules.NEED_SECOND_FACTOR
            ):
                return "accounts:second-factor-set"
        old = rules.password_is_old(
            account.password_changed_at, now=now, longest=settings.PASSWORD_MAX_AGE
        )
        return "accounts:password" if old else None

    @staticmethod
    def open_paths(owed):
        """Where one may go all the same: the page itself, in, out."""
        return {reverse(name) for name in (owed, "accounts:sign-in", "accounts:sign-out")}
