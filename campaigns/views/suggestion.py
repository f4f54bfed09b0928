"""源头维权建议: those of a campaign, one of them, what became of it."""

from functools import cached_property

from django.contrib import messages
from django.shortcuts import get_object_or_404

from campaigns import actions
from campaigns.forms.suggestion import AnswerForm, SuggestionForm
from campaigns.models import Suggestion
from campaigns.presenters.suggestion import facts_of
from campaigns.views.campaign import CampaignView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.views import DraftMixin
from portal.ui.views import PortalView, redirect_to, render

MOST = 200


class Suggestions(DraftMixin, CampaignView):
    """The own ones and those of the units below; one more of the own unit."""

    form_class = SuggestionForm

    def list_page(self, form, status=200):
        actor = self.request.actor
        found = Suggestion.objects.visible_to(actor).filter(campaign=self.campaign).standing()
        context = {
            "campaign": self.campaign,
            "rows": found.order_by("-sent_on", "-pk")[:MOST],
            "form": form if actor.can(Permission.CAMPAIGN_REPORT) else None,
            **self.draft_context(self.campaign.pk),
        }
        return render(self.request, "campaigns/suggestions/list.html", context, status=status)

    def get(self, request, pk):
        return self.list_page(self.open_form(self.campaign.pk))

    def post(self, request, pk):
        form = self.sent_form() if self.campaign else None
        if form.is_valid() and (url := self.send(form, lambda: self.record(form), pk)):
            messages.success(request, "已记下。有答复时打开这一条，记采纳情况。")
            return redirect_to(request, url)
        return self.list_page(form, 422)

    def record(self, form):
        made = actions.record_suggestion(
            campaign=self.campaign,
            proposal=form.facts(),
            actor=self.request.actor,
            at=clock.now(),
        )
        return made.get_absolute_url()


class SuggestionView(PortalView):
    permission = Permission.CAMPAIGN_VIEW

    @cached_property
    def suggestion(self):
        visible = Suggestion.objects.visible_to(self.request.actor).standing()
        return get_object_or_404(visible.select_related("campaign"), pk=self.kwargs["pk"])

    def page(self, form, status=200):
        actor, one = self.request.actor, self.suggestion
        is_mine = one.unit_code == actor.unit_code and actor.can(Permission.CAMPAIGN_REPORT)
        context = {
            "one": one,
            "campaign": one.campaign,
            "facts": facts_of(one),
            "form": form if is_mine else None,
        }
        return render(self.request, "campaigns/suggestions/page.html", context, status=status)

    def form(self, *args):
        one = self.suggestion
        given = {"answer": one.answer, "answered_on": one.answered_on, "note": one.answer_note}
        return AnswerForm(*args, actor=self.request.actor, initial=given)


class SuggestionPage(SuggestionView):
    """What it says; 采纳情况 by the unit it came from."""

    def get(self, request, pk):
        return self.page(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            actions.answer_suggestion(
                suggestion=self.suggestion, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, 422)
        messages.success(request, "已记下采纳情况，总结里的数随之更新。")
        return redirect_to(request, self.suggestion)


class SuggestionWithdraw(SuggestionView):
    def post(self, request, pk):
        campaign = self.suggestion.campaign
        try:
            actions.withdraw_suggestion(
                suggestion=self.suggestion, actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.page(self.form(), 422)
        messages.success(request, "已撤销，不再计入。")
        return redirect_to(request, f"{campaign.get_absolute_url()}suggestions/")
