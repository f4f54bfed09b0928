"""From the settings of an item, as they lie in the table, to its rule; what is wrong with them is
said in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from families.rules.figures import ZERO, number, plain
from families.rules.typed import (
    Bonus,
    Exempt,
    Given,
    KOfList,
    Met,
    PerOccurrence,
    Range,
    Rule,
    Steps,
    UnderThreshold,
    Veto,
)


class BadRule(ValueError):
    """Settings that make no rule. `words` are for whoever edits the standard; `field` names one."""

    def __init__(self, words: str, field_name: str) -> None:
        super().__init__(words)
        self.words, self.field = words, field_name


Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one rule's settings; says in words what is wrong with them."""

    settings: Settings
    most: Decimal
    taken: set[str] = field(default_factory=set)

    def figure(self, name: str, label: str, *, above: Decimal = ZERO) -> Decimal:
        self.taken.add(name)
        value = number(self.settings.get(name))
        if value is None or value <= above:
            raise BadRule(f"{label}请填大于{plain(above)}的数。", name)
        return value

    def text(self, name: str, label: str, *, needed: bool = True) -> str:
        self.taken.add(name)
        value = self.settings.get(name, "")
        if not isinstance(value, str) or (needed and not value.strip()) or len(value) > 60:
            raise BadRule(f"请填写{label}，不超过60个字。", name)
        return value.strip()

    def rows(self, name: str, label: str) -> Sequence[Any]:
        self.taken.add(name)
        value = self.settings.get(name)
        if not isinstance(value, list) or not 1 <= len(value) <= 20:
            raise BadRule(f"{label}请填1到20条。", name)
        return value

    def finish(self) -> None:
        if unknown := set(self.settings) - self.taken:
            raise BadRule("有不属于这种办法的内容。", min(unknown))


def _list(reader: Reader) -> Rule:
    lines = reader.rows("lines", "条目")
    if not all(isinstance(line, str) and 0 < len(line.strip()) <= 40 for line in lines):
        raise BadRule("每条请写1到40个字。", "lines")
    each = reader.most / len(lines)
    if "each" in reader.settings:
        each = reader.figure("each", "每条分值")
        if each * len(lines) < reader.most:
            raise BadRule("全部符合也得不到满分，请提高每条分值。", "each")
    return KOfList(reader.most, tuple(line.strip() for line in lines), each)


def _steps(reader: Reader) -> Rule:
    steps: list[tuple[Decimal, Decimal]] = []
    for row in reader.rows("steps", "分档"):
        pair = [number(part) for part in row] if isinstance(row, list) else []
        if len(pair) != 2 or pair[0] is None or pair[1] is None or min(pair[0], pair[1]) < 0:
            raise BadRule("每档请填“数值 分数”。", "steps")
        steps.append((pair[0], pair[1]))
    steps.sort(reverse=True)
    points = [given for _, given in steps]
    if points != sorted(points, reverse=True) or len({least for least, _ in steps}) < len(steps):
        raise BadRule("数值越高，分数不能越低；同一数值只写一档。", "steps")
    if points[0] != reader.most:
        raise BadRule("最高一档须等于满分。", "steps")
    return Steps(reader.most, tuple(steps), reader.text("unit", "单位", needed=False))


def _range(reader: Reader) -> Rule:
    reader.taken.add("low")
    low = number(reader.settings.get("low", 0))
    if low is None or not 0 <= low < reader.most:
        raise BadRule("最低分请填0到满分之间的数。", "low")
    return Range(reader.most, low)


def _under(reader: Reader) -> Rule:
    return UnderThreshold(
        reader.most,
        reader.figure("threshold", "标准"),
        reader.figure("step", "每差多少"),
        reader.figure("minus", "扣多少分"),
        reader.text("unit", "单位", needed=False),
    )


MAKERS: dict[str, Callable[[Reader], Rule]] = {
    "met": lambda reader: Met(reader.most),
    "occurrence": lambda reader: PerOccurrence(reader.most, reader.figure("minus", "每次扣分")),
    "under": _under,
    "steps": _steps,
    "list": _list,
    "range": _range,
    "bonus": lambda reader: Bonus(reader.most, reader.figure("each", "每次加分")),
    "given": lambda reader: Given(reader.most, reader.text("body", "给分单位")),
    "veto": lambda reader: Veto(ZERO, reader.text("code", "代号")),
}


def rule_of(kind: str, points: Decimal, settings: Settings, exempt_when: str = "") -> Rule:
    """The rule of an item. Raises BadRule with words for the editor."""
    if kind not in MAKERS:
        raise BadRule("没有这种给分办法。", "rule")
    if kind != "veto" and points <= 0:
        raise BadRule("分值请填大于0的数。", "points")
    reader = Reader(settings, points)
    rule = MAKERS[kind](reader)
    reader.finish()
    return Exempt(rule.most, rule, exempt_when) if exempt_when and kind != "veto" else rule


# ── For the editor ──────────────────────────────────────────────────────────────────────────────
# Which numbers and words belong to each kind of rule; the page shows only these.
SETTINGS: dict[str, tuple[str, ...]] = {
    "met": (),
    "occurrence": ("minus",),
    "under": ("threshold", "step", "minus", "unit"),
    "steps": ("steps", "unit"),
    "list": ("lines", "each"),
    "range": ("low",),
    "bonus": ("each",),
    "given": ("body",),
    "veto": ("code",),
}
LABELS = {
    "minus": "每次（每差一个）扣分",
    "threshold": "标准",
    "step": "每差多少算一个",
    "unit": "单位（如 %）",
    "steps": "分档（一行一档：数值 分数）",
    "lines": "条目（一行一条）",
    "each": "每条（每次）分值",
    "low": "最低分",
    "body": "给分单位",
    "code": "代号（英文，只存代号）",
}
