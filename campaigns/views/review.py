"""The review pane: J and K go on, A accepts, R returns; 例外 and 代报 beside them."""

from django.contrib import messages
from django.http import Http404

from campaigns import actions, forms, holding
from campaigns.presenters import duty as shown
from campaigns.presenters import review
from campaigns.views.duty import DutyView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.files.presenters import board
from portal.ui.views import redirect_to, render

PARTS = {"review-pane": "pane"}


class ReviewView(DutyView):
    """For the unit that asked; another unit's reviewer finds nothing here."""

    permission = Permission.CAMPAIGN_REVIEW

    @property
    def mine(self):
        if self.duty.asked_by_code != self.request.actor.unit_code:
            raise Http404
        return self.duty

    def pane(self, status=200, **extra):
        actor = self.request.actor
        context = review.pane_of(self.mine, actor, clock.today())
        context["return_form"] = forms.ReturnForm(
            actor=actor, places=review.places_of(self.duty, actor)
        )
        context["exception_form"] = forms.ExceptionForm(actor=actor)
        return render(self.request, "campaigns/review.html", context | extra, PARTS, status)

    def go_on(self, said, done):
        """The next waiting one in the pane; the cell of this one is drawn anew beside it."""
        today = clock.today()
        _, next_url, _ = review.neighbours(done, self.request.actor, today)
        if not self.request.headers.get("HX-Request"):
            messages.success(self.request, said)
            return redirect_to(self.request, next_url or self.board_url)
        self.__dict__["duty"] = done
        return self.pane(said=said, changed=True)

    @property
    def board_url(self):
        return f"{self.duty.participation.campaign.get_absolute_url()}board/"


class DutyReview(ReviewView):
    def get(self, request, pk):
        return self.pane()


class DutyAccept(ReviewView):
    """通过 (A)."""

    def post(self, request, pk):
        try:
            done = actions.accept_duty(duty=self.mine, actor=request.actor, at=clock.now())
        except Refused as refusal:
            return self.pane(422, refusal=refusal.words)
        return self.go_on("已通过。", done)


class DutyReturn(ReviewView):
    """退回修改 (R)."""

    def post(self, request, pk):
        places = review.places_of(self.mine, request.actor)
        form = forms.ReturnForm(request.POST, actor=request.actor, places=places)
        if not form.is_valid():
            return self.pane(422, return_form=form)
        try:
            done = actions.return_duty(
                duty=self.duty, remarks=form.remarks(), actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            return self.pane(422, refusal=refusal.words, return_form=form)
        return self.go_on("已退回，填报单位会看到您的意见。", done)


class DutyHints(ReviewView):
    """已核实."""

    def post(self, request, pk):
        try:
            self.__dict__["duty"] = actions.check_hints(
                duty=self.mine, actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            return self.pane(422, refusal=refusal.words)
        return self.pane(said="提示已核实。")


class DutyException(ReviewView):
    """例外: 延到某日."""

    def post(self, request, pk):
        form = forms.ExceptionForm(request.POST, actor=request.actor)
        if self.mine and not form.is_valid():
            return self.pane(422, exception_form=form)
        try:
            done = actions.grant_exception(
                duty=self.duty, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.pane(422, exception_form=form)
        self.__dict__["duty"] = done
        return self.pane(said="已批准延期。", changed=True)


class DutyBehalf(ReviewView):
    """代报: for a unit that mails or brings paper; counted as the unit's own."""

    def form(self, *args):
        kind = shown.kind_of(self.mine)
        takes = kind is not None and kind.take_text is not None
        came = shown.came_of(self.duty, self.request.actor)
        return forms.BehalfForm(*args, actor=self.request.actor, takes_text=takes, initial=came)

    def page(self, form, status=200, missing=()):
        context = shown.page_of(self.mine, self.request.actor, clock.today())
        papers = board(holding.PAPERS, self.duty, self.request.actor)
        context |= {"form": form, "missing": missing, "board": papers}
        return render(
            self.request, "campaigns/behalf.html", context, {"behalf-form": "form"}, status
        )

    def get(self, request, pk):
        return self.page(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            done = self.send(form)
        except actions.Incomplete as refusal:
            return self.page(form, 422, refusal.missing)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, 422)
        messages.success(request, f"已代{self.duty.participation.unit}报送，{shown.said(done)}")
        return redirect_to(request, self.board_url)

    def send(self, form):
        text = form.cleaned_data.get("text") or ""
        return actions.enter_on_behalf(
            duty=self.duty,
            received=form.received(),
            is_nothing=form.cleaned_data["is_nothing"],
            text=text,
            actor=self.request.actor,
            at=clock.now(),
        )
