"""知悉范围 and 回避: who may read one case, who must not; the recusals of the unit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404

from cases import actions, forms
from cases.models import Reader
from cases.presenters import discretion as presenters
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.paging import capped_count, keyset
from portal.ui.views import PortalView, render


class CaseDiscretion(CaseView):
    """Everybody who may or might read this case, with what came before; for its leader."""

    permission = Permission.CASE_LABEL

    def get(self, request, number):
        self.opened()
        context = presenters.discretion_page(self.case, request.actor)
        return render(request, "cases/discretion.html", context)


class CaseRecusal(CaseView):
    """登记回避, on a page of its own: all people and units to choose from are not for every look
    at a case."""

    permission = Permission.CASE_RECUSE

    def show(self, form, status=200):
        self.opened()
        context = {
            "case": self.case,
            "form": form,
            "title": "登记回避",
            "note": "与当事人有利害关系的人员和被反映的单位应当回避；登记后对方看不到这件事项。",
            "submit": "登记回避",
            "place": self.case.get_absolute_url(),
        }
        return render(self.request, "cases/safety/form.html", context, status=status)

    def form(self, data=None):
        unit_code = self.case.unit_code
        return forms.RecusalForm(data, actor=self.request.actor, unit_code=unit_code)

    def get(self, request, number):
        return self.show(self.form())

    def post(self, request, number):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        data = form.cleaned_data
        try:
            actions.add_recusal(
                case=self.case,
                actor=request.actor,
                at=clock.now(),
                reason=data["reason"],
                account=data["account"],
                unit_code=data["unit"].code if data["unit"] else "",
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.show(form, status=422)
        messages.success(request, "已登记回避。")
        return self.onward()


class CaseRecusalEnd(CaseView):
    """解除回避."""

    permission = Permission.CASE_LEAD

    def post(self, request, number, pk):
        recusal = get_object_or_404(self.case.recusals.standing(), pk=pk)
        return self.act(
            lambda: actions.end_recusal(recusal=recusal, actor=request.actor, at=clock.now()),
            said="已解除回避。",
        )


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
