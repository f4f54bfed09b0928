"""Keeping and discarding drafts, and the mixin of a page whose form is kept."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from portal import clock
from portal.access import Permission
from portal.drafts import actions
from portal.drafts.registry import known
from portal.ui.errors import answer
from portal.ui.views import PortalView, redirect_to, render, safe_next


class DraftMixin:
    """For a PortalView with a `form_class` declared `@draftable` and mixed with OnceFormMixin.

    class CallRegister(DraftMixin, PortalView):
        form_class = CallForm

        def get(self, request):
            form = self.open_form()
            return render(request, PAGE, {"form": form, **self.draft_context()})

        def post(self, request):
            form = self.sent_form()
            if form.is_valid() and (url := self.send(form, lambda: register(form))):
                return redirect_to(request, url)
            return render(request, PAGE, {"form": form, **self.draft_context()}, PARTS, status=422)

    `about` (a number) tells the drafts of several records apart.
    """

    form_class = None
    restored = None

    def draft_name(self, about=""):
        return f"{self.form_class.draft_name}.{about}" if about else self.form_class.draft_name

    def open_form(self, about="", **kwargs):
        """An empty form, filled with what was left in it."""
        actor = self.request.actor
        self.restored = actions.restore(form=self.draft_name(about), actor=actor)
        initial = kwargs.pop("initial", {}) | (self.restored.initial if self.restored else {})
        return self.form_class(initial=initial, actor=actor, **kwargs)

    def sent_form(self, **kwargs):
        request = self.request
        return self.form_class(request.POST, request.FILES, actor=request.actor, **kwargs)

    def send(self, form, work, about=""):
        """The address `work()` gives, once per form; None when it refused, with the words added.

        `work` calls one action and returns an address.
        """
        try:
            return actions.submit(
                actor=self.request.actor,
                at=clock.now(),
                key=form.key,
                work=work,
                draft=self.draft_name(about),
            )
        except actions.Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return None

    def draft_context(self, about=""):
        """`draft_url` for {% portal_form … draft=draft_url %}, `restored` for the line above it."""
        name = self.draft_name(about)
        return {
            "draft_url": reverse("drafts:keep", args=[name]),
            "discard_url": reverse("drafts:discard", args=[name]),
            "restored": self.restored,
        }


class DraftKeep(PortalView):
    """POST the fields of a form: 204, or 413 when too long. GET: what is kept, in a line."""

    permission = Permission.DESK

    def get(self, request, form):
        if known(form) is None:
            raise Http404
        context = {
            "restored": actions.restore(form=form, actor=request.actor),
            "discard_url": reverse("drafts:discard", args=[form]),
            "next": safe_next(request, "/"),
        }
        return render(request, "drafts/restored.html", context)

    def post(self, request, form):
        values = dict(request.POST.lists())
        try:
            actions.keep(form=form, values=values, actor=request.actor, at=clock.now())
        except actions.NotDraftable as error:
            raise Http404 from error
        except actions.TooLarge as refusal:
            return answer(request, 413, text=refusal.words)
        return HttpResponse(status=204)


class DraftDiscard(PortalView):
    """清除: forget what was kept and open the form anew."""

    permission = Permission.DESK

    def post(self, request, form):
        if known(form) is None:
            raise Http404
        actions.discard(form=form, actor=request.actor)
        return redirect_to(request, safe_next(request, "/"))
