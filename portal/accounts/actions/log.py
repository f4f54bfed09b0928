"""One shape for every entry about an account: its number, never its name or telephone."""

from portal.accounts.models import Account, Posting
from portal.audit import actions as audit


def record(*, actor, action, account: Account, at, **data):
    """An entry that belongs to the unit of the account's present posting."""
    posting = Posting.objects.present().select_related("unit").filter(account=account).first()
    return audit.record(
        actor=actor,
        action=action,
        at=at,
        target=posting,
        unit_code=posting.unit.code if posting else "",
        account=account.pk,
        **data,
    )
