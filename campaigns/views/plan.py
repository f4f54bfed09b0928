"""Planning a campaign, closing it, opening it again."""

from django.contrib import messages
from django.http import Http404

from campaigns import actions, forms
from campaigns.choices import CampaignKind, CampaignStatus, Load
from campaigns.models import Campaign
from campaigns.presenters import planning
from campaigns.views.campaign import CampaignView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.actions import submit
from portal.drafts.views import DraftMixin
from portal.ui.views import PortalView, redirect_to, render


class CampaignNew(PortalView):
    """新活动: five answers, and a whole plan stands there to be changed."""

    permission = Permission.CAMPAIGN_PLAN

    def page(self, form, status=200):
        return render(
            self.request, "campaigns/new.html", {"form": form}, {"new-form": "form"}, status
        )

    def get(self, request):
        today = clock.today()
        initial = {
            "kind": CampaignKind.RIGHTS_WEEK,
            "year": today.year + (today.month > 3),
            "load": Load.LIGHT,
        }
        return self.page(forms.NewForm(actor=request.actor, initial=initial))

    def post(self, request):
        form = forms.NewForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.page(form, 422)
        at = clock.now()
        try:
            url = submit(
                actor=request.actor, at=at, key=form.key, work=lambda: self.begin(form, at)
            )
        except Refused as refusal:
            form.add_error("kind" if refusal.field == "name" else None, refusal.words)
            return self.page(form, 422)
        messages.success(request, "已按样本建好，请逐项核对；印发前随时可以修改。")
        return redirect_to(request, url)

    def begin(self, form, at):
        data, actor = form.cleaned_data, self.request.actor
        same = {"year": data["year"], "load": data["load"], "today": clock.today()}
        if data["source"]:
            plan = planning.plan_like(data["source"], **same)
        else:
            plan = planning.first_plan(kind=data["kind"], key_date=form.day, actor=actor, **same)
        return f"{actions.plan_campaign(plan=plan, actor=actor, at=at).get_absolute_url()}plan/"


class CampaignPlan(DraftMixin, CampaignView):
    """The whole plan on one page; drafts keep themselves."""

    permission = Permission.CAMPAIGN_PLAN
    form_class = forms.PlanForm

    @property
    def planned(self) -> Campaign:
        if (
            self.campaign.status != CampaignStatus.PLANNED
            or self.campaign.unit_code != self.request.actor.unit_code
        ):
            raise Http404
        return self.campaign

    def form_page(self, form, status=200):
        context = {
            "form": form,
            "campaign": self.campaign,
            "load": planning.load_sentence(self.campaign, self.request.actor),
            **self.draft_context(self.campaign.pk),
        }
        return render(self.request, "campaigns/plan.html", context, {"plan-form": "form"}, status)

    def get(self, request, pk):
        initial = planning.initial_of(self.planned)
        return self.form_page(self.open_form(pk, initial=initial, campaign=self.planned))

    def post(self, request, pk):
        form = self.sent_form(campaign=self.planned)
        if form.is_valid() and (url := self.send(form, lambda: self.edit(form), pk)):
            messages.success(request, "已保存。")
            return redirect_to(request, url)
        return self.form_page(form, 422)

    def edit(self, form):
        return actions.edit_campaign(
            campaign=self.campaign,
            plan=form.plan(),
            version=form.cleaned_data["version"],
            actor=self.request.actor,
            at=clock.now(),
        ).get_absolute_url()


class CampaignClose(CampaignView):
    """结束活动."""

    permission = Permission.CAMPAIGN_PLAN

    def post(self, request, pk):
        return self.act(
            lambda: actions.close_campaign(
                campaign=self.campaign, actor=request.actor, at=clock.now()
            ),
            said="活动已结束，材料不再改动。",
        )


class CampaignReopen(CampaignView):
    permission = Permission.CAMPAIGN_PLAN

    def post(self, request, pk):
        form = forms.ReopenForm(request.POST, actor=request.actor)
        if self.campaign and not form.is_valid():
            return self.page(status=422, reopen_form=form)
        return self.act(
            lambda: actions.reopen_campaign(
                campaign=self.campaign, actor=request.actor, at=clock.now(), **form.cleaned_data
            ),
            said="活动已重新打开，可以更正材料。",
            form=form,
            reopen_form=form,
        )
