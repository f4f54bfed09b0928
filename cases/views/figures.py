"""统计: a table, the list behind one of its numbers, and all tables as a file."""

from urllib.parse import urlencode

from django.http import Http404
from django.utils.functional import cached_property

from cases import reports
from cases.forms.figures import FiguresForm
from cases.models import Case, FiguresIssue
from cases.reports import charts, checks, issued, workbook
from cases.reports.declaration import Asked
from cases.rules.issuing import covers
from portal import clock
from portal.access import Permission
from portal.audit import actions as audit
from portal.sheets.views import download
from portal.ui.paging import keyset
from portal.ui.views import PortalView, render


class FiguresView(PortalView):
    """What is asked for stands in the address: no name is in it."""

    permission = Permission.CASE_FIGURES

    @cached_property
    def form(self):
        return FiguresForm(self.request.GET, actor=self.request.actor, today=clock.today())

    @cached_property
    def asked(self):
        period = self.given.get("period") or self.form.this
        unit = self.given.get("unit") or self.form.own
        return Asked(self.request.actor, unit, period, clock.today())

    @cached_property
    def given(self):
        self.form.is_valid()
        return self.form.cleaned_data

    def table(self, key):
        table = reports.table_named(key)
        if table is None:
            raise Http404
        return table

    @property
    def query(self):
        return urlencode({"period": self.asked.period.name, "unit": self.asked.unit})

    @property
    def heading(self):
        names = dict(self.form.fields["unit"].choices)
        unit = names[self.asked.unit]
        own = self.request.actor.unit_name
        return f"{own if unit == '全部' else unit}　{self.asked.period.label}"


class Figures(FiguresView):
    def get(self, request, table="1"):
        counted = reports.count(self.table(table), self.asked)
        audit.record(
            actor=request.actor, action="case.figures", at=clock.now(), filter=["period", "unit"]
        )
        issue = self.issued
        beside = issued.with_reported(counted, issue.tables) if issue else counted
        context = {
            "form": self.form,
            "tables": reports.TABLES,
            "counted": beside,
            "issue": issue,
            "differs": issued.asides(beside),
            "may_issue": request.actor.can(Permission.FIGURES_ISSUE),
            "definitions": workbook.definitions(counted),
            "heading": self.heading,
            "query": self.query,
        }
        if table == "1":
            context |= {"wrong": self.wrong(counted), "chart": charts.by_month(self.asked)}
        status = 422 if self.form.errors else 200
        return render(request, "cases/figures.html", context, status=status)

    @cached_property
    def issued(self):
        """What was reported of the same last: her own unit's before that of another."""
        actor, asked = self.request.actor, self.asked
        if not covers(actor, asked.unit):
            return None
        found = FiguresIssue.objects.visible_to(actor).of(asked.unit, asked.period).standing()
        rows = sorted(found, key=lambda row: row.unit_code != actor.unit_code)
        return rows[0] if rows else None

    def wrong(self, first):
        """What does not agree between the tables, said above the first."""
        kept = {key: reports.count(self.table(key), self.asked) for key in "25"}
        return checks.disagreements({"1": first} | kept)


class FiguresFile(FiguresView):
    """All tables as one workbook; 对外公开 hides every count under five."""

    def get(self, request):
        at = clock.now()
        content = workbook.write(
            tables=[reports.count(table, self.asked) for table in reports.TABLES],
            heading=self.heading,
            actor=request.actor,
            at=at,
            is_public="public" in request.GET,
        )
        audit.record(
            actor=request.actor, action="case.figures_file", at=at, filter=["period", "unit"]
        )
        return download(content, f"统计表{self.asked.period.label}.xlsx")


class FiguresCases(FiguresView):
    """The cases behind one number. Counted is everything; shown is what this person may see."""

    def get(self, request, table, line, column):
        table = self.table(table)
        lines = {one.key: one for one in reports.lines_of(table, self.asked)}
        line, column = lines.get(line), table.column(column)
        if line is None or column is None:
            raise Http404
        facts = reports.behind(table, line, column, self.asked)
        cases = Case.objects.visible_to(request.actor).filter(pk__in=facts.values("case_id"))
        context = {
            "table": table,
            "line": line,
            "column": column,
            "page": self.rows(cases),
            "counted": facts.count(),
            "hidden": facts.values("case_id").distinct().count() - cases.count(),
            "heading": self.heading,
            "query": self.query,
        }
        return render(request, "cases/figures_cases.html", context)

    def rows(self, cases):
        page = keyset(cases.for_list(), self.request.GET, by="registered_at")
        audit.record(
            actor=self.request.actor,
            action="case.list",
            at=clock.now(),
            filter=["figures"],
            rows=len(page),
        )
        return page
