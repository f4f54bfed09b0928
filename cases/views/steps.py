"""One step on the way of a case, its 撤销, and the leader's list of closings that wait."""

from django.urls import reverse

from cases import actions, forms, rules
from cases.models import Case
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.drafts.actions import submit
from portal.ui.views import PortalView, redirect_to, render, say


class CaseStep(CaseView):
    """POST one step of rules.TRANSITIONS; an unknown one is a 404 by the address itself.

    Twenty posts of one form are one step: the form has its key.
    """

    permission = Permission.CASE_HANDLE

    def post(self, request, number, step):
        transition = rules.TRANSITIONS[step]
        form = forms.step_form(transition, request.POST, actor=request.actor)
        if not form.is_valid():
            return self.page(status=422, wrong_step=(transition, form))
        try:
            url = submit(
                actor=request.actor,
                at=clock.now(),
                key=form.key,
                work=lambda: self.take(transition, form),
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(status=422, wrong_step=(transition, form))
        return redirect_to(request, url)

    def take(self, step, form):
        """The action of the step; answers where to go."""
        given = {
            "case": self.case,
            "actor": self.request.actor,
            "at": clock.now(),
            "note": form.cleaned_data["note"],
            "values": form.values(),
        }
        if step.name == "follow-up":
            actions.follow_up(**given)
        else:
            actions.perform(step=step.name, **given)
        undo = reverse("cases:undo", args=[self.case.number]) if step.undo else ""
        say(self.request, f"已保存：{step.label}。", undo)
        if step.name in {"agree", "send-back"} and self.request.POST.get("next") == "waiting":
            return reverse("cases:waiting")
        return self.case.get_absolute_url()


class CaseUndo(CaseView):
    """撤销(8) of one's own last step."""

    permission = Permission.CASE_HANDLE

    def post(self, request, number):
        return self.act(
            lambda: actions.undo_step(case=self.case, actor=request.actor, at=clock.now()),
            said="已撤销。",
        )


class WaitingList(PortalView):
    """待同意办结: the leader's one-tap list (users.md b2)."""

    permission = Permission.CASE_LEAD

    def get(self, request):
        actor = request.actor
        waiting = list(Case.objects.visible_to(actor).waiting_for(actor)[:100])
        at = clock.now()
        audit.record(actor=actor, action="case.list", at=at, filter=["closing"], rows=len(waiting))
        step = rules.TRANSITIONS["agree"]
        context = {
            "waiting": [
                (case, forms.step_form(step, actor=actor), step.refusal(case, actor))
                for case in waiting
            ],
        }
        return render(request, "cases/waiting.html", context)
