"""The portal with three bad pages more: one forgets its filter, two break after writing."""

from django.http import HttpResponse, JsonResponse
from django.urls import path

from cases.models import Case, Contact, Party
from portal import clock
from portal.access import Permission
from portal.audit import actions as audit
from portal.ui.views import PortalView
from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


class ForgetsItsFilter(PortalView):
    permission = Permission.DESK

    def get(self, request):
        return JsonResponse(
            {
                "numbers": sorted(Case.objects.values_list("number", flat=True)),
                "count": Case.objects.count(),
                "contacts": Contact.objects.count(),
                "names": sorted(Party.objects.values_list("name", flat=True)),
            }
        )


class Writes(PortalView):
    """Writes a line and a change, then ends as its subclass says."""

    permission = Permission.DESK

    def post(self, request):
        audit.record(actor=request.actor, action="test.half", at=clock.now())
        Case.objects.update(title="写了一半")
        return self.end()


class Breaks(Writes):
    def end(self):
        raise ZeroDivisionError


class GivesUp(Writes):
    def end(self):
        return HttpResponse(status=503)


class Holds(Writes):
    def end(self):
        return HttpResponse(status=204)


urlpatterns = [
    *urlpatterns,
    path("forgets/", ForgetsItsFilter.as_view(), name="forgets"),
    path("breaks/", Breaks.as_view(), name="breaks"),
    path("gives-up/", GivesUp.as_view(), name="gives-up"),
    path("holds/", Holds.as_view(), name="holds"),
]
