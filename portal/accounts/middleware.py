"""Each request is one transaction, seen by one actor."""

import uuid

import pghistory
from django.conf import settings
from django.db import transaction

from portal.access import scope
from portal.access.checks import ensure_secure
from portal.accounts.models import Posting
from portal.audit import actions as audit


def resolve_actor(account):
    """The Actor of a signed-in account by its present posting; None without one."""
    if not account.is_authenticated:
        return None
    posting = (
        Posting.objects.present().select_related("account", "unit").filter(account=account).first()
    )
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
