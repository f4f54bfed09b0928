"""The portal's addresses, the floor page, and a stock admin over the same table."""

from django.contrib import admin
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from cases.models import Case
from portal import clock
from portal.access import Permission
from portal.audit import actions as audit
from portal.ui.views import PortalView
from portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


class Floor(PortalView):
    """Signed in, the whole shell with its badges, a row in the log, nothing in the middle."""

    permission = Permission.DESK
    page = None

    def get(self, request):
        audit.record(actor=request.actor, action="case.list", at=clock.now(), filter=[], rows=0)
        if Floor.page is None:
            Floor.page = engines["django"].from_string('{% extends "layouts/base.html" %}')
        return HttpResponse(Floor.page.render({}, request))


class StockSite(admin.AdminSite):
    """Whoever is signed in: what is compared is the list, not the rights."""

    def has_permission(self, request):
        return bool(request.actor)


class StockCases(admin.ModelAdmin):
    """The columns of the portal's list, searched in the columns the portal's search looks in."""

    list_display = (
        "short_number",
        "title",
        "category",
        "place",
        "handler",
        "status",
        "registered_at",
    )
    list_select_related = ("category__parent", "handler", "place")
    list_per_page = 50
    ordering = ("-registered_at", "-pk")
    search_fields = (
        "number", "short_number", "title", "story",
        "parties__name", "contacts__caller_name", "contacts__story",
    )  # fmt: skip

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


stock = StockSite(name="stock")
stock.register(Case, StockCases)
urlpatterns = [
    path("bench/floor/", Floor.as_view(), name="bench-floor"),
    path("bench/admin/", stock.urls),
    path("", include("portal.urls")),
]
