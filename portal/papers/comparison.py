"""The numbers of a 定稿 beside those of the issued draft (users.md a4). Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from portal.papers.choices import Verdict

FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?[%万亿]?")
AROUND = 8  # characters beside a number that tell which one it is
CLOSE, MOVED = 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Finding:
    """One number: what the draft said, what the 定稿 says, and the words beside it."""

    verdict: str
    draft: str
    final: str
    beside: str

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Figure:
    value: str
    before: str
    after: str

    @property
    def beside(self) -> str:
        return f"…{self.before}【{self.value}】{self.after}…"


def figures(text: str) -> list[Figure]:
    """Every number of a text in half-width digits without separators, with what stands beside."""
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return [
        Figure(
            found.group().replace(",", ""),
            flat[max(found.start() - AROUND, 0) : found.start()],
            flat[found.end() : found.end() + AROUND],
        )
        for found in FIGURE.finditer(flat)
    ]


def compare(draft: str, final: str) -> list[Finding]:
    """The numbers of `final` in order, then those of `draft` it has no more.

    A number that stands in both in the same order is the same; of the others one in the same
    surroundings has changed; what has none in the draft is not of the portal.
    """
    ours, theirs = figures(draft), figures(final)
    matcher = SequenceMatcher(
        None, [figure.value for figure in ours], [figure.value for figure in theirs], autojunk=False
    )
    same = {b + i: a + i for a, b, size in matcher.get_matching_blocks() for i in range(size)}
    left = [index for index in range(len(ours)) if index not in same.values()]
    made = []
    for index, figure in enumerate(theirs):
        if index in same:
            value = figure.value
            made.append(Finding(Verdict.SAME, value, value, figure.beside))
            continue
        origin = nearest(figure, ours, left)
        if origin is not None:
            left.remove(origin)
        made.append(finding_of(figure, ours[origin] if origin is not None else None))
    gone = [Finding(Verdict.GONE, ours[index].value, "", ours[index].beside) for index in left]
    return made + gone


def finding_of(figure: Figure, origin: Figure | None) -> Finding:
    if origin is None:
        return Finding(Verdict.UNKNOWN, "", figure.value, figure.beside)
    verdict = Verdict.SAME if origin.value == figure.value else Verdict.CHANGED
    return Finding(verdict, origin.value, figure.value, figure.beside)


def nearest(figure: Figure, ours: Sequence[Figure], left: Sequence[int]) -> int | None:
    """Which of the draft's numbers stood in these surroundings; None when none did."""

    def likeness(index: int) -> float:
        other = ours[index]
        before = SequenceMatcher(None, other.before, figure.before, autojunk=False).ratio()
        after = SequenceMatcher(None, other.after, figure.after, autojunk=False).ratio()
        return max(before, after)

    equal = [index for index in left if ours[index].value == figure.value]
    for some, least in ((equal, MOVED), (left, CLOSE)):
        best = max(some, key=likeness, default=None)
        if best is not None and likeness(best) >= least:
            return best
    return None


def open_ones(findings: Sequence[Mapping[str, Any]]) -> list[int]:
    """Positions of what somebody has to look at."""
    asks = {Verdict.CHANGED, Verdict.UNKNOWN}
    return [
        index
        for index, finding in enumerate(findings)
        if finding["verdict"] in asks and not finding.get("checked")
    ]
