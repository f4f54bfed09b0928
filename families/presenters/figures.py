"""创建情况 in figures: by unit, by place, by type, by stars, over the years. Two tables for where:
the unit that keeps a village's files need not be that of its place (users.md c37)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from families.choices import COUNTED, HouseholdKind, Stage
from families.models import Entry, Round, VillageTotal
from families.presenters.round import LENGTH_BELOW
from families.rules.figures import share
from families.rules.steps import level_of
from portal.access import Actor
from portal.units.models import Region, Unit

STARS = (5, 4, 3)
TAKES_PART = Q(state__in=COUNTED)
COUNTS = {
    "taking": Count("pk", filter=TAKES_PART),
    "done": Count("pk", filter=TAKES_PART & Q(stage=Stage.DONE)),
    "left": Count("pk", filter=~TAKES_PART),
    **{
        f"stars{stars}": Count("pk", filter=TAKES_PART & Q(stars=stars, points__isnull=False))
        for stars in STARS
    },
}


@dataclass(slots=True)
class Line:
    """One line. `total` is 总户数 as typed, `measured` the households of those villages alone whose
    总户数 was typed: a rate over the others would be made up."""

    code: str
    name: str = ""
    url: str = ""
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    total: int = 0
    measured: int = 0
    villages: int = 0
    typed: int = 0  # villages whose total was typed

    def add(self, row: dict[str, Any], total: int | None) -> None:
        for name in COUNTS:
            self.numbers[name] += row[name]
        self.villages += 1
        if total is not None:
            self.total += total
            self.measured += row["taking"]
            self.typed += 1

    @property
    def rate(self) -> str:
        return share(self.measured, self.total)

    @property
    def missing(self) -> int:
        return self.villages - self.typed

    @property
    def cells(self) -> list[int]:
        return [self.numbers[name] for name in COUNTS]


def villages_in(round_: Round, actor: Actor, area: str) -> list[dict[str, Any]]:
    """The numbers of each village of the area."""
    rows = Entry.objects.visible_to(actor).filter(
        round=round_, unit_code__gte=area, unit_code__lt=area + "~"
    )
    return list(rows.values("unit_code").annotate(**COUNTS).order_by("unit_code"))


def totals_of(year: int, actor: Actor) -> dict[str, int]:
    rows = VillageTotal.objects.visible_to(actor).filter(year=year)
    return dict(rows.values_list("unit_code", "households"))


def folded(
    rows: Iterable[dict[str, Any]], totals: dict[str, int], place: Callable[[str], str]
) -> list[Line]:
    """Villages put together by what `place` says of a village's code; 合计 last."""
    found: dict[str, Line] = {}
    whole = Line("", "合计")
    for row in rows:
        code = row["unit_code"]
        line = found.setdefault(place(code), Line(place(code)))
        line.add(row, totals.get(code))
        whole.add(row, totals.get(code))
    return [*(found[code] for code in sorted(found)), whole]


def by_unit(
    rows: list[dict[str, Any]], totals: dict[str, int], round_: Round, area: str
) -> list[Line]:
    length = LENGTH_BELOW[level_of(area)]
    lines = folded(rows, totals, lambda code: code[:length])
    codes = [line.code for line in lines]
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
    for line in lines[:-1]:
        line.name = names.get(line.code, line.code).removesuffix("妇联")
        if level_of(line.code) == "village":
            line.url = reverse("families:village", args=[round_.pk, line.code])
        elif line.code != area:
            line.url = reverse("families:rates-area", args=[round_.pk, line.code])
    return lines


def by_place(rows: list[dict[str, Any]], totals: dict[str, int], area: str) -> list[Line]:
    """By the region each village lies in; what lies in none stands under its unit's name."""
    length = LENGTH_BELOW[level_of(area)]
    units = Unit.objects.filter(code__in=[row["unit_code"] for row in rows])
    regions = dict(units.values_list("code", "region__code"))
    lines = folded(rows, totals, lambda code: (regions.get(code) or "")[:length])
    named = Region.objects.filter(code__in=[line.code for line in lines])
    names = dict(named.values_list("code", "name"))
    for line in lines[:-1]:
        line.name = names.get(line.code, line.code) or "未填行政区划"
    return lines


def by_kind(round_: Round, actor: Actor) -> list[Line]:
    rows = Entry.objects.visible_to(actor).filter(round=round_).values("kind").annotate(**COUNTS)
    found = {row["kind"]: row for row in rows}
    lines = []
    for kind in HouseholdKind:
        if kind in found:
            query = f"?round={round_.pk}&kind={kind}"
            lines.append(Line(kind, kind.label, reverse("families:households") + query))
            lines[-1].add(found[kind], None)
    return lines


def by_stars(round_: Round, actor: Actor) -> list[Line]:
    """As the last stage that rated it says; a household no stage has rated has no stars yet."""
    rows = Entry.objects.visible_to(actor).filter(TAKES_PART, round=round_, points__isnull=False)
    found = dict(rows.values_list("stars").annotate(Count("pk")))
    lines = []
    for stars in sorted(found, reverse=True):
        url = reverse("families:households") + f"?round={round_.pk}&stars={stars}"
        line = Line(str(stars), f"{stars}星" if stars else "未评上星级", url)
        line.numbers["taking"] = found[stars]
        lines.append(line)
    return lines


def over_years(round_: Round, actor: Actor) -> list[Line]:
    """This round and those of the same name before it, the oldest first."""
    same = Round.objects.visible_to(actor).filter(unit_code=round_.unit_code, name=round_.name)
    lines = []
    for year in same.filter(year__lte=round_.year).exclude(status="draft").order_by("-year")[:6]:
        rows = villages_in(year, actor, actor.unit_code)
        whole = folded(rows, totals_of(year.year, actor), lambda code: "")[-1]
        whole.name = f"{year.year}年"
        whole.url = reverse("families:rates", args=[year.pk])
        lines.append(whole)
    return lines[::-1]


WIDTH, HEIGHT, STEP, FOOT, TOP = 1080, 180, 96, 24, 22


def chart(lines: list[Line]) -> dict[str, Any] | None:
    """Bars of the households that took part; None for a single year."""
    if len(lines) < 2:
        return None
    most = max(line.numbers["taking"] for line in lines) or 1
    room = HEIGHT - FOOT - TOP
    bars = []
    for place, line in enumerate(lines):
        height = round(room * line.numbers["taking"] / most)
        x = STEP * place + 24
        bars.append({"line": line, "x": x, "middle": x + 24, "y": HEIGHT - FOOT - height,
                     "height": height})  # fmt: skip
    return {"bars": bars, "width": max(STEP * len(lines), WIDTH), "height": HEIGHT,
            "base": HEIGHT - FOOT}  # fmt: skip


def page(round_: Round, actor: Actor, area: str) -> dict[str, Any]:
    own = area or actor.unit_code
    rows, totals = villages_in(round_, actor, own), totals_of(round_.year, actor)
    years = [] if area else over_years(round_, actor)
    return {
        "round": round_,
        "area": area,
        "units": by_unit(rows, totals, round_, own),
        "places": by_place(rows, totals, own),
        "kinds": [] if area else by_kind(round_, actor),
        "stars": [] if area else by_stars(round_, actor),
        "years": years,
        "chart": chart(years),
    }
