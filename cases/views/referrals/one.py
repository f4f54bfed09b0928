"""One referral: its page for both sides, and each of its steps."""

from functools import cached_property

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases import actions
from cases.forms.referral import ChaseForm
from cases.models import Referral
from cases.papers import letters
from cases.presenters import referral as presenters
from cases.rules import referral as rules
from cases.views.referrals.lists import inbox
from cases.views.referrals.steps import WAYS, form_for, offered, said
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.views import PortalView, redirect_to, render


class ReferralView(PortalView):
    """It exists for one of its sides, or the answer is 404."""

    permission = Permission.REFERRAL_VIEW

    @cached_property
    def referral(self):
        visible = Referral.objects.visible_to(self.request.actor).for_list()
        return get_object_or_404(visible.prefetch_related("requests"), pk=self.kwargs["pk"])

    @property
    def is_receiver(self):
        return rules.Side.RECEIVER in rules.sides_of(self.referral, self.request.actor)

    def page(self, status=200, wrong=None, chase_form=None):
        """The receiver's page is the list with this row open; the sender has a page of its own."""
        referral, actor = self.referral, self.request.actor
        if self.is_receiver and referral.is_open:
            return inbox(self.request, opened=referral.pk, wrong=wrong, status=status)
        audit.record(actor=actor, action="referral.read", target=referral, at=clock.now())
        body = presenters.body(referral, actor) | {"steps": offered(referral, actor, wrong)}
        chase = body["next_chase"]
        if chase and chase_form is None:
            initial = {"step": chase["step"].value, "way": "phone"}
            chase_form = ChaseForm(actor=actor, initial=initial)
        context = {"referral": referral, "body": body, "chase_form": chase_form}
        context["papers"] = letters.buttons(referral, actor)
        return render(self.request, "cases/referrals/detail.html", context, status=status)


class Detail(ReferralView):
    def get(self, request, pk):
        return self.page()


class Step(ReferralView):
    """POST one step of rules.MOVES; an unknown one is a 404 by the address itself."""

    def post(self, request, pk, move):
        step = rules.MOVES[move]
        if refusal := step.refusal(self.referral, request.actor):
            messages.error(request, refusal)
            return self.page(status=422)
        form = form_for(step, self.referral, request.actor, request.POST, request.FILES)
        if not form.is_valid():
            return self.page(status=422, wrong=form)
        try:
            WAYS[move].action(
                referral=self.referral, actor=request.actor, at=clock.now(), **form.values()
            )
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.words)
            if not form.fields:
                messages.error(request, refusal.words)
            return self.page(status=422, wrong=form)
        messages.success(request, said(step, self.referral))
        return redirect_to(request, self.next_page(move))

    def next_page(self, move):
        """The receiver stays on the list: the same row after signing, else the next one."""
        if not self.is_receiver:
            return self.referral.get_absolute_url()
        inbox_url = reverse("referrals:inbox")
        mine = Referral.objects.visible_to(self.request.actor).for_receiver(self.request.actor)
        if move in {"receive", "note", "ask-extension"}:
            return f"{inbox_url}?open={self.referral.pk}#r{self.referral.pk}"
        following = mine.by_day().values_list("pk", flat=True).first()
        return f"{inbox_url}?open={following}#r{following}" if following else inbox_url


class ChaseAdd(ReferralView):
    """催办: one step of its order, with the telephone call noted in three fields."""

    permission = Permission.REFERRAL_SEND

    def post(self, request, pk):
        form = ChaseForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.page(status=422, chase_form=form)
        try:
            actions.chase(
                referral=self.referral, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.words)
            return self.page(status=422, chase_form=form)
        messages.success(request, "已记下催办。")
        return redirect_to(request, self.referral)
