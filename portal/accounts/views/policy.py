"""权限一览: the whole policy on one page, straight from the table the program obeys."""

from portal.access import Permission, Role
from portal.access.permissions import ADMINISTRATORS, GRANTABLE_BY_UNIT, GRANTS
from portal.ui.views import PortalView, render


class Policy(PortalView):
    permission = Permission.POLICY_VIEW

    def get(self, request):
        roles = list(Role)
        rows = [
            (permission.label, [permission in GRANTS[role] for role in roles])
            for permission in Permission
        ]
        context = {
            "roles": roles,
            "own": request.actor.roles,
            "rows": rows,
            "alone": [role for role in roles if role in ADMINISTRATORS],
            "by_unit": [role for role in roles if role in GRANTABLE_BY_UNIT],
        }
        return render(request, "accounts/policy.html", context)
