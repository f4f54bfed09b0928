"""阵地: the register, one station, coverage."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import actions
from families.filters import StationFilter
from families.forms import station as forms
from families.models import Station
from families.presenters import station as shown
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.paging import capped_count, keyset
from portal.ui.views import PortalView, redirect_to, render


class StationList(PortalView):
    permission = Permission.FAMILY_VIEW

    def get(self, request):
        actor = request.actor
        found = StationFilter(request.GET, Station.objects.visible_to(actor))
        rows = found.qs if found.is_valid() else Station.objects.none()
        page = keyset(rows, request.GET, by="registered_at")
        names = shown.unit_names(page.rows)
        audit.record(actor=actor, action="station.list", at=clock.now(), rows=len(page))
        context = {
            "filter": found,
            "page": page,
            "rows": [(row, names.get(row.unit_code, row.unit_code)) for row in page],
            "total": capped_count(rows),
            "is_filtered": any(request.GET.get(name) for name in StationFilter.base_filters),
            "may_keep": actor.can(Permission.STATION_KEEP),
            "may_import": {Permission.STATION_KEEP, Permission.SHEET_IMPORT} <= actor.permissions,
        }
        return render(request, "families/stations.html", context)


class StationCoverage(PortalView):
    """四有 and 五个一 by place; the city and a county may type how many there should be."""

    permission = Permission.FAMILY_VIEW

    def show(self, form, status=200):
        actor = self.request.actor
        may_type = actor.can(Permission.STATION_KEEP) and form.fields["unit"].queryset.exists()
        context = {
            "rows": shown.coverage(actor, clock.today()),
            "form": form if may_type else None,
        }
        return render(self.request, "families/coverage.html", context, status=status)

    def get(self, request):
        initial = {"year": clock.today().year}
        return self.show(forms.TargetForm(initial=initial, actor=request.actor))

    def post(self, request):
        if not request.actor.can(Permission.STATION_KEEP):
            raise PermissionDenied
        form = forms.TargetForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            actions.keep_target(**form.cleaned_data, actor=request.actor, at=clock.now())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
            return self.show(form, 422)
        messages.success(request, "应建数已保存。")
        return redirect_to(request, reverse("families:coverage"))


class StationView(PortalView):
    """A page with one form about one station."""

    permission = Permission.STATION_KEEP

    @cached_property
    def station(self):
        rows = Station.objects.visible_to(self.request.actor)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form_page(self, form, title, submit, status=200):
        context = {
            "form": form,
            "title": title,
            "submit": submit,
            "station": self.station if "pk" in self.kwargs else None,
        }
        return render(self.request, "families/station_form.html", context, status=status)

    def act(self, form, work, said, **page):
        """One action; what it refuses stands in the form, with what was typed."""
        if not form.is_valid():
            return self.form_page(form, status=422, **page)
        try:
            result = work()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.form_page(form, status=422, **page)
        messages.success(self.request, said)
        return redirect_to(self.request, result)


class StationNew(StationView):
    PAGE = {"title": "登记阵地", "submit": "登记"}

    def get(self, request):
        return self.form_page(forms.StationForm(actor=request.actor), **self.PAGE)

    def post(self, request):
        form = forms.StationForm(request.POST, actor=request.actor)

        def work():
            return actions.register_station(
                unit=form.cleaned_data["unit"],
                values=form.values(),
                actor=request.actor,
                at=clock.now(),
            )

        return self.act(form, work, "已登记。", **self.PAGE)


class StationPage(StationView):
    permission = Permission.FAMILY_VIEW

    def get(self, request, pk):
        context = {
            "station": self.station,
            "facts": shown.facts(self.station),
            "may_keep": request.actor.can(Permission.STATION_KEEP),
        }
        return render(request, "families/station.html", context)


class StationEdit(StationView):
    PAGE = {"title": "修改阵地", "submit": "保存"}

    def get(self, request, pk):
        initial = {name: getattr(self.station, name) for name in (*actions.STATION, "version")}
        form = forms.StationEditForm(initial=initial, actor=request.actor)
        return self.form_page(form, **self.PAGE)

    def post(self, request, pk):
        form = forms.StationEditForm(request.POST, actor=request.actor)

        def work():
            return actions.edit_station(
                station=self.station,
                values=form.values(),
                version=form.cleaned_data["version"],
                actor=request.actor,
                at=clock.now(),
            )

        return self.act(form, work, "已保存。", **self.PAGE)


class StationClose(StationView):
    PAGE = {"title": "撤销阵地", "submit": "撤销"}

    def get(self, request, pk):
        form = forms.CloseForm(initial={"on": clock.today()}, actor=request.actor)
        return self.form_page(form, **self.PAGE)

    def post(self, request, pk):
        form = forms.CloseForm(request.POST, actor=request.actor)

        def work():
            return actions.close_station(
                station=self.station, on=form.cleaned_data["on"], actor=request.actor,
                at=clock.now(),
            )  # fmt: skip

        return self.act(form, work, "已撤销，名录里仍可查到。", **self.PAGE)
