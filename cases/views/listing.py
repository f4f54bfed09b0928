from django_htmx.http import push_url

from cases import filters, forms
from portal import clock
from portal.access import Permission
from portal.audit import actions as audit
from portal.ui.paging import capped_count, keyset, mark
from portal.ui.views import PortalView, render

WORDS = "q"  # holds names: it comes as POST and stands in no address
CURSORS = ("before", "since")


class CaseList(PortalView):
    """事项台账: what the actor sees, newest first."""

    permission = Permission.CASE_VIEW

    def get(self, request):
        return self.page({name: value for name, value in request.GET.items() if name != WORDS})

    def post(self, request):
        """The filter bar. The address shows every filter but the words."""
        known = {*filters.CaseFilter.base_filters, *CURSORS}
        params = {name: value for name, value in request.POST.items() if name in known and value}
        query = shown_query(params)
        return push_url(self.page(params), request.path + (f"?{query}" if query else ""))

    def page(self, params):
        actor = self.request.actor
        case_filter, found = filters.listed(params, actor)
        page = keyset(found.with_due_day(), params, by="registered_at")
        used = sorted(name for name, value in params.items() if value)
        audit.record(actor=actor, action="case.list", at=clock.now(), filter=used, rows=len(page))
        is_searched = bool(params.get(WORDS))
        context = {
            "filter": case_filter,
            "page": page,
            "newer": mark(page.rows[0], "registered_at") if is_searched and page.newer else "",
            "older": mark(page.rows[-1], "registered_at") if is_searched and page.older else "",
            "is_searched": is_searched,
            "total": capped_count(found),
            "is_filtered": bool(used),
            "may_export": actor.can(Permission.CASE_EXPORT),
            "may_import": actor.can(Permission.CASE_HISTORY),
            "query": shown_query(params),
            "saved": filters.saved_for(actor),
            "filter_form": forms.FilterForm(actor=actor),
            "words": params.get(WORDS, ""),
            "shows_unit": actor.unit_code == "4104" or actor.scope != actor.unit_code,
        }
        return render(self.request, "cases/list.html", context, parts={"case-results": "results"})


def shown_query(params):
    """The filter as an address may show it: never the words, no place in the list."""
    return filters.as_query({n: v for n, v in params.items() if n not in {WORDS, *CURSORS}})
