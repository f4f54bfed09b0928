"""The sentences about a date (wording 35 and 36): the strict date first, then the advice."""

from datetime import date, datetime

from portal.deadlines.choices import Counting
from portal.deadlines.rules.counting import Explanation

WEEKDAYS = "一二三四五六日"


def plain_day(day: date, start: date) -> str:
    """3月7日; with the year where it is not that of the event."""
    year = "" if day.year == start.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def day_of_week(day: date, start: date) -> str:
    return f"{plain_day(day, start)}（星期{WEEKDAYS[day.weekday()]}）"


def moment(at: datetime, start: date) -> str:
    return f"{plain_day(at.date(), start)}{at.hour}:{at.minute:02d}"


def headline(found: Explanation, duty: str) -> str:
    """应在3月7日（星期六）前告知当事人，建议3月6日前完成。"""
    if found.strict_at:
        return f"应在{moment(found.strict_at, found.start)}前{duty}。"
    said = f"应在{day_of_week(found.strict, found.start)}前{duty}"
    if found.advised != found.strict:
        said += f"，建议{plain_day(found.advised, found.start)}前完成"
    return said + ("（暂定）。" if found.is_provisional else "。")


def sentence(found: Explanation, *, event: str, duty: str, source: str = "") -> str:
    """2月20日登记，次日起算，15日，末日3月7日为星期六；按顺延算为3月9日，…。依据：…。"""
    if found.start_at and found.strict_at:
        said = [by_hours(found, event, found.start_at, found.strict_at)]
    else:
        said = [by_days(found, event, duty)]
    if source:
        said.append(source.rstrip("。"))
    if found.is_provisional:
        years = "、".join(f"{year}年" for year in found.unknown_years)
        said.append(f"暂定：{years}放假安排尚未公布，按星期推算，公布后自动重算")
    return "。".join(said) + "。"


def by_hours(found: Explanation, event: str, start_at: datetime, strict_at: datetime) -> str:
    stood = ""
    if found.paused_for:
        minutes = int(found.paused_for.total_seconds() // 60)
        stood = f"，其间中止{minutes // 60}小时{minutes % 60}分不计"
    start, end = moment(start_at, found.start), moment(strict_at, found.start)
    return f"{start}{event}，自当时起算，{length(found)}{stood}，至{end}止，节假日照计、不顺延"


def by_days(found: Explanation, event: str, duty: str) -> str:
    parts = [f"{plain_day(found.start, found.start)}{event}", "次日起算", length(found)]
    if passed := passed_over(found):
        parts.append(passed)
    if found.make_ups:
        days = "、".join(day_of_week(day, found.start) for day in found.make_ups)
        parts.append(f"{days}调休上班计入")
    if found.paused:
        parts.append(f"其间中止{len(found.paused)}日不计")
    last = f"末日{plain_day(found.strict, found.start)}为星期{WEEKDAYS[found.strict.weekday()]}"
    if found.strict_rest and found.strict_rest != "休息日":
        last += f"（{found.strict_rest}）"
    said = "，".join([*parts, last])
    tail = []
    if found.rolled != found.strict:
        tail.append(f"按顺延算为{plain_day(found.rolled, found.start)}")
    if found.advised != found.strict:
        tail.append(f"稳妥起见请在{plain_day(found.advised, found.start)}前{duty}")
    return said + ("；" + "，".join(tail) if tail else "")


def length(found: Explanation) -> str:
    unit = found.counting.unit
    if not found.extension:
        return f"{found.length}{unit}"
    return f"{found.length - found.extension}{unit}，延长{found.extension}{unit}"


def passed_over(found: Explanation) -> str:
    """Which days of rest lie between: by name where they have one."""
    if found.counting != Counting.WORKING or not found.resting:
        return ""
    named = [span_words(first, last, found.start) + f"{name}放假"
             for first, last, name in found.holidays]  # fmt: skip
    in_spans = sum((last - first).days + 1 for first, last, _ in found.holidays)
    if in_spans < len(found.resting):
        named.append("双休日")
    return "、".join(named) + "不计"


def span_words(first: date, last: date, start: date) -> str:
    if first == last:
        return plain_day(first, start)
    return f"{plain_day(first, start)}至{plain_day(last, start)}"
