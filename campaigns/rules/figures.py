"""What figures may be beside one another: parts, classes, rates, last year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

LARGEST = Decimal(10) ** 12
FAR = 5  # this many times last year's, or a fifth of it, is worth a look
FAR_FROM = 20  # below it a jump says nothing


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence about one line of the table; `row` counts from 1 as on the page."""

    code: str
    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator as the rules need it. `part_of` and `classes` hold codes of other lines."""

    code: str
    name: str
    part_of: str = ""
    classes: Sequence[str] = field(default_factory=tuple)
    numerator: str = ""
    denominator: str = ""
    is_required: bool = True
    places: int = 0

    @property
    def is_computed(self) -> bool:
        return bool(self.numerator)


Values = Mapping[str, Decimal | None]


def missing(lines: Sequence[Line], values: Values) -> list[Wrong]:
    """Empty is not zero: every required line needs a number (users.md d4)."""
    return [
        Wrong(line.code, row, f"第{row}行：{line.name}还空着，请填数字；没有就填0。")
        for row, line in enumerate(lines, 1)
        if line.is_required and not line.is_computed and values.get(line.code) is None
    ]


def contradictions(lines: Sequence[Line], values: Values) -> list[Wrong]:
    """Parts larger than their whole, classes that do not sum to their total, in words."""
    by_code = {line.code: line for line in lines}
    rows = {line.code: row for row, line in enumerate(lines, 1)}
    found = []
    for row, line in enumerate(lines, 1):
        value = values.get(line.code)
        whole = by_code.get(line.part_of)
        if whole and value is not None and _less(values.get(whole.code), value):
            found.append(Wrong(line.code, row, part_words(row, line, value, whole, values)))
        sums = [values.get(code) for code in line.classes if code in rows]
        if line.classes and value is not None and None not in sums and len(sums) > 1:
            total = sum((part for part in sums if part is not None), Decimal(0))
            if total != value:
                said = f"{line.name}（{plain(value)}）与各分项之和（{plain(total)}）不一致。"
                found.append(Wrong(line.code, row, f"第{row}行：{said}"))
    return found


def part_words(row: int, line: Line, value: Decimal, whole: Line, values: Values) -> str:
    top = plain(values.get(whole.code))
    return f"第{row}行：{line.name}（{plain(value)}）不能大于{whole.name}（{top}）。"


def _less(whole: Decimal | None, part: Decimal) -> bool:
    return whole is not None and whole < part


def rate(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """In percent with one place, half up: 24,059 of 24,550 is 98.0. None without a denominator."""
    if numerator is None or not denominator:
        return None
    percent = Decimal(numerator) * 100 / Decimal(denominator)
    return percent.quantize(Decimal("0.1"), ROUND_HALF_UP)


def computed(lines: Iterable[Line], values: Values) -> dict[str, Decimal | None]:
    """Every rate of the table from its numerator and denominator; rates are never added."""
    return {
        line.code: rate(values.get(line.numerator), values.get(line.denominator))
        for line in lines
        if line.is_computed
    }


def parse(text: str, *, places: int = 0) -> Decimal | None:
    """What was typed in a cell: full-width digits, thousands, blanks. None when empty.

    Raises ValueError with a sentence. `places` decimals are allowed (万元: 2).
    """
    typed = text.translate(_WIDE).replace(",", "").replace(" ", "").replace("\u3000", "")
    if typed == "":
        return None
    if not typed.isascii() or not all(c.isdigit() or c == "." for c in typed):
        raise ValueError("请填数字；没有就填0。")
    try:
        value = Decimal(typed)
    except InvalidOperation as error:
        raise ValueError("请填数字；没有就填0。") from error
    if value >= LARGEST:
        raise ValueError("数字过大，请核对。")
    if -int(value.as_tuple().exponent) > places:
        raise ValueError(f"最多{places}位小数。" if places else "请填整数。")
    return value


_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def plain(value: Decimal | int | None) -> str:
    """198, 1,234, 128.4; an empty cell is a dash."""
    if value is None:
        return "—"
    number = Decimal(value)
    whole = number == number.to_integral_value()
    return f"{int(number):,}" if whole else f"{number.normalize():,f}"


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure stands to last year's. `times` is how many times as large; None from nothing."""

    code: str
    name: str
    this: Decimal
    before: Decimal
    measure: str = ""

    @property
    def difference(self) -> Decimal:
        return self.this - self.before

    @property
    def times(self) -> Decimal | None:
        if not self.before:
            return None
        return (self.this / self.before).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def is_far(self) -> bool:
        big = max(self.this, self.before) >= FAR_FROM
        return big and not self.before / FAR < self.this < self.before * FAR

    @property
    def words(self) -> str:
        """发放资料59,490份，约为去年的10倍，请核对。"""
        said = f"{self.name}{plain(self.this)}{self.measure}"
        if self.times is None:
            return f"{said}，去年为0，请核对。"
        if self.this > self.before:
            return f"{said}，约为去年的{plain(self.times)}倍，请核对。"
        return f"{said}，去年为{plain(self.before)}，减少较多，请核对。"


def biggest(changes: Iterable[Change], most: int = 5) -> list[Change]:
    """The changes to look at before confirming: by how many times, then by how much."""
    moved = [change for change in changes if change.difference]
    return sorted(moved, key=_size, reverse=True)[:most]


def _size(change: Change) -> tuple[Decimal, Decimal]:
    low, high = sorted((change.this, change.before))
    return (high / low if low else high + 1), abs(change.difference)


def is_far_from_peers(value: Decimal, peers: Sequence[Decimal]) -> bool:
    """Far from what like units say: more than FAR times their middle one."""
    known: Any = sorted(peer for peer in peers if peer)
    if len(known) < 4 or value < FAR_FROM:
        return False
    return value > known[len(known) // 2] * FAR
