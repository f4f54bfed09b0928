"""Who comes first, who is drawn, what may follow what after the county's decision. No database."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from families.choices import Stage

LEAST_DAYS = 5  # working days; villages may hang their own three to five on paper
MOST_DRAWN = 200
# Where a household may be chosen from: all below the city have rated it.
READY = (Stage.CITY, Stage.DONE)
TIE_BREAK = (
    "总分高的在前；同分的，星级高的在前；仍相同的，与自评相差小的在前；再相同的，家庭编号小的在前。"
)
METHOD = (
    "把“种子|家庭编号”作SHA-256摘要（十六进制），按摘要从小到大排，取前{size}户。"
    "任何人照此都能算出同样的结果。"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a household is ranked by. `apart`: how far the last stage is from its own points."""

    village: str
    sequence: int
    points: Decimal
    stars: int
    apart: Decimal

    @property
    def rank(self) -> tuple[Decimal, int, Decimal, str, int]:
        """The smallest comes first (TIE_BREAK); no two are the same."""
        return -self.points, -self.stars, self.apart, self.village, self.sequence


def draw(seed: str, pool: Collection[str], size: int) -> list[str]:
    """The first `size` of the pool by the digest of "seed|number" (METHOD)."""

    def digest(number: str) -> str:
        return hashlib.sha256(f"{seed}|{number}".encode()).hexdigest()

    return sorted(pool, key=digest)[:size]


def balance_refusal(places: int | None, wanted: int) -> str | None:
    """Why a list of so many is too long; None when it fits its quota."""
    if places is None:
        return "这个单位没有名额，请先在“修改”里填写名额。"
    over = wanted - places
    return (
        f"名额{places}户，选了{wanted}户，多{over}户。请去掉{over}户后再保存。"
        if over > 0
        else None
    )


def posting_refusal(
    *, days: int, posted_on: date, today: date, chosen: int, over: Sequence[str]
) -> str | None:
    """Why the list cannot be hung out; None when it can. `over` are lists beyond their quota."""
    if not chosen:
        return "名单里还没有家庭，选好后再公示。"
    if over:
        return f"{'、'.join(over)}超出名额，请核对后再公示。"
    if days < LEAST_DAYS:
        return f"公示期不少于{LEAST_DAYS}个工作日。"
    if posted_on < today:
        return "公示开始日期不能早于今天。"
    return None


def objecting_refusal(
    *, received_on: date, posted_on: date, closes_on: date, is_closed: bool
) -> str | None:
    if is_closed:
        return "公示已结束。再有反映的，按来信来访登记。"
    if received_on < posted_on:
        return "收到日期早于公示开始日期，请核对。"
    if received_on > closes_on:
        return f"公示已于{closes_on.month}月{closes_on.day}日截止。以后收到的，按来信来访登记。"
    return None


def closing_refusal(
    *, today: date, closes_on: date, open_objections: int, rechecks: int
) -> str | None:
    """Why the notice cannot end yet; None when it can."""
    if today <= closes_on:
        return f"公示期到{closes_on.month}月{closes_on.day}日，期满后再结束。"
    if open_objections:
        return f"还有{open_objections}件异议没有结论，核实后再结束。"
    return f"还有{rechecks}户复核没有结论，复核后再结束。" if rechecks else None


def naming_refusal(*, may_name: bool, is_closed: bool, left: int, is_named: bool) -> str | None:
    """Why no household can be named; None when they can."""
    if is_named:
        return "这一轮已经命名。"
    if not may_name:
        return "未填写批准机关和批准文号，本轮只作内部评定，不能命名、挂牌。"
    if not is_closed:
        return "公示还没有结束，不能命名。"
    return None if left else "名单里没有家庭。"
