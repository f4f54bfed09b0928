"""The list and the year; one campaign; signing for it and passing it on."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from campaigns import actions, forms
from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Participation, ScoreSheet
from campaigns.presenters import campaign as shown
from campaigns.presenters import planning
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import PortalView, redirect_to, render

FIRST_YEAR, LAST_YEAR = 2000, 2099


class CampaignHome(PortalView):
    """活动报送: what runs and what waits for me, and the year at a glance."""

    permission = Permission.CAMPAIGN_VIEW

    def get(self, request):
        year = chosen_year(request.GET.get("year", ""), clock.today().year)
        found = Campaign.objects.visible_to(request.actor).filter(
            begins_on__year__lte=year, ends_on__year__gte=year
        )
        campaigns = list(found.newest_first()[:60])
        context = {
            "year": year,
            "years": [y for y in (year - 1, year, year + 1) if FIRST_YEAR <= y <= LAST_YEAR],
            "lines": shown.lines_of(campaigns, request.actor),
            "months": shown.year_of(campaigns, year),
            "may_plan": request.actor.can(Permission.CAMPAIGN_PLAN),
            "is_judge": ScoreSheet.objects.visible_to(request.actor)
            .of_judge(request.actor)
            .exists(),
        }
        return render(request, "campaigns/home.html", context)


def chosen_year(text, default):
    if text.isascii() and text.isdigit() and len(text) == 4:
        return min(max(int(text), FIRST_YEAR), LAST_YEAR)
    return default


class CampaignView(PortalView):
    """A page about one campaign that exists for the actor; else 404."""

    permission = Permission.CAMPAIGN_VIEW

    @cached_property
    def campaign(self):
        visible = Campaign.objects.visible_to(self.request.actor).prefetch_related("parts")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    @cached_property
    def mine(self):
        """The participation of the actor's own unit, or 404."""
        own = Participation.objects.visible_to(self.request.actor)
        return get_object_or_404(
            own.select_related("campaign"),
            campaign=self.campaign,
            unit_code=self.request.actor.unit_code,
        )

    def page(self, status=200, **extra):
        actor, campaign = self.request.actor, self.campaign
        context = shown.page_of(campaign, actor, clock.today())
        if context["is_planner"] and campaign.status == CampaignStatus.PLANNED:
            context["load"] = planning.load_sentence(campaign, actor)
            context["unsaid"] = planning.unsaid_of(campaign)
        if context["is_planner"] and campaign.status == CampaignStatus.CLOSED:
            context["reopen_form"] = forms.ReopenForm(actor=actor)
        return render(self.request, "campaigns/campaign.html", context | extra, status=status)

    def act(self, work, *, said, form=None, **shown_again):
        """Do it and come back to the page; a refusal is shown in place."""
        try:
            work()
        except Refused as refusal:
            if form is None:
                messages.error(self.request, refusal.words)
            else:
                form.add_error(
                    refusal.field if refusal.field in form.fields else None, refusal.words
                )
            return self.page(status=422, **shown_again)
        messages.success(self.request, said)
        return redirect_to(self.request, self.campaign)


class CampaignDetail(CampaignView):
    def get(self, request, pk):
        return self.page()


class CampaignSign(CampaignView):
    """签收 by the unit itself: one click."""

    permission = Permission.CAMPAIGN_REPORT

    def post(self, request, pk):
        return self.act(
            lambda: actions.sign_campaign(
                participation=self.mine, actor=request.actor, at=clock.now()
            ),
            said="已签收。要报的材料列在下面。",
        )


class CampaignForward(CampaignView):
    """转发: the county's own words above the city's notice."""

    permission = Permission.CAMPAIGN_REVIEW

    def form_page(self, form, status=200):
        context = {"campaign": self.campaign, "mine": self.mine, "form": form}
        return render(
            self.request, "campaigns/forward.html", context, {"forward-form": "form"}, status
        )

    def get(self, request, pk):
        initial = {"words": self.mine.forward_words, "number": self.mine.forward_number}
        return self.form_page(forms.ForwardForm(actor=request.actor, initial=initial))

    def post(self, request, pk):
        form = forms.ForwardForm(request.POST, actor=request.actor)
        if self.mine and form.is_valid():
            try:
                actions.forward_campaign(
                    participation=self.mine, actor=request.actor, at=clock.now(),
                    **form.cleaned_data,
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(None, refusal.words)
            else:
                messages.success(request, "已转发，下级单位收到提醒。")
                return redirect_to(request, self.campaign)
        return self.form_page(form, 422)


class CampaignTowns(CampaignView):
    """向乡镇（街道）收统计表; nobody is asked unless the county wants it."""

    permission = Permission.CAMPAIGN_REVIEW

    def form_page(self, form, status=200):
        load = planning.towns_sentence(self.campaign, self.request.actor, clock.today())
        context = {"campaign": self.campaign, "mine": self.mine, "form": form, "load": load}
        return render(self.request, "campaigns/towns.html", context, {"towns-form": "form"}, status)

    def get(self, request, pk):
        return self.form_page(forms.TownsForm(actor=request.actor, campaign=self.mine.campaign))

    def post(self, request, pk):
        form = forms.TownsForm(request.POST, actor=request.actor, campaign=self.mine.campaign)
        if form.is_valid():
            try:
                actions.ask_towns(
                    participation=self.mine, actor=request.actor, at=clock.now(),
                    **form.cleaned_data,
                )  # fmt: skip
            except Refused as refusal:
                field = refusal.field if refusal.field in form.fields else None
                form.add_error(field, refusal.words)
            else:
                messages.success(request, "已向选中的乡镇（街道）布置统计表。")
                return redirect_to(request, self.campaign)
        return self.form_page(form, 422)


class SignOnBehalf(PortalView):
    """代签收 from the board: somebody said so by telephone."""

    permission = Permission.CAMPAIGN_REVIEW

    @cached_property
    def participation(self):
        asked = Participation.objects.visible_to(self.request.actor)
        found = asked.select_related("unit", "campaign").filter(
            pk=self.kwargs["pk"], asked_by_code=self.request.actor.unit_code
        )
        if not (one := found.first()):
            raise Http404
        return one

    def form_page(self, form, status=200):
        context = {"participation": self.participation, "form": form}
        return render(self.request, "campaigns/sign.html", context, {"sign-form": "form"}, status)

    def get(self, request, pk):
        return self.form_page(forms.SignForm(actor=request.actor)) if self.participation else None

    def post(self, request, pk):
        form = forms.SignForm(request.POST, actor=request.actor)
        if self.participation and form.is_valid():
            try:
                actions.sign_on_behalf(
                    participation=self.participation, actor=request.actor, at=clock.now(),
                    **form.cleaned_data,
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(
                    refusal.field if refusal.field in form.fields else None, refusal.words
                )
            else:
                messages.success(request, f"已代{self.participation.unit}签收。")
                return redirect_to(request, self.participation.campaign)
        return self.form_page(form, 422)
