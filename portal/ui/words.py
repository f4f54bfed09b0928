"""Days, moments and numbers as the portal writes them. Pure functions."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

WEEKDAYS = "一二三四五六日"


def day_long(day: date) -> str:
    """2026年3月3日"""
    return f"{day.year}年{day.month}月{day.day}日"


def day_week(day: date, *, today: date) -> str:
    """3月11日（星期三）; the year in front where it is not this one."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


def day_short(day: date, *, today: date) -> str:
    """今天、明天、昨天, else 3月11日, else 2025年3月11日."""
    near = {-1: "昨天", 0: "今天", 1: "明天"}.get((day - today).days)
    if near:
        return near
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def moment(at: datetime, *, today: date) -> str:
    """今天 14:20, 3月4日 9:00, 2025年3月4日 9:00, in the portal's time zone."""
    local = timezone.localtime(at)
    return f"{day_short(local.date(), today=today)} {local.hour}:{local.minute:02d}"


def minute(at: datetime) -> str:
    """2026-11-22 09:14, for watermarks and registers."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def thousands(number: float | Decimal) -> str:
    """85,822; a fraction keeps what it has: 1,234.5; a decimal loses its empty places."""
    return f"{number.normalize():,f}" if isinstance(number, Decimal) else f"{number:,}"


def until(day: date, *, today: date) -> tuple[str, str]:
    """How a date stands to today in words, and its tone: ("还剩4天", "neutral").

    Natural days. A deadline counted in working days brings its own words.
    """
    days = (day - today).days
    if days < 0:
        return f"超{-days}天", "late"
    if days == 0:
        return "今天", "soon"
    if days == 1:
        return "明天", "soon"
    if days <= timedelta(weeks=1).days:
        return f"还剩{days}天", "neutral"
    return day_short(day, today=today), "neutral"
