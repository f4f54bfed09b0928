"""年度评选: the entrance, a round and how far each place is."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from families import actions
from families.forms.round import RoundForm, initial_new, initial_of
from families.models import Round
from families.presenters import round as shown
from families.rules.steps import level_of
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import PortalView, redirect_to, render


class FamilyHome(PortalView):
    """What goes on in 平安家庭, for this person."""

    permission = Permission.FAMILY_VIEW

    def get(self, request):
        return render(request, "families/home.html", shown.home(request.actor))


class RoundList(PortalView):
    permission = Permission.FAMILY_VIEW

    def get(self, request):
        rounds = Round.objects.visible_to(request.actor).select_related("standard")
        context = {
            "rounds": rounds.order_by("-year", "-pk")[:100],
            "may_run": request.actor.can(Permission.FAMILY_ROUND),
        }
        return render(request, "families/rounds.html", context)


class RoundView(PortalView):
    """A page about one round."""

    permission = Permission.FAMILY_ROUND

    @cached_property
    def round(self):
        rows = Round.objects.visible_to(self.request.actor).for_page().prefetch_related("quotas")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form_page(self, form, title, status=200):
        context = {"form": form, "title": title, "round": self.kwargs.get("pk") and self.round}
        return render(self.request, "families/round_form.html", context, status=status)


class RoundNew(RoundView):
    def get(self, request):
        form = RoundForm(initial=initial_new(clock.today().year), actor=request.actor)
        return self.form_page(form, "筹备年度评选")

    def post(self, request):
        form = RoundForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.form_page(form, "筹备年度评选", 422)
        try:
            made = actions.make_round(plan=form.plan, actor=request.actor, at=clock.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.form_page(form, "筹备年度评选", 422)
        messages.success(request, "已保存。核对无误后再开始。")
        return redirect_to(request, made)


class RoundEdit(RoundView):
    def get(self, request, pk):
        form = RoundForm(initial=initial_of(self.round), actor=request.actor)
        return self.form_page(form, "修改年度评选")

    def post(self, request, pk):
        form = RoundForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.form_page(form, "修改年度评选", 422)
        try:
            actions.edit_round(
                round_=self.round, plan=form.plan, actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.form_page(form, "修改年度评选", 422)
        messages.success(request, "已保存。")
        return redirect_to(request, self.round)


class RoundPage(RoundView):
    """How far each place is; a county's towns below the city's counties by `area`."""

    permission = Permission.FAMILY_VIEW

    def get(self, request, pk, area=""):
        if area and (not request.actor.sees(area) or level_of(area) not in shown.LENGTH_BELOW):
            raise Http404
        context = shown.round_page(self.round, request.actor, area)
        return render(request, "families/round.html", context)


class RoundAct(RoundView):
    """开始、结束、补充参评家庭."""

    permission = Permission.FAMILY_REGISTER
    ACTS = {
        "open": (actions.open_round, "评选已开始，名册中的家庭已列入。"),
        "close": (actions.close_round, "评选已结束。"),
    }

    def post(self, request, pk, act):
        given = {"round_": self.round, "actor": request.actor, "at": clock.now()}
        try:
            if act == "enrol":
                said = f"补充参评{actions.enrol(**given)}户。"
            else:
                work, said = self.ACTS[act]
                work(**given)
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, said)
        return redirect_to(request, self.round)
