"""A first draft made of what is known: figures of the report, activities and their figures."""

from collections.abc import Iterable
from decimal import Decimal

from campaigns.models import Activity, Duty, Indicator
from campaigns.reports import indicator_report, table
from campaigns.reports.counting import activities_for
from campaigns.rules import texts as rules
from campaigns.rules.figures import plain
from portal.access import Actor

MOST_EXAMPLES = 3
SAID = ("P01", "P02", "P04", "P09", "P14", "C01", "C02", "R04", "R05", "G01", "O02")


def of_figures(duty: Duty) -> str:
    """开展宣传活动24场，发放宣传资料5,949份…… from the unit's own report."""
    own = duty.participation.duties.filter(kind=indicator_report.KIND).select_related(
        "participation__campaign", "requirement"
    )
    report = own.first()
    if report is None:
        return ""
    rows = {row.code: row for row in table.build(report)}
    told = [
        f"{rows[code].indicator.name}{plain(rows[code].value)}{rows[code].indicator.measure}"
        for code in SAID
        if code in rows and rows[code].value
    ]
    return f"{'，'.join(told)}。" if told else ""


def of_activity(activity: Activity, indicators: dict[str, Indicator]) -> str:
    """3月6日，在诸葛庙街广场开展法律赶大集，参加群众320人次。"""
    where = f"在{activity.place}" if activity.place else ""
    told = [
        f"{indicators[figure.code].name}{plain(figure.value)}{indicators[figure.code].measure}"
        for figure in activity.figures.all()
        if figure.code in indicators and figure.value > Decimal(0)
    ]
    day = f"{activity.held_on.month}月{activity.held_on.day}日"
    return "，".join([f"{day}{where}开展“{activity.title}”", *told]) + "。"


def activities_of(duty: Duty, actor: Actor) -> list[Activity]:
    """The unit's activities in the campaign, the latest first: what a draft may be made of."""
    campaign = duty.participation.campaign
    held = activities_for(duty.unit_code, campaign.begins_on, campaign.ends_on)
    visible = held & Activity.objects.visible_to(actor)
    return list(visible.prefetch_related("figures").order_by("-held_at", "-pk")[:40])


def draft_of(duty: Duty, activities: Iterable[Activity]) -> dict[str, str]:
    """{key of a section: text}; only sections about which something is known."""
    indicators = {one.code: one for one in table.set_of(duty).indicators.all()}
    lines = [of_activity(activity, indicators) for activity in activities]
    if duty.kind == rules.CASE:
        titles = [activity.title for activity in activities]
        return {
            rules.TITLE: titles[0] if titles else "",
            "facts": "\n".join(lines),
        }
    figures = of_figures(duty)
    keys = [part.key for part in rules.parts_of(duty.kind, duty.requirement.word_limit)]
    if "body" in keys:
        return {"body": "\n".join([figures, *lines[:MOST_EXAMPLES]]).strip()}
    return {"overview": figures, "work": "\n".join(lines), "steps": "\n".join(lines)}
