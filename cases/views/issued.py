"""报出统计数字: they leave the house once, and stay as they were."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from cases import actions, reports
from cases.forms.figures import IssueForm
from cases.models import FiguresIssue
from cases.presenters import issued as presenters
from cases.reports import issued, workbook
from cases.reports.declaration import Asked
from cases.rules import figures
from cases.rules.issuing import covers
from cases.views.figures import FiguresView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.sheets.views import download
from portal.ui import words
from portal.ui.paging import keyset
from portal.ui.views import PortalView, redirect_to, render, say


class FiguresIssueNew(FiguresView):
    """报出: all tables of the period and unit that stand in the address."""

    permission = Permission.FIGURES_ISSUE

    @cached_property
    def last(self):
        mine = FiguresIssue.objects.visible_to(self.request.actor)
        mine = mine.filter(unit_code=self.request.actor.unit_code)
        return mine.of(self.asked.unit, self.asked.period).standing().first()

    def show(self, form, status=200):
        context = {"form": form, "heading": self.heading, "query": self.query, "last": self.last}
        context["is_running"] = self.asked.period.after > self.asked.today
        context["unit"], context["period"] = self.asked.unit, self.asked.period.name
        return render(self.request, "cases/figures_issue.html", context, status=status)

    def get(self, request):
        return self.show(IssueForm(actor=request.actor, corrects=self.last is not None))

    def post(self, request):
        form = IssueForm(request.POST, actor=request.actor, corrects=self.last is not None)
        if self.form.errors or not form.is_valid():
            return self.show(form, status=422)
        try:
            issue = actions.issue_figures(
                tables=issued.freeze(reports.count(one, self.asked) for one in reports.TABLES),
                unit=self.asked.unit,
                heading=self.heading.split("　")[0],
                period=self.asked.period,
                **form.cleaned_data,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
            return self.show(form, status=422)
        say(request, f"已报出：{issue}。以后数字有变，报出的这一份不变。")
        return redirect_to(request, issue)


class IssuedView(PortalView):
    permission = Permission.CASE_FIGURES

    @cached_property
    def issue(self):
        visible = FiguresIssue.objects.visible_to(self.request.actor)
        found = visible.select_related("corrects", "correction").defer(
            "corrects__tables", "correction__tables"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])


class FiguresIssued(IssuedView):
    """The tables as they were reported, with what they say today beside what differs."""

    def get(self, request, pk):
        actor, issue = request.actor, self.issue
        tables = issued.thaw(issue.tables)
        context = {"issue": issue, "tables": [(one, workbook.definitions(one)) for one in tables]}
        context["may_write"] = actor.can(Permission.FIGURES_ISSUE)
        if covers(actor, issue.scope_code):
            context |= self.compared(tables)
        audit.record(actor=actor, action="case.figures", at=clock.now(), filter=["issued"])
        return render(request, "cases/figures_issued.html", context)

    def compared(self, tables):
        period = figures.period_named(self.issue.period)
        asked = Asked(self.request.actor, self.issue.scope_code, period, clock.today())
        now = {table.key: reports.count(table, asked) for table in reports.TABLES}
        shown = [
            (issued.beside(one, now[one.table.key], "现为") if one.table.key in now else one,
             workbook.definitions(one))
            for one in tables
        ]  # fmt: skip
        return {
            "is_compared": True,
            "tables": shown,
            "differences": issued.differences(tables, now.values()),
            "changed": presenters.changed_since(self.issue, self.request.actor),
        }


class FiguresIssuedFile(IssuedView):
    """The workbook as it was reported; it says so."""

    def get(self, request, pk):
        at, issue = clock.now(), self.issue
        when = words.day_long(timezone.localdate(issue.at))
        content = workbook.write(
            tables=issued.thaw(issue.tables),
            heading=f"{issue}，{when}报{issue.sent_to}",
            actor=request.actor,
            at=at,
            is_public=False,
        )
        audit.record(actor=request.actor, action="case.figures_file", at=at, filter=["issued"])
        return download(content, f"报出统计表{issue.period_label}.xlsx")


class FiguresIssuedList(PortalView):
    """历次报出, of one's own range."""

    permission = Permission.CASE_FIGURES

    def get(self, request):
        found = FiguresIssue.objects.visible_to(request.actor).select_related("correction")
        page = keyset(found.defer("tables", "correction__tables"), request.GET, by="at")
        return render(request, "cases/figures_issued_list.html", {"page": page})
