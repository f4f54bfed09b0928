"""One owed thing: its page, and the steps that need no words."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from campaigns import actions
from campaigns.models import Duty
from campaigns.presenters import duty as shown
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import PortalView, redirect_to, render, safe_next

STEPS = {
    "submit": actions.submit_duty,
    "nothing": actions.answer_nothing,
    "withdraw": actions.withdraw,
}


class DutyView(PortalView):
    """A page about one duty that exists for the actor; else 404."""

    permission = Permission.CAMPAIGN_VIEW

    @cached_property
    def duty(self):
        visible = Duty.objects.visible_to(self.request.actor).for_page()
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def page(self, status=200, **extra):
        context = shown.page_of(self.duty, self.request.actor, clock.today())
        return render(self.request, "campaigns/duty.html", context | extra, status=status)


class DutyDetail(DutyView):
    def get(self, request, pk):
        return self.page()


class DutyConfirm(DutyView):
    """核对无误 of what was sent on one's behalf."""

    permission = Permission.CAMPAIGN_REPORT

    def post(self, request, pk):
        try:
            actions.confirm_duty(duty=self.duty, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.page(422)
        messages.success(request, "已记下：本单位核对无误。")
        return redirect_to(request, self.duty)


class DutyStep(DutyView):
    """报送、无此项活动、撤回: one click each. What is missing is all said at once."""

    permission = Permission.CAMPAIGN_REPORT

    def post(self, request, pk, step):
        if step not in STEPS:
            raise Http404
        try:
            done = STEPS[step](duty=self.duty, actor=request.actor, at=clock.now())
        except actions.Incomplete as refusal:
            return self.page(422, missing=refusal.missing)
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.page(422)
        messages.success(request, shown.said(done))
        return redirect_to(request, safe_next(request, self.duty.participation.campaign))
