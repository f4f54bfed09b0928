"""What a new campaign begins with, and what must be right before it goes out. No database, no
clock: days off are handed in."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from campaigns.choices import CampaignKind, CampaignStatus, Group, Load
from portal.deadlines.rules import Calendar, next_owed_day, owed_day_refusal

INDICATORS, SUMMARY, PLAN, CASE = "indicator_report", "summary", "plan", "excellent_case"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a group owes. Limits in 字 and in indicators."""

    kind: str
    is_voluntary: bool = False
    word_limit: int | None = None
    figure_limit: int | None = None


WEEK_CASE = Asked(CASE, is_voluntary=True, word_limit=2_000)
COUNTY = (Asked(INDICATORS, figure_limit=24), Asked(SUMMARY, word_limit=1_500))
MEMBER = (Asked(INDICATORS, figure_limit=6), Asked(SUMMARY, word_limit=300))
# A key date asks for a few figures and nothing else (demo city: 县区7个数、成员单位3个数).
DAY_COUNTY = (Asked(INDICATORS, figure_limit=7),)
DAY_MEMBER = (Asked(INDICATORS, figure_limit=3),)
MORE = {
    Load.LIGHT: (),
    Load.MIDDLE: (Asked(PLAN, word_limit=600),),
    Load.FULL: (Asked(PLAN, word_limit=1_500),),
}
LOAD_NOTES = {
    Load.LIGHT: "县（市、区）报统计表和1,500字以内总结；成员单位报不超过6个数和300字以内总结。"
    "不要求方案、照片。",
    Load.MIDDLE: "在“轻”之外，每家再报一页活动方案。",
    Load.FULL: "方案、统计表、总结都报（照2014年通知）；优秀案例仍为自愿，照片不单独要求。",
}
KEY_DATES = (
    (3, 1, "反家庭暴力法施行日"),
    (5, 15, "国际家庭日"),
    (6, 26, "国际禁毒日"),
    (11, 25, "国际消除对妇女的暴力日"),
    (12, 1, "世界艾滋病日"),
    (12, 4, "国家宪法日"),
)
LINES = (
    ("法治宣传教育", ("进机关", "进乡村", "进社区", "进学校", "进企业", "进单位", "进家庭")),
    ("维权服务", ("12338热线", "妇女之家", "法律援助", "人民调解", "信访代理")),
    ("平安家庭", ("家庭安全", "和睦家风", "关爱帮扶")),
    ("源头维权", ("调研", "建议")),
)


def asked_of(kind: str, load: str, group: str) -> tuple[Asked, ...]:
    """What a group owes under one of the three ready loads (users.md b1)."""
    is_county = group in (Group.COUNTY, Group.ZONE)
    base: tuple[Asked, ...] = COUNTY if is_county else MEMBER
    if kind == CampaignKind.KEY_DATE:
        base = DAY_COUNTY if is_county else DAY_MEMBER
    voluntary = (WEEK_CASE,) if kind == CampaignKind.RIGHTS_WEEK else ()
    return (*MORE[Load(load)], *base, *voluntary)


# What a year's work comes to is asked of member units, and the planner says its own beside theirs.
YEARLY = (CampaignKind.ANNUAL_WORK, CampaignKind.HALF_YEAR)
GROUPS = {
    "office": Group.MEMBER,
    "federation": Group.COUNTY,
    "zone": Group.ZONE,
    "member": Group.MEMBER,
    "organ_committee": Group.MEMBER,
    "town_federation": Group.TOWN,
}


def group_of(unit: Any) -> Group | None:
    """Under which heading of the board a unit stands; None for one that is never asked."""
    return GROUPS.get(unit.kind)


# ── Days ────────────────────────────────────────────────────────────────────────────────────────
def suggested_day(kind: str, year: int, ends_on: date, calendar: Calendar) -> date:
    """3月11日 for the rights week, else three days after the end; always a working day."""
    if kind == CampaignKind.RIGHTS_WEEK:
        return next_owed_day(date(year, 3, 11), calendar)
    return next_owed_day(ends_on + timedelta(days=3), calendar)


def suggested_case_day(year: int, calendar: Calendar) -> date:
    return next_owed_day(date(year, 4, 3), calendar)


def day_refusal(day: date, calendar: Calendar, *, year: int) -> str | None:
    """Why nothing may be owed on this day: a holiday, a weekend, 8 March (users.md c26)."""
    refusal = owed_day_refusal(day, calendar)
    if refusal is None:
        return None
    wanted = date(year, 3, 11) if day.month == 3 and day.day <= 11 else day
    better = next_owed_day(wanted, calendar)
    return f"{refusal}建议{better.month}月{better.day}日。"


def period_of(kind: str, year: int, key_date: tuple[int, int] | None = None) -> tuple[date, date]:
    """First and last day of a campaign of this kind."""
    if kind == CampaignKind.RIGHTS_WEEK:
        return date(year, 3, 1), date(year, 3, 31)
    if kind == CampaignKind.ANNUAL_WORK:
        return date(year, 1, 1), date(year, 12, 31)
    if kind == CampaignKind.HALF_YEAR:
        return date(year, 1, 1), date(year, 6, 30)
    day = date(year, *(key_date or (11, 25)))
    return day, day + timedelta(days=6)


def name_of(kind: str, key_date: tuple[int, int] | None = None) -> str:
    if kind == CampaignKind.KEY_DATE:
        known = {(month, day): name for month, day, name in KEY_DATES}
        month, day = key_date or (11, 25)
        return f"{month}·{day}{known.get((month, day), '')}宣传"
    return {
        CampaignKind.RIGHTS_WEEK: "“三八”妇女维权周",
        CampaignKind.ANNUAL_WORK: "年度工作",
        CampaignKind.HALF_YEAR: "上半年工作",
    }[CampaignKind(kind)]


def title_of(year: int, name: str) -> str:
    """关于开展2026年“三八”妇女维权周活动的通知."""
    is_report = name.endswith("工作")
    return f"关于报送{year}年{name}情况的通知" if is_report else f"关于开展{year}年{name}活动的通知"


def summary_title(year: int, name: str) -> str:
    """关于2026年“三八”妇女维权周活动情况的总结."""
    return f"关于{year}年{name}{'' if name.endswith('工作') else '活动'}情况的总结"


def publish_refusal(campaign: Any, actor: Any, *, has_body: bool) -> str | None:
    """What still stands against sending it out, in one sentence."""
    if campaign.unit_code != actor.unit_code:
        return "通知由筹备单位印发。"
    if campaign.status != CampaignStatus.PLANNED:
        return "通知已经印发。"
    missing = [
        words
        for words, there in (
            ("通知标题", campaign.notice_title),
            ("印发机关", campaign.issuers),
            ("主送", campaign.recipients),
            ("联系电话", campaign.contact_phone),
            ("发给的单位", campaign.receivers),
            ("成文日期", campaign.issued_on),
            ("通知正文", has_body),
        )
        if not there
    ]
    return f"还缺{len(missing)}项：{'、'.join(missing)}。" if missing else None
