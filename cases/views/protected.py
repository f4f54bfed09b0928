"""What every page about her safety has in common: whose it is, its one form, its draft."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.rules import danger as rules
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.views import DraftMixin
from portal.ui.views import redirect_to, render


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


class ProtectionForm(ProtectionView):
    """One form on a page of its own; what was refused stands in place, with what was typed."""

    form_class = None
    title = note = said = ""
    submit = "保存"
    frame = "cases/safety/form.html"

    def initial(self):
        return {}

    def extra(self):
        """More keyword arguments of the form."""
        return {}

    def more(self):
        """More for the template."""
        return {}

    def write(self, form):
        raise NotImplementedError

    def do(self, action, **values):
        """One action on this case, by this person, now."""
        return action(case=self.case, actor=self.request.actor, at=clock.now(), **values)

    def show(self, form, status=200):
        self.opened()
        context = {
            "case": self.case,
            "form": form,
            "title": self.title,
            "note": self.note,
            "submit": self.submit,
            "place": self.place,
            "layout": getattr(self, "layout", ""),
        }
        return render(self.request, self.frame, context | self.more(), status=status)

    def get(self, request, number, **kwargs):
        actor = request.actor
        return self.show(self.form_class(actor=actor, initial=self.initial(), **self.extra()))

    def post(self, request, number, **kwargs):
        form = self.form_class(request.POST, actor=request.actor, **self.extra())
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self.write(form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.show(form, status=422)
        messages.success(request, self.said)
        return redirect_to(request, self.place)


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
