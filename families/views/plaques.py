"""牌匾: the register, one plaque, the picture it carries, and the page a passer-by opens."""

import segno
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import actions
from families.filters import NUMBER, PlaqueFilter
from families.forms.selection import ReviewForm
from families.models import Plaque
from families.presenters import plaque as shown
from families.presenters.household import shown_name
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.paging import capped_count, keyset
from portal.ui.views import PortalView, PublicView, redirect_to, render


class PlaqueList(PortalView):
    permission = Permission.FAMILY_VIEW

    def get(self, request):
        actor = request.actor
        found = PlaqueFilter(request.GET, Plaque.objects.visible_to(actor))
        rows = found.qs if found.is_valid() else Plaque.objects.none()
        page = keyset(rows.for_list(), request.GET, by="issued_at")
        audit.record(actor=actor, action="plaque.list", at=clock.now(), rows=len(page))
        context = {
            "filter": found,
            "page": page,
            "rows": [(row, shown_name(row.selection.entry.household, actor)) for row in page],
            "total": capped_count(rows),
            "is_filtered": any(request.GET.get(name) for name in PlaqueFilter.base_filters),
        }
        return render(request, "families/plaques.html", context)


class PlaqueView(PortalView):
    permission = Permission.FAMILY_VIEW

    @cached_property
    def plaque(self):
        parts = NUMBER.fullmatch(self.kwargs["number"]).groupdict()
        rows = Plaque.objects.visible_to(self.request.actor).for_list()
        return get_object_or_404(
            rows, year=parts["year"], sequence=parts["sequence"], copy=parts["copy"] or 1
        )

    def page(self, form=None, status=200):
        actor = self.request.actor
        context = shown.plaque_page(self.plaque, actor)
        if context["may_keep"]:
            initial = {"year": clock.today().year, "outcome": "keeps"}
            context["form"] = form or ReviewForm(initial=initial, actor=actor)
        if settings.PORTAL_PUBLIC_PLAQUES and self.plaque.holds:
            path = reverse("families:plaque-status", args=[self.plaque.token])
            address = self.request.build_absolute_uri(path)
            context |= {"address": address, "picture": picture_of(address)}
        return render(self.request, "families/plaque.html", context, status=status)


class PlaquePage(PlaqueView):
    def get(self, request, number):
        household = self.plaque.selection.entry.household
        audit.record(actor=request.actor, action="family.read", target=household, at=clock.now())
        return self.page()


class PlaqueReviewing(PlaqueView):
    """年度复核."""

    permission = Permission.FAMILY_ROUND

    def post(self, request, number):
        form = ReviewForm(request.POST, actor=request.actor)
        plaque = self.plaque
        if not form.is_valid():
            return self.page(form, 422)
        try:
            actions.review_plaque(
                plaque=plaque, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, 422)
        messages.success(request, "复核结果已登记。")
        return redirect_to(request, plaque)


class PlaqueReissue(PlaqueView):
    """补制."""

    permission = Permission.FAMILY_ROUND

    def post(self, request, number):
        try:
            made = actions.reissue_plaque(plaque=self.plaque, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, self.plaque)
        messages.success(request, f"已补制{made.number}，原牌作废。")
        return redirect_to(request, made)


class PlaqueStatus(PublicView):
    """What a passer-by learns from the picture: it holds or not, and since when. Off by default
    (settings.PORTAL_PUBLIC_PLAQUES); asks one function that gives these two facts alone."""

    most_a_minute = 60

    def get(self, request, token):
        if not settings.PORTAL_PUBLIC_PLAQUES:
            raise Http404
        with connection.cursor() as cursor:
            cursor.execute("SELECT holds, since FROM public_plaque(%s)", [token])
            found = cursor.fetchone()
        if found is None:
            raise Http404
        context = {"holds": found[0], "since": found[1]}
        response = render(request, "families/plaque_status.html", context)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def picture_of(address):
    """The QR code of an address, as a picture the page's policy allows."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=2)
