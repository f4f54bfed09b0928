"""事由骨架 × 情境 × 诉求: a story of three sentences, said in one of three voices.

Story number t of a class takes what[i], where[j], wish[(i + j) % k]: any two sentences meet in one
story only, so no two stories of a class share more than one.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from random import Random

from cases.demo.files import STORIES
from portal.units.reference import rows

PARTS = ("what", "where", "wish")
VOICES = ("{who}反映，", "{who}说，", "{who}先问这样的事能不能反映，接着说，")
WHO = {
    "call_12338": "来电人", "visit": "来访人", "online": "留言人", "letter": "来信人",
    "screening": "走访时当事人",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """Who tells such a story: ages that fit it, and how she may be married."""

    youngest: int
    oldest: int
    married: tuple[str, ...] = ("first",)
    relation: str = "self"


GROWN = About(24, 52, ("first", "first", "again"))
ABOUT = {
    "0101": About(23, 56, ("first", "first", "first", "again")),
    "0102": About(24, 50), "0103": About(28, 54),
    "0104": About(25, 46, ("divorced", "divorced", "separated")),
    "0106": About(26, 52), "0109": About(21, 29, ("single",)), "0110": About(23, 45),
    "0111": About(66, 86, ("widowed",), "child"),
    "0202": About(20, 36, ("single", "first")), "0206": About(22, 48, ("single", "first")),
    "0207": About(20, 33, ("single",)),
    "0302": About(24, 38), "0304": About(30, 54), "0307": About(44, 58),
    "0401": About(30, 58), "0402": About(26, 52, ("first", "divorced", "widowed")),
    "0404": About(32, 60), "0407": About(28, 50),
    "0501": About(12, 15, ("",), "parent"), "0503": About(9, 15, ("",), "parent"),
    "0504": About(6, 8, ("",), "parent"),
}  # fmt: skip


def about(category: str) -> About:
    return ABOUT.get(category, GROWN)


def pools() -> dict[str, dict[str, list[str]]]:
    """By class the sentences of each part, in the order of the file."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(STORIES):
        found[row["code"]][row["part"]].append(row["text"])
    return found


class Teller:
    """Tells one story after another of a class, no two of them alike."""

    def __init__(self, chance: Random):
        self.pools, self.chance = pools(), chance
        self.turns: dict[str, count[int]] = defaultdict(count)

    def most(self, category: str) -> int:
        """How many different stories this class has."""
        pool = self.pools[category]
        return len(pool["what"]) * len(pool["where"])

    def tell(self, category: str, channel: str) -> str:
        whats, wheres, wishes = (self.pools[category][part] for part in PARTS)
        turn = next(self.turns[category])
        i, j = turn % len(whats), (turn + turn // len(whats)) % len(wheres)
        voice = self.chance.choice(VOICES).format(who=WHO.get(channel, "转来件中当事人"))
        return f"{voice}{whats[i]}{wheres[j]}{wishes[(i + j) % len(wishes)]}"
