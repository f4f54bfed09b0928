"""入选: the quotas of a round, the list of one county, the draw for a recheck."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import actions, exports
from families.forms.selection import DrawForm, keys_in
from families.models import Quota, Round, Selection
from families.presenters import selection as shown
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.sheets import actions as sheets
from portal.sheets.exports import write
from portal.sheets.views import download
from portal.ui.views import PortalView, redirect_to, render


class OfRound(PortalView):
    """A page or an act about one round that has quotas or households of the actor's range."""

    permission = Permission.FAMILY_ROUND

    @cached_property
    def round(self):
        rows = Round.objects.visible_to(self.request.actor).for_page()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def list_url(self, area):
        return reverse("families:selection-area", args=[self.round.pk, area])


class SelectionLists(OfRound):
    """Each quota with its balance; a county goes to its own list."""

    def get(self, request, pk):
        code = request.actor.unit_code
        if self.round.unit_code != code and self.round.quotas.filter(for_code=code).exists():
            return redirect_to(request, self.list_url(code))
        context = shown.selection_page(self.round, request.actor)
        return render(request, "families/selection.html", context)


class SelectionExport(OfRound):
    """The lists as xlsx: as much of them as this person sees."""

    def get(self, request, pk):
        at, actor = clock.now(), request.actor
        rows = exports.selection_rows(self.round, actor)
        title = f"{self.round}拟命名名单"
        written = write(
            title=title, fields=exports.SELECTION, rows=rows, actor=actor, at=at, is_personal=True
        )
        sheets.record_export(
            actor=actor, at=at, export="family-selection", rows=written.rows,
            used=[str(self.round.pk)], columns=[field.key for field in exports.SELECTION],
            purpose="拟命名名单", is_plain=True, is_whole=written.is_whole,
        )  # fmt: skip
        with written.file as file:  # a few hundred rows
            return download(file.read(), f"{title}{clock.day_of(at):%Y%m%d}.xlsx")


class SelectionArea(OfRound):
    """The ranking of one county: tick who is put on the list."""

    @property
    def area(self):
        area = self.kwargs["area"]
        quotas = Quota.objects.visible_to(self.request.actor).filter(round=self.round)
        if not self.request.actor.sees(area) or not quotas.filter(for_code=area).exists():
            raise Http404
        return area

    def page(self, draw=None, refused="", ticked=None, status=200):
        context = shown.area_page(self.round, self.area, self.request.actor)
        context |= {
            "form": draw or DrawForm(initial={"size": 1}, actor=self.request.actor),
            "refused": refused,
            "ticked": ticked,
        }
        return render(self.request, "families/selection_area.html", context, status=status)

    def get(self, request, pk, area):
        return self.page()

    def post(self, request, pk, area):
        keys = keys_in(",".join(request.POST.getlist("entry")))
        try:
            count = actions.choose(
                round_=self.round, area=self.area, keys=keys,
                was=keys_in(request.POST.get("was", "")), actor=request.actor, at=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            return self.page(refused=refusal.words, ticked=keys, status=422)
        messages.success(request, f"名单已保存，共{count}户。")
        return redirect_to(request, self.list_url(area))


class SelectionDraw(SelectionArea):
    """随机抽取."""

    http_method_names = ("post",)

    def post(self, request, pk, area):
        form = DrawForm(request.POST, actor=request.actor)
        area = self.area
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            actions.draw_recheck(
                round_=self.round, area=area, **form.cleaned_data, actor=request.actor,
                at=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, status=422)
        messages.success(request, "已抽取，请复核后登记结果。")
        return redirect_to(request, self.list_url(area))


class SelectionRecheck(PortalView):
    """相符 or 不符 of a drawn household."""

    permission = Permission.FAMILY_ROUND

    def post(self, request, pk, found):
        rows = Selection.objects.visible_to(request.actor)
        selection = get_object_or_404(rows, pk=pk)
        try:
            actions.record_recheck(
                selection=selection, stands=found == "stands", actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "复核结果已登记。")
        area = (selection.round_id, selection.for_code)
        return redirect_to(request, reverse("families:selection-area", args=area))
