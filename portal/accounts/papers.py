"""The slip that opens an account: the one moment its code stands in clear."""

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from portal.accounts.models import Posting

SLIP = "accounts/slip.html"


@sensitive_variables()
def slip(issued, *, address):
    """What the slip prints; `address` is the portal's. To be rendered into one answer, which no
    cache, no session and no message keeps."""
    posting = Posting.objects.present().select_related("unit").get(account=issued.account)
    return {
        "account": issued.account,
        "posting": posting,
        "code": issued.code,
        "handed_over": issued.handed_over,
        **slip_frame(address=address),
    }


def slip_frame(*, address):
    """What every slip says, whoever it is for."""
    return {
        "days": settings.ONE_TIME_CODE_LIFE.days,
        "address": address,
        "desk": f"{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}",
    }
