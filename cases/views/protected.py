"""What every page about her safety has in common: whose it is, its one form, its draft."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.rules import danger as rules
from cases.views.case import CaseView
from cases.views.page_form import PageForm
from portal.access import Permission
from portal.drafts.views import DraftMixin
from portal.ui.views import redirect_to


class ProtectionView(CaseView):
    """A page about her safety: inside the unit that has the case, by who handles cases."""

    permission = Permission.CASE_HANDLE

    @cached_property
    def case(self):
        case = super().case
        if not rules.reads_protection(case, self.request.actor):
            raise PermissionDenied("安全与保护")
        return case

    @property
    def place(self):
        """Where one goes after saving."""
        return reverse("cases:safety", args=[self.case.number])


class ProtectionForm(ProtectionView, PageForm):
    """One form on a page of its own about her safety."""

    frame = "cases/safety/form.html"


class KeptForm(DraftMixin, ProtectionForm):
    """A long form whose words survive a closed tab and a session that ended."""

    def more(self):
        return self.draft_context(self.case.number)

    def get(self, request, number, **kwargs):
        return self.show(self.open_form(self.case.number, initial=self.initial()))

    def post(self, request, number, **kwargs):
        form = self.sent_form()
        if not form.is_valid() or not self.send(form, lambda: self.written(form), number):
            return self.show(form, status=422)
        messages.success(request, self.said)
        return redirect_to(request, self.place)

    def written(self, form):
        self.write(form)
        return self.place
