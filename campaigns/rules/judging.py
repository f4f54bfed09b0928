"""评审: its phases, who may judge which case, what a judge is shown. No database.

Pictures, recordings and news links carry no points and are shown to no judge.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from campaigns.choices import JudgingPhase

LEAST = 3  # judges of each case
HIDDEN = "××"
PLACE = re.compile(
    r"[一-鿿]{2,6}?(?:妇联|派出所|法院|检察院|司法所|街道|社区|小区|广场|学校|[市区县镇乡村路])"
)
PERSON = re.compile(r"[一-鿿]{1,3}(?:主席|书记|主任|大姐|阿姨|法官|律师|民警|老师)")
NUMBER = re.compile(r"(?<!\d)(?:0\d{2,3}-?)?\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)")


@dataclass(frozen=True, slots=True)
class Facts:
    """How a judging stands. `asked` and `handed`: how many judges each case (by its number) has,
    and how many of them handed in; `unread` are cases whose text is not 已核对 now."""

    asked: Mapping[int, int] = field(default_factory=dict)
    handed: Mapping[int, int] = field(default_factory=dict)
    unread: Sequence[int] = ()


# ── Phases ──────────────────────────────────────────────────────────────────────────────────────
def _unread(facts: Facts) -> str | None:
    if facts.unread:
        return f"{named(facts.unread)}的正文还没有核对，核对以后才能{{}}。"
    return None


def ready_to_open(facts: Facts) -> str | None:
    if not facts.asked:
        return "没有可以评审的案例。"
    if refusal := _unread(facts):
        return refusal.format("开始")
    return short_of(facts.asked, "可以评它的评委只有{}人，还差{}人")


def ready_to_conclude(facts: Facts) -> str | None:
    if refusal := _unread(facts):
        return refusal.format("出结果")
    return short_of(facts.handed, "只有{}名评委交分，还差{}人")


def short_of(counts: Mapping[int, int], words: str) -> str | None:
    """Which case lacks how many of the judges it needs, all said at once."""
    short = [(number, LEAST - count) for number, count in sorted(counts.items()) if count < LEAST]
    told = [f"案例{number}" + words.format(LEAST - lack, lack) for number, lack in short]
    return f"{'；'.join(told)}。每篇不少于{LEAST}人。" if told else None


def named(numbers: Iterable[int]) -> str:
    return "、".join(f"案例{number}" for number in sorted(numbers))


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a judging. Button, address, action and tests read the same row."""

    name: str
    label: str
    sources: frozenset[str]
    target: str | None
    guard: Callable[[Facts], str | None] = lambda facts: None

    def refusal(self, phase: str, facts: Facts) -> str | None:
        if phase not in self.sources:
            return f"评审{JudgingPhase(phase).label}，不能{self.label}。"
        return self.guard(facts)


P = JudgingPhase
ALIVE = frozenset({P.PREPARING, P.SCORING})
MOVES = {
    move.name: move
    for move in (
        Move("collect", "取最新正文", ALIVE, None),
        Move("prepare", "改正文", ALIVE, None),
        Move("name", "增减评委", ALIVE, None),
        Move("open", "开始评审", frozenset({P.PREPARING}), P.SCORING, ready_to_open),
        Move("score", "评分", frozenset({P.SCORING}), None),
        Move("conclude", "出结果", frozenset({P.SCORING}), P.CONCLUDED, ready_to_conclude),
        Move("correct", "更正结果", frozenset({P.CONCLUDED}), None),
        Move("stop", "关闭评审", ALIVE, P.OFF),
    )
}


# ── Who judges what ─────────────────────────────────────────────────────────────────────────────
def may_judge(units: Iterable[str], account: int, case_unit: str, writers: Iterable[int]) -> bool:
    """Never a case of a unit she works or lately worked in, of one under it or over it; nor one
    that she wrote, sent or signed for."""
    near = any(case_unit.startswith(own) or own.startswith(case_unit) for own in units)
    return not near and account not in set(writers)


# ── What a judge reads ──────────────────────────────────────────────────────────────────────────
ENDS = re.compile(r"(?:妇女联合会|妇联|街道办事处|街道|镇|乡|社区|村民委员会|村)$")


def names_of(names: Iterable[str], hosts: str) -> list[str]:
    """What would tell whose case it is, the longest first. 光明路街道 is 光明路 as well; two
    characters alone (建设街道) are everybody's word and left to the person who looks."""
    found = {*names, *re.split(r"[、，,；;\s]+", hosts)}
    stems = {ENDS.sub("", name) for name in found}
    found |= {name.removesuffix("道") for name in found if name.endswith("街道")}
    found |= {stem for stem in stems if len(stem) > 2}
    return sorted((name for name in found if len(name) > 1), key=lambda name: (-len(name), name))


def masked(text: str, names: Sequence[str]) -> str:
    """Known names and telephone numbers hidden; what is left a person looks for (`suspects`)."""
    text = re.sub("|".join(map(re.escape, names)), HIDDEN, text) if names else text
    return NUMBER.sub(HIDDEN, text)


def suspects(text: str) -> list[str]:
    """Words that may still tell whose it is: places, offices, people by their title."""
    found = PLACE.findall(text) + PERSON.findall(text)
    return list(dict.fromkeys(word for word in found if HIDDEN not in word))
