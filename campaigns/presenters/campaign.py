"""The list, the year and the page of one campaign."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from campaigns.choices import ANSWERED, CampaignStatus, DutyStatus, PartKind
from campaigns.models import Campaign, Duty, Participation
from campaigns.registry import duty_kinds, label_of, place_of
from campaigns.rules import duties as rules
from campaigns.rules import notice, planning
from portal.access import Actor, Permission
from portal.ui.choices import Tone
from portal.ui.words import day_long

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Line:
    """A campaign in the list; `note` says what waits for this person."""

    campaign: Campaign
    note: str
    tone: str = ""


@dataclass(slots=True)
class Month:
    """One field of the year: what runs in it, which days are known key dates."""

    number: int
    campaigns: list[Campaign] = field(default_factory=list)
    key_dates: list[str] = field(default_factory=list)


def lines_of(campaigns: Iterable[Campaign], actor: Actor) -> list[Line]:
    """One query for what this unit owes, one for what it is owed, whatever the number."""
    rows = list(campaigns)
    answered = Q(status__in=[state.value for state in ANSWERED])
    owed = Q(is_voluntary=False)
    of = Duty.objects.visible_to(actor).filter(participation__campaign__in=rows)
    counts: dict[int, dict[str, int]] = {}
    for row in of.values("participation__campaign").annotate(
        mine=Count("pk", filter=owed & Q(unit_code=actor.unit_code)),
        mine_in=Count("pk", filter=owed & answered & Q(unit_code=actor.unit_code)),
        asked=Count("pk", filter=owed & Q(asked_by_code=actor.unit_code)),
        asked_in=Count("pk", filter=owed & answered & Q(asked_by_code=actor.unit_code)),
        waiting=Count("pk", filter=Q(asked_by_code=actor.unit_code, status=DutyStatus.SUBMITTED)),
    ):
        counts[row["participation__campaign"]] = row
    return [Line(one, *_note(one, counts.get(one.pk, {}))) for one in rows]


def _note(campaign: Campaign, counts: dict[str, int]) -> tuple[str, str]:
    if campaign.status == CampaignStatus.PLANNED:
        return "通知还没有印发", Tone.NEUTRAL
    pieces = []
    if counts.get("asked"):
        pieces.append(f"应报{counts['asked']}份，已报{counts['asked_in']}份")
    if counts.get("waiting"):
        pieces.append(f"待审{counts['waiting']}份")
    left = counts.get("mine", 0) - counts.get("mine_in", 0)
    if left and campaign.status == CampaignStatus.PUBLISHED:
        pieces.append(f"本单位还要报{left}份")
    elif counts.get("mine"):
        pieces.append("本单位已报齐" if not left else "本单位没有报齐")
    return "；".join(pieces), Tone.SOON if left else Tone.NEUTRAL


def year_of(campaigns: Iterable[Campaign], year: int) -> list[Month]:
    months = [Month(number) for number in MONTHS]
    for month, day, name in planning.KEY_DATES:
        months[month - 1].key_dates.append(f"{month}月{day}日 {name}")
    for campaign in campaigns:
        first, last = campaign.begins_on, campaign.ends_on
        if (last - first).days > 62:  # 年度、半年工作 stand where they end
            first = last
        for month in months:
            if (first.year, first.month) <= (year, month.number) <= (last.year, last.month):
                month.campaigns.append(campaign)
    return months


# ── One campaign ────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is read: numbered heading and paragraphs."""

    heading: str
    paragraphs: list[str]


def notice_of(campaign: Campaign) -> tuple[list[Part], list[Part]]:
    """(sections, annexes) of the notice."""
    rows = sorted(campaign.parts.all(), key=lambda part: part.position)
    sections, number = [], 0
    for row in rows:
        if row.kind != PartKind.SECTION:
            continue
        number += bool(row.heading)
        heading = f"{notice.numeral(number)}、{row.heading}" if row.heading else ""
        sections.append(Part(heading, row.text.splitlines()))
    annexes = [
        Part(row.heading, row.text.splitlines()) for row in rows if row.kind == PartKind.ANNEX
    ]
    return sections, annexes


def facts_of(campaign: Campaign) -> list[tuple[str, str]]:
    period = f"{day_long(campaign.begins_on)}至{day_long(campaign.ends_on)}"
    made = [("活动时间", period)]
    if campaign.theme:
        made.append(("主题", campaign.theme))
    if campaign.edition and campaign.has_ordinals:
        made.append(("届次", f"第{campaign.edition}个维权周，国际妇女节{campaign.ordinal}周年"))
    if campaign.number:
        made.append(("文号", campaign.number))
    made.append(("报送要求", campaign.get_load_display()))
    contact = " ".join(filter(None, (campaign.contact_name, campaign.contact_phone)))
    return [*made, ("联系", contact)] if contact else made


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One owed thing as its unit sees it."""

    duty: Duty
    label: str
    note: str
    tone: str
    limit: str
    fill_url: str
    may_answer_nothing: bool
    may_withdraw: bool


def duty_lines(duties: Iterable[Duty], actor: Actor, today: date) -> list[DutyLine]:
    made = []
    for duty in duties:
        note, tone = standing(duty, today)
        steps = {step.name for step in rules.available(duty, actor)}
        requirement = duty.requirement
        limit = f"{requirement.word_limit:,}字以内" if requirement.word_limit else ""
        made.append(
            DutyLine(
                duty=duty,
                label=label_of(duty.kind),
                note=note,
                tone=tone,
                limit=limit
                or (f"{requirement.figure_limit}个数以内" * bool(requirement.figure_limit)),
                fill_url=fill_url_of(duty) if "submit" in steps else "",
                may_answer_nothing="nothing" in steps and not duty.is_voluntary,
                may_withdraw="withdraw" in steps,
            )
        )
    return made


def fill_url_of(duty: Duty) -> str:
    """The page of its kind; nothing for a kind no part of the house brings."""
    known = {kind.name: kind.fill_url for kind in duty_kinds()}
    return reverse(known[duty.kind], args=[duty.pk]) if duty.kind in known else ""


def standing(duty: Duty, today: date) -> tuple[str, str]:
    """Where a duty stands to its day: 3月11日前报; 今天到期; 逾期2天; 3月10日报送，按时."""
    if duty.received_on and not (duty.is_open and duty.status != DutyStatus.RETURNED):
        day = f"{duty.received_on.month}月{duty.received_on.day}日报送"
        late = "，按时" if duty.is_on_time else "，逾期"
        if duty.is_voluntary:
            late = ""
        return day + late, Tone.NEUTRAL if duty.is_on_time else Tone.SOON
    last = duty.last_day
    until = f"延至{last.month}月{last.day}日" if duty.exception_until else ""
    if duty.is_voluntary:
        return f"自愿，{last.month}月{last.day}日前", Tone.NEUTRAL
    days = (last - today).days
    if days < 0:
        return f"{until or '已'}逾期{-days}天，仍可补报", Tone.LATE
    if days == 0:
        return "今天到期", Tone.SOON
    return until or f"{last.month}月{last.day}日前", Tone.SOON if days <= 2 else Tone.NEUTRAL


def words_above(campaign: Campaign, actor: Actor) -> list[Participation]:
    """What the units over this one wrote when they passed the notice on."""
    return list(
        Participation.objects.visible_to(actor)
        .filter(campaign=campaign, unit_code__in=actor.above, forwarded_at__isnull=False)
        .select_related("unit")
    )


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: (duty.is_voluntary, place_of(duty.kind)))


def page_of(campaign: Campaign, actor: Actor, today: date) -> dict[str, Any]:
    """The context of the page, by who looks at it."""
    mine = (
        Participation.objects.visible_to(actor)
        .filter(campaign=campaign, unit_code=actor.unit_code)
        .select_related("unit")
        .first()
    )
    duties = (
        Duty.objects.visible_to(actor).filter(participation=mine) if mine else Duty.objects.none()
    )
    sections, annexes = notice_of(campaign)
    is_planner = campaign.unit_code == actor.unit_code and actor.can(Permission.CAMPAIGN_PLAN)
    asks_towns = Participation.objects.visible_to(actor).filter(
        campaign=campaign, asked_by_code=actor.unit_code
    )
    may_review = actor.can(Permission.CAMPAIGN_REVIEW) and campaign.status != CampaignStatus.PLANNED
    return {
        "campaign": campaign,
        "facts": facts_of(campaign),
        "lines": list(campaign.lines.order_by("position")),
        "sections": sections,
        "annexes": annexes,
        "mine": mine,
        "duties": duty_lines(
            sorted(duties.for_page(), key=lambda duty: (duty.is_voluntary, place_of(duty.kind))),
            actor,
            today,
        ),
        "above": words_above(campaign, actor),
        "may_sign": bool(mine) and rules.sign_refusal(mine, actor) is None,
        "may_forward": bool(mine)
        and campaign.status == CampaignStatus.PUBLISHED
        and rules.forward_refusal(mine, actor) is None
        and len(actor.unit_code) > 4
        and "M" not in actor.unit_code,
        "is_planner": is_planner,
        "past_sheet": past_sheet(campaign, is_planner and actor.can(Permission.SHEET_IMPORT)),
        "has_board": may_review and asks_towns.exists(),
    }


def past_sheet(campaign: Campaign, may_import: bool) -> tuple[str, int] | None:
    """(name of the sheet of last year's figures, that year), for who brings them in."""
    return (f"past-{campaign.pk}", campaign.year - 1) if may_import else None
