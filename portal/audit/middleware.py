"""What was refused is kept as well: a row of refusals is how a probe looks."""

from portal import clock
from portal.audit import actions

REFUSED = {403: "refused", 404: "not_found"}


class RefusalLog:
    """Adds an entry for each 403, and for a 404 of somebody signed in. The path, not the query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        action = REFUSED.get(response.status_code)
        actor = getattr(request, "actor", None)
        if action and actor:
            actions.record(
                actor=actor,
                action=action,
                at=clock.now(),
                method=request.method,
                path=request.path_info[:200],
            )
        return response
