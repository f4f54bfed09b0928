"""The tree of units for everybody: who stands under whom, since when, and what they were called."""

from django.db.models import Count, Q

from portal import clock
from portal.access import Permission
from portal.ui.text import parse_day
from portal.ui.views import PortalView, render
from portal.units import registry
from portal.units.models import Unit, UnitName

LONGEST_DAY = 20
LONGEST_CODE = 24


class UnitTree(PortalView):
    """`?on=` shows the units and names of another day, `?under=` what stands under one unit."""

    permission = Permission.DESK

    def get(self, request):
        day, wrong = day_of(request.GET.get("on", ""))
        under = unit_of(request.GET.get("under", "")) or the_top()
        context = {
            "day": day,
            "typed": request.GET.get("on", "")[:LONGEST_DAY],
            "wrong": wrong,
            "under": under,
            "way": way_to(under),
            "rows": rows_of(under, day, request.actor),
            "names": UnitName.objects.filter(unit=under).order_by("-valid_from", "-pk"),
        }
        return render(request, "units/tree.html", context)


def day_of(typed):
    """(day, words): today when nothing or nonsense was typed."""
    today = clock.today()
    if not typed.strip():
        return today, ""
    try:
        return parse_day(typed[:LONGEST_DAY], today=today, lean="past"), ""
    except ValueError:
        return today, "请填日期，例如 2014-3-8；现在显示的是今天。"


def unit_of(code):
    plain = code[:LONGEST_CODE]
    return Unit.objects.filter(code=plain).first() if plain.isalnum() else None


def the_top():
    """The city's own unit, under which all others stand."""
    return Unit.objects.filter(parent__isnull=True).order_by("code").first()


def way_to(unit):
    """The units above and the unit itself, the highest first."""
    way = []
    while unit:
        way.insert(0, unit)
        unit = unit.parent
    return way


def rows_of(under, day, actor):
    """[(unit, name on that day, how many units under it, links)] in order of code."""
    ended_later = Q(children__valid_to__isnull=True) | Q(children__valid_to__gte=day)
    units = (
        Unit.objects.valid_on(day)
        .filter(parent=under)
        .select_related("region", "successor")
        .annotate(below=Count("children", filter=ended_later))
        .order_by("code")
    )
    names = dict(
        UnitName.objects.valid_on(day).filter(unit__parent=under).values_list("unit_id", "name")
    )
    return [
        (unit, names.get(unit.pk, unit.name), unit.below, registry.links_for(actor, unit))
        for unit in units
    ]
