"""One form about a case on a page of its own; what was refused stands in place."""

from django.contrib import messages

from cases.views.case import CaseView
from portal import clock
from portal.access.refusal import Refused
from portal.ui.views import redirect_to, render


class PageForm(CaseView):
    """A subclass names the form and the action; what was refused stands with what was typed."""

    form_class = None
    title = note = said = ""
    submit = "保存"
    frame = ""

    @property
    def place(self):
        """Where one goes after saving."""
        return self.case.get_absolute_url()

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
        form = self.form_class(request.POST, request.FILES, actor=request.actor, **self.extra())
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self.write(form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.show(form, status=422)
        messages.success(request, self.said)
        return redirect_to(request, self.place)
