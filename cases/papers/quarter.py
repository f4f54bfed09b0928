"""呈阅件 of a period: one page with the figures as they were reported, for who does not sign in."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from cases.models import FiguresIssue
from cases.papers.common import unit_of
from cases.papers.leader import form
from portal.access import Actor, Permission
from portal.papers.document import Paper, day_in_words
from portal.papers.registry import About, PaperKind, TemplateField

TOP = 3  # 前三类
LESS, SIGNS = ("-", "−"), "+-−"


def find(actor: Actor, key: str) -> FiguresIssue | None:
    if not key.isdigit() or len(key) > 18:
        return None
    return FiguresIssue.objects.visible_to(actor).filter(pk=int(key)).first()


def about(issue: FiguresIssue) -> About:
    """Of no record: it holds counts alone, and is its unit's like any paper of the office."""
    return About(label=str(issue), url=issue.get_absolute_url())


# ── What the kept tables say ────────────────────────────────────────────────────────────────────
def lines_of(issue: FiguresIssue, key: str) -> list[tuple[str, str, int, dict[str, str]]]:
    """(key, label, level, {column: text}) of one table as it was reported."""
    table = next((one for one in issue.tables if one["key"] == key), None)
    if table is None:
        return []
    columns = [column for column, _, _ in table["columns"]]
    return [
        (line, label, level, dict(zip(columns, (text for text, _ in cells), strict=True)))
        for line, label, level, cells in table["rows"]
    ]


def total(issue: FiguresIssue, key: str) -> dict[str, str]:
    return next((cells for line, _, _, cells in lines_of(issue, key) if line == "total"), {})


def first_classes(issue: FiguresIssue) -> list[str]:
    """The classes with the most, with their number and share of all."""
    classes = [(label, cells) for _, label, level, cells in lines_of(issue, "2") if level == 1]
    most = sorted(classes, key=lambda one: -number(one[1].get("pieces", "0")))
    return [
        f"{label}{cells['pieces']}件，占{cells['of_all']}"
        for label, cells in most[:TOP]
        if number(cells["pieces"])
    ]


def number(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else 0


def words(actor: Actor, issue: FiguresIssue, day: date) -> dict[str, str]:
    """A draft of the text; every number in it is one that was reported."""
    came, handled, ended = (total(issue, key) for key in ("1", "4a", "5"))
    classes = first_classes(issue)
    text = f"{issue.period_label}共登记来件{came.get('pieces', '0')}件次"
    if came.get("year_on_year", "—") != "—":
        text += f"，{against_last_year(came['year_on_year'])}"
    text += f"。较多的是：{'；'.join(classes)}。" if classes else "。"
    progress = (
        f"应办结{handled.get('should', '0')}件，已办结{handled.get('closed', '0')}件，"
        f"超期{handled.get('late', '0')}件。"
    )
    return {"summary": text, "progress": progress + what_came_of_it(ended), "proposal": ""}


def against_last_year(rate: str) -> str:
    """“+12.0%” as it is said: 同比上升12.0%."""
    if number_of(rate) == 0:
        return "同比持平"
    return f"同比{'下降' if rate.startswith(LESS) else '上升'}{rate.lstrip(SIGNS)}"


def number_of(rate: str) -> float:
    return float(rate.lstrip(SIGNS).removesuffix("%").replace(",", "") or 0)


def what_came_of_it(ended: Mapping[str, str]) -> str:
    """Settled and asked after, where anything was."""
    said = f"已化解{ended['settled']}件。" if number(ended.get("settled", "0")) else ""
    if not number(ended.get("followed", "0")):
        return said
    return said + (
        f"已回访{ended['followed']}件，满意{ended.get('good', '0')}件，"
        f"不满意{ended.get('bad', '0')}件。"
    )


def build(*, actor: Actor, record: FiguresIssue, values: Mapping[str, str], day: date) -> Paper:
    came, kinds, handled = (total(record, key) for key in ("1", "2", "4a"))
    reported_on = day_in_words(timezone.localdate(record.at))
    facts = (
        ("来件件次", came.get("pieces", "0"), "上年同期", came.get("earlier", "0")),
        ("涉家暴", kinds.get("violence", "0"), "涉未成年人", kinds.get("minor", "0")),
        ("已办结", handled.get("closed", "0"), "超期", handled.get("late", "0")),
    )
    issuer = unit_of(actor).name
    parts = (
        ("基本情况", values["summary"]),
        ("办理情况", values["progress"]),
        ("拟办意见", values["proposal"]),
        ("数字来源", f"{reported_on}报{record.sent_to}的数字。"),
    )
    return Paper(
        title=f"{record.period_label}来信来访情况呈阅件",
        kind="呈阅件",
        issuers=(issuer,),
        blocks=(form(facts, parts, issuer=issuer, day=day),),
        is_sealed=False,
    )


QUARTER = PaperKind(
    name="figures-reading",
    label="呈阅件（统计）",
    permission=Permission.FIGURES_ISSUE,
    build=build,
    note="数字是报出的数字；文字短些，尽量一页；领导批示写在纸上。",
    fields=(
        TemplateField("summary", "基本情况", rows=4, longest=500),
        TemplateField("progress", "办理情况", rows=3, longest=500),
        TemplateField("proposal", "拟办意见", rows=2, longest=300, is_required=False),
    ),
    find=find,
    about=about,
    initial=words,
)
