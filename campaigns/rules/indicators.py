"""What an indicator may be, and who is asked it, in words. No database."""

import re
from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import Any

from campaigns.choices import Aggregation, Group, Load

CODE = re.compile(r"[A-Z]\d{2}[a-z]?")
LEVELS = {"必填": Load.LIGHT.value, "全负担必填": Load.FULL.value, "选填": ""}
WORDS = {value: words for words, value in LEVELS.items()}
BESIDE = {"part_of": "其中数", "class_of": "分项", "numerator": "分子", "denominator": "分母"}

Owner = tuple[str, str, str]  # group, code of the unit or "", from which load it is owed


def frozen_refusal(indicator_set: Any) -> str | None:
    if indicator_set.frozen_at is None:
        return None
    return f"第{indicator_set.version}版已经启用，不再修改。需要调整的，请建下一版。"


def begin_refusal(last: Any, valid_from: date, today: date) -> tuple[str, str] | None:
    """(words, field) why no version may follow `last` from this day on."""
    if last is None:
        return "这一类活动还没有指标。", "kind"
    if last.frozen_at is None:
        return f"第{last.version}版还没有启用，请直接修改它。", "kind"
    words = day_refusal(valid_from, max(last.valid_from, today))
    return (words, "valid_from") if words else None


def move_refusal(indicator_set: Any, valid_from: date, today: date) -> str | None:
    if indicator_set.version == 1:
        return "第1版自始使用，不改日期。"
    return frozen_refusal(indicator_set) or day_refusal(valid_from, today)


def day_refusal(day: date, after: date) -> str | None:
    """Those who were asked already keep their version: a new one begins on a day to come."""
    if day > after:
        return None
    return f"请填{after.year}年{after.month}月{after.day}日以后的日期。"


def refusal(one: Any, codes: Set[str]) -> tuple[str, str] | None:
    """(words, field) why this indicator cannot stand among `codes` of its set; None when it can."""
    if not CODE.fullmatch(one.code):
        return "代码由一个大写字母和两位数字组成，例如P21，可以再加一个小写字母。", "code"
    for name, words in BESIDE.items():
        code = getattr(one, name)
        if code and (code not in codes or code == one.code):
            return f"{words}写的“{code}”不是本版的另一个指标。", name
    has_both = bool(one.numerator and one.denominator)
    if one.aggregation == Aggregation.RATE and not has_both:
        return "比率要写明分子和分母的代码。", "numerator"
    if one.aggregation != Aggregation.RATE and (one.numerator or one.denominator):
        return "不是比率的，不写分子、分母。", "numerator"
    return None


# ── Who is asked, as lines: 县（市、区）：必填 ──────────────────────────────────────────────────
def owners_of(text: str, units: Mapping[str, tuple[str, str]]) -> list[Owner]:
    """What was typed; `units` maps a short name to (code, group). Raises ValueError in words."""
    groups = {group.label: group.value for group in Group}
    found: dict[tuple[str, str], Owner] = {}
    for number, line in enumerate(text.splitlines(), 1):
        name, _, words = line.replace(":", "：").partition("：")
        name, words = name.strip(), words.strip() or "选填"
        if not name:
            continue
        if words not in LEVELS:
            raise ValueError(f"第{number}行：“{words}”请改为必填、全负担必填或选填。")
        if name not in groups and name not in units:
            raise ValueError(f"第{number}行：没有“{name}”，请写类别或单位简称。")
        code, group = units[name] if name in units else ("", groups[name])
        if (group, code) in found:
            raise ValueError(f"第{number}行：“{name}”写了两次。")
        found[group, code] = (group, code, LEVELS[words])
    return list(found.values())


def owners_text(owners: Iterable[Owner], names: Mapping[str, str]) -> str:
    """The same lines back; `names` maps the code of a unit to its short name."""
    return "\n".join(
        f"{names.get(code, code) if code else Group(group).label}：{WORDS[required]}"
        for group, code, required in owners
    )
