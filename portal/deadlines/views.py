"""期限计算: a day and a rule in, the last day and why out. Nothing is kept."""

from portal import clock
from portal.access import Permission
from portal.deadlines import presenters, reference
from portal.deadlines.forms import CalculatorForm
from portal.deadlines.models import HolidayNotice
from portal.ui.views import PortalView, render


class Calculator(PortalView):
    """`?on=&rule=` answers with the sentence; `?year=` shows that year's holidays."""

    permission = Permission.DESK

    def get(self, request):
        today = clock.today()
        if "on" not in request.GET:
            form = CalculatorForm(actor=request.actor, initial={"on": today, "rule": "inform"})
            return self.page(request, form, today.year)
        form = CalculatorForm(request.GET, actor=request.actor)
        if not form.is_valid():
            return self.page(request, form, today.year, status=422)
        day = form.cleaned_data["on"]
        calendar = reference.calendar_from(day.year - 1)
        told = presenters.told(calendar=calendar, **form.question())
        note = presenters.day_note(told.due, calendar)
        return self.page(request, form, told.due.year, told=told, note=note)

    def page(self, request, form, year, *, status=200, **found):
        years = sorted(HolidayNotice.objects.values_list("year", flat=True), reverse=True)
        asked = request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else year
        notice, lines = presenters.year_lines(year)
        context = {
            "form": form, "year": year, "years": years, "notice": notice, "lines": lines, **found,
        }  # fmt: skip
        return render(request, "deadlines/calculator.html", context, status=status)
