"""What was refused is kept as well: a row of refusals is how a probe looks."""

from django.conf import settings

from portal import clock
from portal.audit import actions

REFUSED = {403: "refused", 404: "not_found"}


class RefusalLog:
    """Adds an entry for each 403 and 404 of somebody signed in: the path, never the query.

    A static file that is missing is nobody's attempt, and who is not signed in has no name to keep
    (failed sign-ins are logged where they happen).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        action = REFUSED.get(response.status_code)
        actor = getattr(request, "actor", None)
        if action and actor and not is_static(request.path):
            actions.record(
                actor=actor,
                action=action,
                at=clock.now(),
                method=request.method,
                path=request.path[:200],
            )
        return response


def is_static(path):
    return path.startswith(settings.STATIC_URL) or path in settings.UNSCOPED_PATHS
