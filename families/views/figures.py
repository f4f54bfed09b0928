"""创建情况: figures of a round on the page and as a file."""

from django.http import Http404

from families.presenters import figures as shown
from families.rules.figures import veiled
from families.rules.steps import level_of
from families.views.rounds import RoundView
from portal import clock
from portal.access import Permission
from portal.sheets import actions as sheets
from portal.sheets import exports
from portal.sheets.views import download
from portal.ui.views import render

FIELDS = [
    exports.Field("table", "分类", 14), exports.Field("name", "项目", 22),
    exports.Field("taking", "参评户数"), exports.Field("total", "总户数"),
    exports.Field("rate", "占比"), exports.Field("done", "评定完毕"),
    exports.Field("stars5", "五星"), exports.Field("stars4", "四星"),
    exports.Field("stars3", "三星"), exports.Field("left", "不计户数"),
]  # fmt: skip
TABLES = (
    ("units", "按单位"), ("places", "按行政区划"), ("kinds", "按家庭类型"), ("stars", "按星级"),
    ("years", "历年"),
)  # fmt: skip
HIDDEN = "＜5或不公开"


class Rates(RoundView):
    permission = Permission.FAMILY_VIEW

    def get(self, request, pk, area=""):
        if area and (not request.actor.sees(area) or level_of(area) in {"", "village"}):
            raise Http404
        return render(request, "families/rates.html", shown.page(self.round, request.actor, area))


class RatesFile(RoundView):
    """All tables as one sheet; the one for the public hides every number from 1 to 4."""

    permission = Permission.FAMILY_VIEW

    def get(self, request, pk):
        actor, at, is_public = request.actor, clock.now(), "public" in request.GET
        tables = shown.page(self.round, actor, "")
        rows = [row for key, title in TABLES for row in lines(title, tables[key], is_public)]
        written = exports.write(
            title=f"{self.round}情况", fields=FIELDS, rows=rows, actor=actor, at=at,
            is_personal=False,
        )  # fmt: skip
        sheets.record_export(
            actor=actor, at=at, export="family_figures", rows=written.rows, used=[],
            columns=[field.key for field in FIELDS], purpose="公开" if is_public else "统计",
            is_plain=False, is_whole=written.is_whole,
        )  # fmt: skip
        with written.file as file:  # a few hundred lines
            return download(file.read(), f"{self.round}情况.xlsx")


def lines(title, found, is_public):
    """One table as rows of the file."""
    rows = [
        {"table": title, "name": line.name, "total": line.total or "", "rate": line.rate,
         **line.numbers}
        for line in found
    ]  # fmt: skip
    if is_public:
        veil(rows)
    return rows


def veil(rows):
    """A hidden number takes its share along, which would tell it."""
    for name in ("taking", "done", "stars5", "stars4", "stars3", "left"):
        inner = [row for row in rows if row["name"] != "合计"]
        for row, is_hidden in zip(inner, veiled([row[name] for row in inner]), strict=True):
            if is_hidden:
                row[name] = HIDDEN
                row["rate"] = "" if name == "taking" else row["rate"]
