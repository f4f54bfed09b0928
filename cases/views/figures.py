"""统计: a table, the list behind one of its numbers, and all tables as a file."""

from urllib.parse import urlencode

from django.http import Http404
from django.utils.functional import cached_property

from cases import reports
from cases.forms.figures import FiguresForm
from cases.models import Case
from cases.reports import charts, checks, workbook
from cases.reports.declaration import Asked
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
        return Asked(period, clock.today())

    @property
    def unit(self):
        return self.given.get("unit") or self.form.own

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
        return urlencode({"period": self.asked.period.name, "unit": self.unit})

    @property
    def heading(self):
        names = dict(self.form.fields["unit"].choices)
        unit = names[self.unit]
        own = self.request.actor.unit_name
        return f"{own if unit == '全部' else unit}　{self.asked.period.label}"


class Figures(FiguresView):
    def get(self, request, table="1"):
        counted = reports.count(self.table(table), self.unit, self.asked)
        audit.record(
            actor=request.actor, action="case.figures", at=clock.now(), filter=["period", "unit"]
        )
        is_first = table == "1"
        context = {
            "form": self.form,
            "tables": reports.TABLES,
            "counted": counted,
            "wrong": self.wrong() if is_first else [],
            "definitions": workbook.definitions(counted),
            "heading": self.heading,
            "query": self.query,
            "chart": charts.by_month(self.unit, self.asked.period, self.asked.today)
            if is_first
            else None,
        }
        status = 422 if self.form.errors else 200
        return render(request, "cases/figures.html", context, status=status)

    def wrong(self):
        """What does not agree between the tables, said under the first."""
        kept = {key: reports.count(self.table(key), self.unit, self.asked) for key in "125"}
        return checks.disagreements(kept)


class FiguresFile(FiguresView):
    """All tables as one workbook; 对外公开 hides every count under five."""

    def get(self, request):
        at = clock.now()
        counted = {t.key: reports.count(t, self.unit, self.asked) for t in reports.TABLES}
        content = workbook.write(
            tables=counted.values(),
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
        declared = self.table(table)
        shown = next((one for one in self.lines(declared) if one.key == line), None)
        asked_for = declared.column(column)
        if shown is None or asked_for is None:
            raise Http404
        facts = reports.facts_of(declared, self.unit).filter(asked_for.where(self.asked))
        if shown.values is not None:
            facts = facts.filter(**{f"{declared.by}__in": shown.values})
        cases = Case.objects.visible_to(request.actor).filter(pk__in=facts.values("case_id"))
        page = keyset(cases.for_list(), request.GET, by="registered_at")
        counted = facts.count()
        audit.record(
            actor=request.actor, action="case.list", at=clock.now(), filter=["figures"],
            rows=len(page),
        )  # fmt: skip
        context = {
            "table": declared,
            "line": shown,
            "column": asked_for,
            "page": page,
            "counted": counted,
            "hidden": facts.values("case_id").distinct().count() - cases.count(),
            "heading": self.heading,
            "query": self.query,
        }
        return render(request, "cases/figures_cases.html", context)

    def lines(self, table):
        found = reports.facts_of(table, self.unit).values_list(table.by, flat=True).distinct()
        return table.lines(list(found.order_by(table.by)))
