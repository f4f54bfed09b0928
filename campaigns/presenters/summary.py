"""The summary as it is read: words, and numbers that lead to their sources."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from campaigns.choices import Aggregation, DutyStatus
from campaigns.models import Campaign, CampaignSummary, DutyVersion, Overlap, Suggestion
from campaigns.rules import figures
from campaigns.rules import overlap as overlap_rules
from campaigns.rules import summary as rules
from campaigns.rules.planning import INDICATORS
from portal.access import Actor

ADDED = {Aggregation.SUM, Aggregation.LAST}


def cells_of(campaign: Campaign, actor: Actor) -> dict[str, list[rules.Cell]]:
    """Every accepted figure by its code, and what is taken off because two units reported it."""
    made = reported(campaign, actor)
    units = {row.source.duty: row.source.unit for rows in made.values() for row in rows}
    for overlap in overlaps_of(campaign, actor):
        if overlap.kept_id not in units or overlap.taken_id not in units:
            continue  # returned meanwhile: what is not counted is not taken off
        pair = f"{units[overlap.kept_id]}与{units[overlap.taken_id]}"
        words = f"减：{overlap.title}，{pair}各报一次"
        for code, value in overlap.figures.items():
            row = overlap_rules.less(made, code, Decimal(value), overlap.taken_id, words)
            if row is not None:
                made[code].append(row)
    return made


def overlaps_of(campaign: Campaign, actor: Actor) -> list[Overlap]:
    standing = Overlap.objects.visible_to(actor).filter(campaign=campaign, undone_at=None)
    return list(standing.order_by("held_on", "pk"))


def accepted_versions(campaign: Campaign, actor: Actor) -> list[DutyVersion]:
    """The newest version of each accepted table, in the order of the units."""
    versions = (
        DutyVersion.objects.visible_to(actor)
        .filter(
            duty__participation__campaign=campaign,
            duty__asked_by_code=campaign.unit_code,
            duty__kind=INDICATORS,
            duty__status=DutyStatus.ACCEPTED,
        )
        .select_related("duty__participation__unit")
        .order_by("duty", "-number")
        .distinct("duty")
    )
    return sorted(versions, key=lambda one: one.unit_code)


def reported(campaign: Campaign, actor: Actor) -> dict[str, list[rules.Cell]]:
    """What each accepted table says, figure by figure."""
    made: dict[str, list[rules.Cell]] = {}
    for version in accepted_versions(campaign, actor):
        participation = version.duty.participation
        for code, cell in version.content.get("cells", {}).items():
            source = rules.Source(
                version.duty_id,
                participation.unit.short_name,
                participation.group,
                version.number,
                Decimal(cell["value"]),
            )
            is_added = cell["aggregation"] in ADDED
            made.setdefault(code, []).append(
                rules.Cell(source, cell["name"], cell["measure"], is_added)
            )
    return made


def records_of(campaign: Campaign, actor: Actor) -> dict[str, list[rules.Cell]]:
    """源头维权建议 of all units as figures: one each, led to by its own key."""
    made: dict[str, list[rules.Cell]] = {}
    found = Suggestion.objects.visible_to(actor).filter(campaign=campaign).standing()
    for one in found.order_by("sent_on", "pk"):
        source = rules.Source(one.pk, f"{one.unit_name}致{one.sent_to}", "", 0, Decimal(1))
        names = [(rules.SUGGESTED, "提出建议")]
        if one.is_taken_up:
            names.append((rules.TAKEN_UP, "采纳建议（含部分采纳）"))
        for code, name in names:
            made.setdefault(code, []).append(rules.Cell(source, name, "件", is_added=True))
    return made


def counted(text: str, campaign: Campaign, actor: Actor) -> dict[str, rules.Counted]:
    """Every place of the text, counted from what is accepted now."""
    cells = cells_of(campaign, actor) | records_of(campaign, actor)
    return {key: rules.count(key, cells) for key in rules.keys_in(text)}


def summary_of(campaign: Campaign, actor: Actor) -> CampaignSummary | None:
    found = CampaignSummary.objects.visible_to(actor).filter(campaign=campaign)
    return found.select_related("campaign").first()


def text_of(campaign: Campaign, summary: CampaignSummary | None) -> str:
    return summary.text if summary else rules.skeleton(campaign.year, campaign.name, campaign.kind)


@dataclass(frozen=True, slots=True)
class Drift:
    """已印发：85,822；来源现为：85,702."""

    key: str
    label: str
    issued: str
    now: str


def drifts_of(issued: dict[str, rules.Counted], now: dict[str, rules.Counted]) -> list[Drift]:
    return [
        Drift(key, one.label, figures.plain(one.value), figures.plain(now[key].value))
        for key, one in issued.items()
        if one.value != now[key].value
    ]


def linked(pieces: list[rules.Piece], campaign: Campaign) -> SafeString:
    """A paragraph in which every number is a link to its sources."""
    page = reverse("campaigns:figure", args=[campaign.pk])
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{}?of={}">{}</a>', page, quote(one.key), one.text),)
            if one.key
            else (one.text,)
            for one in pieces
        ),
    )


def page_of(campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """The whole page: paragraphs of pieces, the codes to choose from, what moved since."""
    summary = summary_of(campaign, actor)
    text = text_of(campaign, summary)
    now = counted(text, campaign, actor)
    is_issued = summary is not None and summary.is_issued
    made = now
    if summary is not None and is_issued:
        made = {key: rules.counted_of(key, data) for key, data in summary.figures.items()}
    cells = cells_of(campaign, actor) | records_of(campaign, actor) if not is_issued else {}
    return {
        "campaign": campaign,
        "summary": summary,
        "is_issued": is_issued,
        "text": text,
        "paragraphs": [
            linked(rules.pieces_of(line, made), campaign)
            for line in text.splitlines()
            if line.strip()
        ],
        "drifts": drifts_of(made, now) if is_issued else [],
        "zeros": [] if is_issued else rules.nothing_done(made),
        "codes": [
            (code, rows[0].name, rules.count(code, cells).said)
            for code, rows in sorted(cells.items())
        ],
    }


def url_of(code: str, source: rules.Source) -> str:
    """Where a part of a figure is read: the cell of a table, a material, a suggestion."""
    if code in rules.RECORDS:
        return reverse("campaigns:suggestion", args=[source.duty])
    if code and source.version:
        return reverse("campaigns:report-cell", args=[source.duty, code])
    return reverse("campaigns:duty", args=[source.duty])


def figure_of(campaign: Campaign, key: str, actor: Actor) -> dict[str, Any] | None:
    """One number opened: its formula and sources, as issued and as they are now."""
    if not rules.PLACE.fullmatch("{" + key + "}"):
        return None
    summary = summary_of(campaign, actor)
    cells = cells_of(campaign, actor) | records_of(campaign, actor)
    now = rules.count(key, cells)
    issued = None
    if summary and key in summary.figures:
        issued = rules.counted_of(key, summary.figures[key])
    then = {(one.duty, one.unit): one for one in issued.sources} if issued else {}
    code = key if key in cells else ""
    rows = [
        {
            "source": one,
            "url": url_of(code, one),
            "value": figures.plain(one.value),
            "was": figures.plain(then[one.duty, one.unit].value)
            if (one.duty, one.unit) in then and then[one.duty, one.unit].value != one.value
            else "",
        }
        for one in now.sources
    ]
    return {
        "campaign": campaign,
        "summary": summary,
        "issued": issued,
        "now": now,
        "rows": rows,
        "issued_value": figures.plain(issued.value) if issued else "",
        "now_value": figures.plain(now.value),
        "has_moved": bool(issued) and issued.value != now.value,
    }
