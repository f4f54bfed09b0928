"""The search page. What was typed comes as POST and goes nowhere but back into the box."""

from portal import clock
from portal.access import Permission
from portal.audit import actions as audit
from portal.search import finding, forms
from portal.ui.views import PortalView, render

SHOWN = 20
PARTS = {"search-results": "results"}


class Search(PortalView):
    permission = Permission.DESK

    def get(self, request):
        return self.page(forms.SearchForm(actor=request.actor))

    def post(self, request):
        """Results as one types, or of the box in the top bar."""
        form = forms.SearchForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.page(form, status=422)
        typed = form.cleaned_data["q"]
        if not finding.is_enough(typed):
            return self.page(form, is_short=bool(typed))
        found = finding.search(request.actor, typed, shown=SHOWN)
        rows = sum(len(one.hits) for one in found)
        audit.record(actor=request.actor, action="search", at=clock.now(), rows=rows)
        return self.page(form, found=found, is_asked=True)

    def page(self, form, status=200, **context):
        return render(self.request, "search/search.html", {"form": form} | context, PARTS, status)
