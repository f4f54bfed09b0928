"""知悉范围 and 回避: who may read one case, who must not; the recusals of the unit."""

from django.shortcuts import get_object_or_404

from cases import actions
from cases.models import Reader
from cases.presenters import discretion as presenters
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.ui.paging import capped_count, keyset
from portal.ui.views import PortalView, render


class CaseDiscretion(CaseView):
    """Everybody who may or might read this case, with what came before; for its leader."""

    permission = Permission.CASE_LABEL

    def get(self, request, number):
        self.opened()
        context = presenters.discretion_page(self.case, request.actor)
        return render(request, "cases/discretion.html", context)


class CaseReaderEnd(CaseView):
    """移出知悉人员."""

    permission = Permission.CASE_LABEL

    def post(self, request, number, pk):
        reader = get_object_or_404(
            Reader.objects.visible_to(request.actor).filter(case=self.case), pk=pk
        )
        return self.act(
            lambda: actions.end_reader(reader=reader, actor=request.actor, at=clock.now()),
            said="已移出知悉人员。",
        )


class RecusalList(PortalView):
    """回避登记: those of the cases one sees, newest first."""

    permission = Permission.CASE_LEAD

    def get(self, request):
        found = presenters.recusals_for(request.actor)
        page = keyset(found, request.GET, by="at")
        context = {"page": page, "total": capped_count(found)}
        return render(request, "cases/recusals.html", context)
