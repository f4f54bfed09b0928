"""A judge's points, the order they make, ties and 等次. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from campaigns.choices import Grade
from campaigns.rules.judging import LEAST, named

TIE = "effect"  # of two cases with one mean the one with more points here comes first
HANDED = "评分已经交出，不能再改。"
ASIDE = "您已回避这一篇，不再评分。"


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    name: str
    points: int
    guide: str


def score_refusal(
    items: Sequence[Item], scores: Mapping[str, int], comment: str, *, is_handed: bool
) -> tuple[str, str] | None:
    """(words, key of the item or "comment"). A draft may have gaps; no score leaves its bounds."""
    for item in items:
        score = scores.get(item.key)
        if score is None:
            if is_handed:
                return f"请给“{item.name}”打分（0—{item.points}）。", item.key
        elif not 0 <= score <= item.points:
            return f"“{item.name}”在0到{item.points}分之间，现填{score}分。", item.key
    if is_handed and not comment.strip():
        return "请写一句评语。", "comment"
    return None


@dataclass(frozen=True, slots=True)
class Result:
    """A case with the mean of its judges; `mean` is empty with fewer than three of them."""

    case: int
    handed: int
    mean: Decimal | None
    tie: Decimal
    place: int = 0


def mean(values: Sequence[int]) -> Decimal:
    return (Decimal(sum(values)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def results(scores: Mapping[int, Sequence[Mapping[str, int]]]) -> list[Result]:
    """Every judge counts the same, none is dropped. Equal means are parted by 活动效果; what is
    still equal shares a place. A case without a result comes last, without one."""
    made = []
    for case, sheets in scores.items():
        totals = [sum(sheet.values()) for sheet in sheets]
        ties = [sheet.get(TIE, 0) for sheet in sheets]
        has = len(sheets) >= LEAST
        means = (mean(totals), mean(ties)) if has else (None, Decimal())
        made.append(Result(case, len(sheets), *means))
    known = sorted((one for one in made if one.mean is not None), key=_order)
    placed = [
        Result(
            one.case, one.handed, one.mean, one.tie,
            next(at for at, other in enumerate(known, 1) if _order(other) == _order(one)),
        )
        for one in known
    ]  # fmt: skip
    return placed + [one for one in made if one.mean is None]


def _order(one: Result) -> tuple[Decimal, Decimal]:
    return -(one.mean or Decimal()), -one.tie


# ── 等次 ────────────────────────────────────────────────────────────────────────────────────────
def ties(found: Sequence[Result]) -> list[list[int]]:
    """Cases that share a place, group by group."""
    groups: dict[int, list[int]] = {}
    for one in found:
        if one.mean is not None:
            groups.setdefault(one.place, []).append(one.case)
    return [sorted(cases) for cases in groups.values() if len(cases) > 1]


def parted(found: Sequence[Result], counts: Sequence[int]) -> list[list[int]]:
    """The ties that a 等次 ends in the midst of: somebody has to say who comes first."""
    edges = {sum(counts[: number + 1]) for number in range(len(counts))}
    places = {one.case: one.place for one in found}
    return [
        group
        for group in ties(found)
        if any(places[group[0]] - 1 < edge < places[group[0]] - 1 + len(group) for edge in edges)
    ]


def grade_refusal(
    found: Sequence[Result], counts: Sequence[int], order: Sequence[int], by: str, reason: str
) -> tuple[str, str] | None:
    """(words, field): too many, or a parted tie without an order, a name or a reason."""
    if sum(counts) > len(found):
        return f"共{len(found)}篇案例，等次合计{sum(counts)}篇，多了。", Grade.FIRST
    split = [case for group in parted(found, counts) for case in group]
    if not split:
        return None
    if missing := set(split) - set(order):
        told = "；".join(named(group) for group in parted(found, counts))
        gone = f"{named(missing)}还没有排" if len(missing) < len(split) else "请排先后"
        return f"得分相同、等次从中间分开：{told}。{gone}。", "order"
    if not by.strip():
        return "同分先后由谁决定，请写姓名。", "decided_by"
    return None if reason.strip() else ("请写同分排先后的理由。", "tie_reason")


def graded(
    found: Sequence[Result], counts: Sequence[int], order: Sequence[int]
) -> dict[int, Grade]:
    """{case: 等次}; within a tie the order somebody decided."""
    rank = {case: at for at, case in enumerate(order)}
    line = sorted(
        (one for one in found if one.mean is not None),
        key=lambda one: (one.place, rank.get(one.case, len(rank)), one.case),
    )
    grades = [grade for grade, count in zip(Grade, counts, strict=True) for _ in range(count)]
    return {one.case: grade for one, grade in zip(line, grades, strict=False)}
