"""看板, bulk acceptance and 催报."""

from django.contrib import messages
from django.http import Http404

from campaigns import actions, forms
from campaigns.choices import ChaseKind, DutyStatus
from campaigns.models import Duty, Participation
from campaigns.presenters import board as shown
from campaigns.presenters import chase, review
from campaigns.views.campaign import CampaignView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.views import PortalView, redirect_to, render


class BoardView(CampaignView):
    """For who asked somebody in this campaign; else 404."""

    permission = Permission.CAMPAIGN_REVIEW

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = clock.today()

    @property
    def asked(self):
        asked = Participation.objects.visible_to(self.request.actor)
        if not asked.filter(
            campaign=self.campaign, asked_by_code=self.request.actor.unit_code
        ).exists():
            raise Http404
        return self.campaign

    @property
    def url(self):
        return f"{self.campaign.get_absolute_url()}board/"


class Board(BoardView):
    """Units × owed things."""

    def get(self, request, pk):
        show = request.GET.get("show", "")
        show = show if show in shown.SHOWN else ""
        context = shown.board_of(self.asked, request.actor, self.today, show)
        audit.record(
            actor=request.actor, action="campaign.board", target=self.campaign, at=clock.now()
        )
        return render(request, "campaigns/board.html", context, {"board": "board"})


class AcceptAll(BoardView):
    """全部通过 of one column: only what has no hint."""

    def post(self, request, pk):
        kind = request.POST.get("kind", "")
        waiting = Duty.objects.visible_to(request.actor).asked_by(request.actor.unit_code)
        found = waiting.for_page().filter(
            participation__campaign=self.asked, kind=kind, status=DutyStatus.SUBMITTED
        )
        plain = [
            duty
            for duty in found.order_by("unit_code")
            if duty.hints_checked_at or not review.hints_of(duty, request.actor)
        ]
        try:
            count = actions.accept_all(
                campaign=self.campaign, duties=plain, actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, f"已通过{count}份，有提示的留着逐份看。")
        return redirect_to(request, self.url)


class CampaignChase(BoardView):
    """催报: whom, and the four ways."""

    def page(self, status=200, refusal=""):
        debts = chase.debts_of(self.asked, self.request.actor, self.today)
        context = {
            "campaign": self.campaign,
            "debts": debts,
            "text": chase.chase_text(self.campaign, debts, self.today) if debts else "",
            "refusal": refusal,
            "today": self.today,
        }
        template = "campaigns/chase_print.html" if self.is_print else "campaigns/chase.html"
        return render(self.request, template, context, status=status)

    @property
    def is_print(self):
        return self.request.GET.get("print") == "1"

    def get(self, request, pk):
        return self.page()

    def post(self, request, pk):
        picked = {key for key in request.POST.getlist("unit") if key.isascii() and key.isdigit()}
        debts = chase.debts_of(self.asked, request.actor, self.today)
        things = {d.participation_id: d.things for d in debts if str(d.participation_id) in picked}
        way = request.POST.get("way", "")
        try:
            count = actions.chase_units(
                campaign=self.campaign, things=things,
                kind=way if way in ChaseKind.values else ChaseKind.NOTICE,
                actor=request.actor, at=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            return self.page(422, refusal.words)
        messages.success(request, f"已提醒{count}家。")
        return redirect_to(request, f"{self.campaign.get_absolute_url()}chase/")


class ChaseCall(PortalView):
    """记一次电话催报."""

    permission = Permission.CAMPAIGN_REVIEW

    def page(self, form, status=200):
        participation = self.participation()
        debts = chase.debts_of(participation.campaign, self.request.actor, clock.today())
        mine = [debt for debt in debts if debt.participation_id == participation.pk]
        context = {"participation": participation, "form": form, "debt": mine[0] if mine else None}
        return render(self.request, "campaigns/call.html", context, {"call-form": "form"}, status)

    def participation(self):
        asked = Participation.objects.visible_to(self.request.actor).select_related("unit")
        found = asked.filter(
            pk=self.kwargs["pk"], asked_by_code=self.request.actor.unit_code
        ).select_related("campaign", "unit")
        if not (one := found.first()):
            raise Http404
        return one

    def get(self, request, pk):
        return self.page(forms.CallForm(actor=request.actor))

    def post(self, request, pk):
        form, participation = (
            forms.CallForm(request.POST, actor=request.actor),
            self.participation(),
        )
        if not form.is_valid():
            return self.page(form, 422)
        debts = chase.debts_of(participation.campaign, request.actor, clock.today())
        things = [d.things for d in debts if d.participation_id == participation.pk]
        try:
            actions.record_call(
                participation=participation, things="".join(things) or "已报齐",
                actor=request.actor, at=clock.now(), **form.cleaned_data,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.page(form, 422)
        messages.success(request, f"已记下给{participation.unit}的电话。")
        return redirect_to(request, f"{participation.campaign.get_absolute_url()}chase/")
