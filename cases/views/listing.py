from cases import filters
from portal import clock
from portal.access import Permission
from portal.audit import actions as audit
from portal.ui.paging import capped_count, keyset
from portal.ui.views import PortalView, render


class CaseList(PortalView):
    """事项台账: what the actor sees, newest first."""

    permission = Permission.CASE_VIEW

    def get(self, request):
        actor = request.actor
        case_filter, found = filters.listed(request.GET, actor)
        page = keyset(found, request.GET, by="registered_at")
        used = sorted(name for name, value in request.GET.items() if value)
        audit.record(actor=actor, action="case.list", at=clock.now(), filter=used, rows=len(page))
        context = {
            "filter": case_filter,
            "page": page,
            "total": capped_count(found),
            "is_filtered": bool(used),
            "may_export": actor.can(Permission.CASE_EXPORT),
            "shows_unit": actor.unit_code == "4104" or actor.scope != actor.unit_code,
        }
        return render(request, "cases/list.html", context, parts={"case-results": "results"})
