from django.db.models import QuerySet
from django.utils.functional import cached_property

from cases import exports, filters
from cases.models import Case
from cases.views.listing import WORDS, shown_query
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.accounts.views.sign_in import is_herself
from portal.sheets import actions as sheets
from portal.sheets.exports import MOST_ROWS, TooMany, write
from portal.sheets.forms import ExportForm
from portal.sheets.models import ColumnSet
from portal.sheets.views import download
from portal.ui.views import PortalView, render


class CaseExport(PortalView):
    """来信来访登记簿. GET (or POST with `ask`) asks for what and why, POST gives the file.

    The address carries the filter of the list, the body its words, which hold names: the export
    is the list.
    """

    permission = Permission.CASE_EXPORT

    def get(self, request):
        return self.ask()

    def post(self, request):
        if "ask" in request.POST:
            return self.ask()
        form = ExportForm(request.POST, actor=request.actor, fields=exports.FIELDS)
        if not form.is_valid():
            return self.page(form, status=422)
        given, at = form.cleaned_data, clock.now()
        try:
            if not is_herself(request, given["password"]):
                raise Refused("口令不对，请再试一次。", field="password")
            if self.total > MOST_ROWS:
                raise TooMany
            if given["set_name"]:
                self.keep(given, at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, status=422)
        return self.file(given, at)

    def ask(self):
        columns = self.chosen_set() or exports.USUAL
        initial = {"columns": [field.key for field in columns], WORDS: self.params[WORDS]}
        return self.page(
            ExportForm(actor=self.request.actor, fields=exports.FIELDS, initial=initial)
        )

    def file(self, given, at):
        actor, fields = self.request.actor, given["columns"]
        found = exports.rows(self.cases, actor=actor, is_plain=given["is_plain"])
        written = write(
            title=exports.TITLE, fields=fields, rows=found, actor=actor, at=at, is_personal=True
        )
        sheets.record_export(
            actor=actor,
            at=at,
            export=exports.NAME,
            rows=written.rows,
            used=self.used,
            columns=[field.key for field in fields],
            purpose=given["purpose"],
            is_plain=given["is_plain"],
            is_whole=written.is_whole,
        )
        return download(written.file, f"{exports.TITLE}{clock.day_of(at):%Y%m%d}.xlsx")

    def keep(self, given, at):
        sheets.keep_columns(
            export=exports.NAME,
            name=given["set_name"],
            columns=[field.key for field in given["columns"]],
            is_shared=given["is_shared"],
            actor=self.request.actor,
            at=at,
        )

    @cached_property
    def params(self):
        """The filter: from the address all but the words, these from the body."""
        known = filters.CaseFilter.base_filters
        given = {name: value for name, value in self.request.GET.items() if name in known}
        return given | {WORDS: self.request.POST.get(WORDS, "")}

    @property
    def cases(self) -> QuerySet[Case]:
        """Exactly the rows of the list with this filter."""
        return filters.listed(self.params, self.request.actor)[1]

    @cached_property
    def total(self):
        return self.cases.count()

    @property
    def used(self):
        return sorted(name for name, value in self.params.items() if value)

    def sets(self):
        found = ColumnSet.objects.visible_to(self.request.actor).filter(export=exports.NAME)
        return found.order_by("name", "pk")

    def chosen_set(self):
        """The fields of the set that was picked, without any that no longer exist."""
        typed = self.request.POST.get("set", "")
        if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
            return None
        kept = self.sets().filter(pk=typed).first()
        known = {field.key: field for field in exports.FIELDS}
        return [known[key] for key in kept.columns if key in known] if kept else None

    def page(self, form, status=200):
        context = {
            "form": form,
            "total": self.total,
            "sets": self.sets(),
            "query": shown_query(self.params),
            "words": self.params[WORDS],
            "is_filtered": bool(self.used),
        }
        return render(self.request, "cases/export.html", context, status=status)
