"""The rules by which an item gives points. Typed, never a formula somebody wrote.

Every rule knows `most` (its full points), what an answer may look like (`problem`), and what it
gives (`give`). `None` is the answer nobody changed: 符合. What was read off a paper sheet as a
bare figure is {"sheet": 8} and is taken as it is, between 0 and `most`; {"exempt": true} is 免检.
Points are Decimals with two places; the same answer always gives the same points.
"""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from families.rules.figures import ZERO, between, number, plain

Answer = Any
MOST_OCCURRENCES = 999


def count_problem(answer: Answer, what: str) -> str | None:
    whole = isinstance(answer, int) and not isinstance(answer, bool)
    if not whole or not 0 <= answer <= MOST_OCCURRENCES:
        return f"{what}请填0到{MOST_OCCURRENCES}的整数。"
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """What all rules share. `most`: full points."""

    most: Decimal

    def problem(self, answer: Answer) -> str | None:
        """Why this is no answer to the item, in words; None when it is one."""
        raise NotImplementedError

    def give(self, answer: Answer) -> Decimal:
        raise NotImplementedError

    def unanswered(self) -> Decimal:
        """What it gives before anybody said anything: 默认符合."""
        return self.most

    @property
    def told(self) -> str:
        """The rule in one line, as it stands in the standard and on the paper sheet."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Met(Rule):
    """符合得满分: true or false."""

    def problem(self, answer: Answer) -> str | None:
        return None if isinstance(answer, bool) else "请选择符合或不符合。"

    def give(self, answer: Answer) -> Decimal:
        return self.most if answer else ZERO

    @property
    def told(self) -> str:
        return "符合得满分，不符合不得分"


@dataclass(frozen=True, slots=True)
class PerOccurrence(Rule):
    """每发生一次扣 `minus`: how many times; never below 0."""

    minus: Decimal

    def problem(self, answer: Answer) -> str | None:
        return count_problem(answer, "次数")

    def give(self, answer: Answer) -> Decimal:
        return between(ZERO, self.most - answer * self.minus, self.most)

    @property
    def told(self) -> str:
        return f"每发生一次扣{plain(self.minus)}分，扣完为止"


@dataclass(frozen=True, slots=True)
class UnderThreshold(Rule):
    """低于 `threshold` 每差一个 `step` 扣 `minus`; a part of a step costs nothing."""

    threshold: Decimal
    step: Decimal
    minus: Decimal
    unit: str = ""

    def problem(self, answer: Answer) -> str | None:
        figure = number(answer)
        return "请填数值。" if figure is None or figure < 0 else None

    def give(self, answer: Answer) -> Decimal:
        short = max(ZERO, self.threshold - (number(answer) or ZERO))
        steps = (short / self.step).to_integral_value(ROUND_FLOOR)
        return between(ZERO, self.most - steps * self.minus, self.most)

    @property
    def told(self) -> str:
        return (
            f"低于{plain(self.threshold)}{self.unit}的，每差{plain(self.step)}{self.unit}扣{plain(self.minus)}分"
            "，不足的不扣，扣完为止"
        )


@dataclass(frozen=True, slots=True)
class Steps(Rule):
    """分档: `steps` are (at least, points), best first; below the last nothing is given."""

    steps: tuple[tuple[Decimal, Decimal], ...]
    unit: str = ""

    def problem(self, answer: Answer) -> str | None:
        figure = number(answer)
        return "请填数值。" if figure is None or figure < 0 else None

    def give(self, answer: Answer) -> Decimal:
        figure = number(answer) or ZERO
        return next((points for least, points in self.steps if figure >= least), ZERO)

    @property
    def told(self) -> str:
        parts = [
            f"{plain(least)}{self.unit}及以上{plain(points)}分" for least, points in self.steps
        ]
        return "，".join([*parts, "再低不得分"])


@dataclass(frozen=True, slots=True)
class KOfList(Rule):
    """按符合的条数: the answer lists the places of the lines that are missing."""

    lines: tuple[str, ...]
    each: Decimal

    def problem(self, answer: Answer) -> str | None:
        if not isinstance(answer, list) or not all(type(place) is int for place in answer):
            return "请逐条选择。"
        places = set(answer)
        if len(places) < len(answer) or not places <= set(range(len(self.lines))):
            return "请逐条选择。"
        return None

    def give(self, answer: Answer) -> Decimal:
        return between(ZERO, (len(self.lines) - len(answer)) * self.each, self.most)

    @property
    def told(self) -> str:
        return f"共{len(self.lines)}条，每符合一条得{plain(self.each)}分"


@dataclass(frozen=True, slots=True)
class Range(Rule):
    """酌情: {"value": 3, "word": "…"} between `low` and the full points; never without a word."""

    low: Decimal

    def problem(self, answer: Answer) -> str | None:
        figure = number(answer.get("value")) if isinstance(answer, dict) else None
        if figure is None or not self.low <= figure <= self.most:
            return f"请填{plain(self.low)}到{plain(self.most)}之间的分数。"
        word = answer.get("word")
        if not isinstance(word, str) or not word.strip():
            return "酌情给分请写一句理由。"
        return None

    def give(self, answer: Answer) -> Decimal:
        return between(self.low, number(answer["value"]) or ZERO, self.most)

    @property
    def told(self) -> str:
        return f"{plain(self.low)}到{plain(self.most)}分，酌情给分并写一句理由"


@dataclass(frozen=True, slots=True)
class Bonus(Rule):
    """加分: `each` an occurrence, `most` is where it ends. Nothing until somebody says so."""

    each: Decimal

    def problem(self, answer: Answer) -> str | None:
        return count_problem(answer, "次数")

    def give(self, answer: Answer) -> Decimal:
        return between(ZERO, answer * self.each, self.most)

    def unanswered(self) -> Decimal:
        return ZERO

    @property
    def told(self) -> str:
        return f"每次加{plain(self.each)}分，最多{plain(self.most)}分"


@dataclass(frozen=True, slots=True)
class Given(Rule):
    """由其他单位给分: the figure another body gave. Nothing until it is there."""

    body: str

    def problem(self, answer: Answer) -> str | None:
        figure = number(answer)
        if figure is None or not 0 <= figure <= self.most:
            return f"请填{self.body}给的分数，0到{plain(self.most)}。"
        return None

    def give(self, answer: Answer) -> Decimal:
        return between(ZERO, number(answer) or ZERO, self.most)

    def unanswered(self) -> Decimal:
        return ZERO

    @property
    def told(self) -> str:
        return f"由{self.body}给分，0到{plain(self.most)}分"


@dataclass(frozen=True, slots=True)
class Veto(Rule):
    """A premise. No stage rates it: the family declares, the village says 未发现 or 报县级核实, and
    only the county decides, on a lawful document. `code` is all that is kept of a decision."""

    code: str

    def problem(self, answer: Answer) -> str | None:
        return "前提项不评分。"

    def give(self, answer: Answer) -> Decimal:
        return ZERO

    @property
    def told(self) -> str:
        return "家庭承诺；村（社区）只报未发现或报县级核实"


@dataclass(frozen=True, slots=True)
class Exempt(Rule):
    """免检: full points where `when` holds; else the rule inside."""

    inside: Rule
    when: str

    def problem(self, answer: Answer) -> str | None:
        return None if answer == {"exempt": True} else self.inside.problem(answer)

    def give(self, answer: Answer) -> Decimal:
        return self.most if answer == {"exempt": True} else self.inside.give(answer)

    def unanswered(self) -> Decimal:
        return self.inside.unanswered()

    @property
    def told(self) -> str:
        return f"{self.inside.told}；{self.when}的免检，得满分"


def is_sheet(answer: Answer) -> bool:
    return isinstance(answer, dict) and set(answer) == {"sheet"}


def problem_with(rule: Rule, answer: Answer) -> str | None:
    if answer is None:
        return None
    if is_sheet(answer) and not isinstance(rule, Veto):
        figure = number(answer["sheet"])
        if figure is None or not 0 <= figure <= rule.most:
            return f"请填0到{plain(rule.most)}之间的分数。"
        return None
    return rule.problem(answer)


def points_for(rule: Rule, answer: Answer) -> Decimal:
    """What the item gives. The answer must be one (`problem_with` is None)."""
    if answer is None:
        given = rule.unanswered()
    elif is_sheet(answer):
        given = number(answer["sheet"]) or ZERO
    else:
        given = rule.give(answer)
    return between(ZERO, given, rule.most).quantize(Decimal("0.01"))
