"""The log, for the leader of a unit and for the auditor."""

from portal import clock
from portal.access import Permission
from portal.audit import actions, presenters
from portal.audit.filters import LogFilter
from portal.audit.models import LogEntry
from portal.ui.paging import keyset
from portal.ui.views import PortalView, render

LINES_A_PAGE = 50


class LogList(PortalView):
    """Newest first. Who looks at the log stands in the log: the filter, not the names found."""

    permission = Permission.LOG_VIEW_UNIT

    def get(self, request):
        wanted = {key: value for key, value in request.GET.items() if value}
        entries = LogEntry.objects.visible_to(request.actor)
        chosen = LogFilter(request.GET or None, queryset=entries)
        found = chosen.qs if chosen.form.is_valid() or not wanted else entries.none()
        page = keyset(found, request.GET, by="at", size=LINES_A_PAGE)
        used = sorted(set(wanted) & set(chosen.filters))
        actions.record(
            actor=request.actor, action="log_viewed", at=clock.now(), filter=used, rows=len(page)
        )
        context = {
            "wrong": wrong_words(chosen.form),
            "filter": chosen,
            "lines": presenters.lines_of(page),
            "page": page,
            "is_filtered": bool(used),
        }
        status = 422 if wanted and not chosen.form.is_valid() else 200
        parts = {"log-results": "results"}
        return render(request, "audit/log.html", context, parts, status=status)


def wrong_words(form):
    """What is wrong with the filter, for an answer that holds the results alone."""
    errors = form.errors if form.is_bound else {}
    return "".join(f"{form[name].label}：{''.join(words)}" for name, words in errors.items())
