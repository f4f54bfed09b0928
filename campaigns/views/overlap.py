"""重复计数: one event reported by two units is counted once in the city's figures."""

from functools import cached_property

from django.contrib import messages
from django.shortcuts import get_object_or_404

from campaigns import actions
from campaigns.forms.overlap import FIGURE, OverlapForm
from campaigns.models import Duty, Overlap
from campaigns.presenters import overlap as shown
from campaigns.presenters import summary
from campaigns.views.summary import SummaryView
from portal import clock
from portal.access.refusal import Refused
from portal.ui.views import redirect_to, render


class Overlaps(SummaryView):
    """What is taken off, and one more."""

    @cached_property
    def cells(self):
        return summary.cells_of(self.planned, self.request.actor)

    def page(self, form, status=200):
        context = {
            "campaign": self.planned,
            "rows": shown.rows_of(self.planned, self.cells, self.request.actor),
            "suggested": shown.suggested(self.planned, self.cells, self.request.actor),
            "form": form if form.codes else None,
        }
        return render(self.request, "campaigns/overlaps.html", context, status=status)

    def get(self, request, pk):
        keys = {request.GET.get("first", ""), request.GET.get("second", "")}
        initial = shown.initial_of(self.planned, self.cells, request.actor, keys)
        return self.page(OverlapForm(actor=request.actor, cells=self.cells, initial=initial))

    def post(self, request, pk):
        form = OverlapForm(request.POST, actor=request.actor, cells=self.cells)
        if form.is_valid() and self.counted(form):
            messages.success(request, "已记下，全市合计只算一次；两家的统计表没有改动。")
            return redirect_to(request, request.path)
        return self.page(form, 422)

    def counted(self, form):
        data = form.cleaned_data
        duties = Duty.objects.visible_to(self.request.actor)
        try:
            actions.count_once(
                campaign=self.campaign,
                title=data["title"],
                held_on=data["held_on"],
                kept=duties.get(pk=data["kept"]),
                taken=duties.get(pk=data["taken"]),
                off=data["off"],
                cells=self.cells,
                actor=self.request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            names = (refusal.field, f"{FIGURE}{refusal.field}")
            field = next((name for name in names if name in form.fields), None)
            form.add_error(field, refusal.words)
            return False
        return True


class OverlapUndo(SummaryView):
    """撤销 one of them."""

    def post(self, request, pk, overlap):
        own = Overlap.objects.visible_to(request.actor).filter(campaign=self.planned)
        found = get_object_or_404(own, pk=overlap)
        actions.undo_overlap(overlap=found, actor=request.actor, at=clock.now())
        messages.success(request, "已撤销，合计已重算。")
        return redirect_to(request, f"{self.campaign.get_absolute_url()}overlaps/")
