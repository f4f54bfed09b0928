"""统计表: filled, confirmed, corrected (users.md d4)."""

from decimal import Decimal
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns.actions.report import correct_cell, save_cells
from campaigns.forms.report import CorrectForm, ReportForm
from campaigns.models import Duty, DutyVersion
from campaigns.presenters.duty import open_remarks
from campaigns.reports import indicator_report, table
from campaigns.rules.duties import fill_refusal
from campaigns.rules.reports import correct_refusal, figure_words
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.actions import discard
from portal.drafts.views import DraftMixin
from portal.ui.views import PortalView, redirect_to, render


class MaterialView(PortalView):
    """A page of one duty of one kind: it exists for the actor, or the answer is 404."""

    permission = Permission.CAMPAIGN_REPORT
    kinds = (indicator_report.KIND,)

    @cached_property
    def duty(self):
        visible = Duty.objects.visible_to(self.request.actor).for_page()
        return get_object_or_404(visible, pk=self.kwargs["duty"], kind__in=self.kinds)

    def may_fill(self):
        """The duty if it may be written now; else 403 with what may not be done."""
        if fill_refusal(self.duty, self.request.actor):
            raise PermissionDenied("填写这份材料")
        return self.duty


class ReportFill(DraftMixin, MaterialView):
    form_class = ReportForm

    def get(self, request, duty):
        found = table.build(self.may_fill())
        return self.page(self.open_form(self.duty.pk, table=found), found)

    def post(self, request, duty):
        found = table.build(self.may_fill())
        form = self.sent_form(table=found)
        if not form.is_valid():
            return self.page(form, found, 422)
        try:
            save_cells(
                duty=self.duty,
                indicator_set=found.indicator_set,
                cells=form.cells(),
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.page(form, found, 422)
        discard(form=self.draft_name(self.duty.pk), actor=request.actor)
        return self.saved(request)

    def saved(self, request):
        """Kept. To the confirming page when all is right and that was asked for."""
        now = table.build(self.fresh)
        if request.POST.get("act") != "submit":
            messages.success(request, "已保存。")
            return redirect_to(request, reverse("campaigns:report-fill", args=[self.duty.pk]))
        if now.wrong:
            form = ReportForm(table=now, actor=request.actor)
            return self.page(form, now, 422, wrong=now.wrong)
        return redirect_to(request, reverse("campaigns:report-confirm", args=[self.duty.pk]))

    @property
    def fresh(self):
        return Duty.objects.visible_to(self.request.actor).for_page().get(pk=self.duty.pk)

    def page(self, form, found, status=200, wrong=()):
        context = {
            "form": form,
            "duty": self.duty,
            "campaign": self.duty.participation.campaign,
            "unit": self.duty.participation.unit,
            "owed": list(form.lines(shown_as_owed(found))),
            "offered": list(form.lines(shown_as_offered(found))),
            "wrong": wrong,
            "is_mine": self.duty.unit_code == self.request.actor.unit_code,
            "wrong_codes": {one.code for one in wrong},
            "remarks": {one.anchor: one for one in open_remarks(self.duty, self.request.actor)},
            "last_year": self.duty.participation.campaign.year - 1,
            **self.draft_context(self.duty.pk),
        }
        return render(self.request, "campaigns/report/fill.html", context, status=status)


def shown_as_owed(found):
    """What is owed, and the rates whose numerator is: they stand beside it."""
    owed = {row.code for row in found.owed}
    return [row for row in found if row.code in owed or row.indicator.numerator in owed]


def shown_as_offered(found):
    first = {row.code for row in shown_as_owed(found)}
    return [row for row in found if row.code not in first]


class ReportConfirm(MaterialView):
    """确认页: the five biggest changes to last year, before it goes."""

    def get(self, request, duty):
        found = table.build(self.may_fill())
        if found.wrong:
            return redirect_to(request, reverse("campaigns:report-fill", args=[self.duty.pk]))
        context = {
            "duty": self.duty,
            "campaign": self.duty.participation.campaign,
            "table": found,
            "changes": found.changes,
            "typed": [row for row in found if row.source == "typed"],
            "is_mine": self.duty.unit_code == request.actor.unit_code,
        }
        return render(request, "campaigns/report/confirm.html", context)


class ReportCorrect(MaterialView):
    """更正 one figure of what was sent."""

    permission = Permission.CAMPAIGN_VIEW

    @cached_property
    def version(self):
        rows = DutyVersion.objects.visible_to(self.request.actor).filter(duty=self.duty)
        return rows.order_by("-number").first()

    @cached_property
    def cell(self):
        cells = self.version.content.get("cells", {}) if self.version else {}
        if self.kwargs["code"] not in cells:
            raise Http404
        return cells[self.kwargs["code"]]

    def form(self, *args):
        places = 2 if self.cell["measure"] in {"万元", "元", "万人"} else 0
        return CorrectForm(*args, actor=self.request.actor, places=places)

    def get(self, request, duty, code):
        return self.page(self.form())

    def post(self, request, duty, code):
        form = self.form(request.POST)
        if self.cell and not form.is_valid():
            return self.page(form, 422)
        try:
            correct_cell(
                duty=self.duty, code=code, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, 422)
        messages.success(request, "已更正，原来报送的数保留在版本里。")
        return redirect_to(request, self.duty)

    def page(self, form, status=200):
        context = {
            "form": form,
            "duty": self.duty,
            "cell": self.cell
            | {name: Decimal(self.cell[name]) for name in ("value", "auto") if self.cell[name]},
            "figure": figure_words(self.cell),
            "code": self.kwargs["code"],
            "sources": indicator_report.sources(self.version, self.kwargs["code"]),
            "refusal": correct_refusal(self.duty, self.request.actor),
            "is_computed": self.cell["source"] == "computed",
        }
        return render(self.request, "campaigns/report/cell.html", context, status=status)
