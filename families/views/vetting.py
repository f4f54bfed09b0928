"""联审: a county's own list, its consents and the answers. Nobody else's page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import actions
from families.forms.vetting import AnswerForm, ConsentForm
from families.models import Selection
from families.presenters import vetting as shown
from families.rules.steps import level_of
from families.views.selection import OfRound
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.views import redirect_to, render


class VettingView(OfRound):
    """A round as its county vets it: for the city this page does not exist."""

    permission = Permission.FAMILY_VERIFY

    @cached_property
    def round(self):
        if level_of(self.request.actor.unit_code) != "county":
            raise Http404
        return super().round

    def page(self, status=200, **forms_given):
        actor = self.request.actor
        context = shown.vetting_page(self.round, actor) | {
            "consent_form": ConsentForm(actor=actor, rows=shown.listed(self.round, actor)),
            "answer_form": AnswerForm(actor=actor),
        }
        return render(self.request, "families/vetting.html", context | forms_given, status=status)

    def back(self):
        return redirect_to(self.request, reverse("families:vetting", args=[self.round.pk]))

    def given(self):
        return {"actor": self.request.actor, "at": clock.now()}


class VettingPage(VettingView):
    def get(self, request, pk):
        answer = self.page()
        audit.record(actor=request.actor, action="vetting.read", target=self.round, at=clock.now())
        return answer


class VettingTyped(VettingView):
    """A consent or an answer; what is wrong stands in its form, with what was typed."""

    def post(self, request, pk, what):
        actor = request.actor
        if what == "consent":
            rows = shown.listed(self.round, actor)
            form = ConsentForm(request.POST, actor=actor, rows=rows)
        else:
            form = AnswerForm(request.POST, actor=actor)
        if not form.is_valid():
            return self.page(422, **{f"{what}_form": form})
        try:
            if what == "consent":
                actions.consent_to_vetting(**form.cleaned_data, **self.given())
            else:
                actions.answer_vetting(round_=self.round, **form.cleaned_data, **self.given())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(422, **{f"{what}_form": form})
        messages.success(request, "已登记。")
        return self.back()


class VettingAct(VettingView):
    """送审 and 办结."""

    ACTS = {
        "send": (actions.send_to_vetting, "已送审。请打印名单，连同同意书送各单位。"),
        "end": (actions.end_vetting, "联审已办结，可以公示。"),
    }

    def post(self, request, pk, act):
        work, said = self.ACTS[act]
        try:
            work(round_=self.round, **self.given())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, said)
        return self.back()


class VettingMark(VettingView):
    """撤回同意, 未列入本次名单."""

    MARKS = {
        "revoke": (actions.revoke_consent, "同意书已撤回，这一户不送审。"),
        "leave-out": (actions.leave_out, "已登记：未列入本次名单。"),
    }

    def post(self, request, pk, selection, mark):
        rows = Selection.objects.visible_to(request.actor).filter(round=self.round)
        found = get_object_or_404(rows, pk=selection)
        work, said = self.MARKS[mark]
        try:
            work(selection=found, **self.given())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, said)
        return self.back()
