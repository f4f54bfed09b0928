"""Who does what at which stage. The buttons, the actions and the tests read the same table."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from families.choices import MARKS, STAGES, EntryState, Stage
from families.rules.figures import plain
from portal.access import Actor, Permission

ASKING_FOR_HELP = "向妇联、公安、法院求助，不影响平安家庭评定。"
MEMBER_MARK = "M"

# Whose level of unit works at a stage. A town may type in for its villages (代录), and rates the
# homes of their workers.
LEVELS: dict[str, tuple[str, ...]] = {
    Stage.SELF: ("village", "town"),
    Stage.VILLAGE: ("village", "town"),
    Stage.TOWN: ("town",),
    Stage.COUNTY: ("county",),
    Stage.CITY: ("city",),
}


def level_of(unit_code: str) -> str:
    """city, county, town or village, by the code alone; "" for a member unit."""
    if MEMBER_MARK in unit_code:
        return ""
    return {4: "city", 6: "county", 9: "town", 12: "village"}.get(len(unit_code), "")


def next_stage(stage: str, is_on: Collection[str]) -> Stage:
    """The next stage that is switched on; DONE after the last."""
    later = STAGES[STAGES.index(Stage(stage)) + 1 :] if stage != Stage.DONE else ()
    return next((found for found in later if found in is_on), Stage.DONE)


def stage_before(stage: str, is_on: Collection[str]) -> Stage | None:
    """The stage work is sent back to; the family's own is never one."""
    place = len(STAGES) if stage == Stage.DONE else STAGES.index(Stage(stage))
    earlier = [found for found in STAGES[:place] if found in is_on and found != Stage.SELF]
    return earlier[-1] if earlier else None


def first_stage(is_on: Collection[str]) -> Stage:
    return next((stage for stage in STAGES if stage in is_on), Stage.DONE)


def own_home_refusal(home_of: int | None, actor: Actor) -> str | None:
    """Nobody rates or reviews her own household."""
    if home_of is not None and home_of == actor.account_id:
        return "这是您本人的家庭，由街道评定。" if len(actor.unit_code) > 9 else OWN_HOME
    return None


OWN_HOME = "这是您本人的家庭，请由同事或上级评定。"

A, S = EntryState, Stage
STANDING = frozenset({A.TAKING_PART})
MARKED = frozenset(MARKS)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may be done with a household in a round.

    `sources`: the states it may be in; `stages`: the stages; `levels`: whose unit may, None where
    the stage says (LEVELS).
    """

    name: str
    label: str
    sources: frozenset[str]
    stages: frozenset[str]
    permission: Permission
    levels: tuple[str, ...] | None = None
    guard: Callable[[Any, Actor], str | None] = lambda entry, actor: None

    def refusal(self, entry: Any, actor: Actor, *, is_open: bool) -> str | None:
        """Why not, in words; None when it may be done."""
        if not actor.can(self.permission):
            return f"您可以查看，但不能办理：{self.label}。如需办理，请联系本村（社区）妇联。"
        if not is_open:
            return "这一轮评选没有在进行，不能再改。"
        if words := own_home_refusal(entry.household.home_of_id, actor):
            return words
        if entry.stage not in self.stages:
            return f"这一户现在是“{S(entry.stage).label}”，不能{self.label}。"
        levels = LEVELS.get(entry.stage, ()) if self.levels is None else self.levels
        if level_of(actor.unit_code) not in levels:
            return f"“{S(entry.stage).label}”由{who_works_at(levels)}办理。"
        if entry.state not in self.sources:
            return f"这一户{A(entry.state).label}，不能{self.label}。"
        return self.guard(entry, actor)


LEVEL_WORDS = {
    "village": "村（社区）",
    "town": "乡镇（街道）",
    "county": "县（市、区）",
    "city": "市",
}


def who_works_at(levels: tuple[str, ...]) -> str:
    return "或".join(LEVEL_WORDS[level] for level in levels) or "上级"


AT_VILLAGE = frozenset({S.SELF, S.VILLAGE})
RATED = frozenset({S.SELF, S.VILLAGE, S.TOWN, S.COUNTY, S.CITY})
BELOW_COUNTY = ("village", "town")
EVERY_LEVEL = ("village", "town", "county", "city")

P = Permission
STEPS = {
    step.name: step
    for step in (
        Step("score", "评分", STANDING, RATED, P.FAMILY_SCORE),
        Step("mark", "标记", STANDING, AT_VILLAGE, P.FAMILY_SCORE, BELOW_COUNTY),
        Step("bring_back", "恢复参评", MARKED, AT_VILLAGE, P.FAMILY_SCORE, BELOW_COUNTY),
        Step("report", "报县级核实", STANDING, AT_VILLAGE, P.FAMILY_SCORE, BELOW_COUNTY),
        Step("take_back_report", "撤回上报", frozenset({A.REPORTED}), AT_VILLAGE, P.FAMILY_SCORE,
             BELOW_COUNTY),
        Step("verify", "县级核实", frozenset({A.REPORTED}), RATED, P.FAMILY_VERIFY, ("county",)),
        Step("withdraw", "登记家庭退出", STANDING | MARKED | {A.REPORTED}, RATED | {S.DONE},
             P.FAMILY_SCORE, EVERY_LEVEL),
        Step("send_back", "退回", STANDING, frozenset({S.TOWN, S.COUNTY, S.CITY}), P.FAMILY_SCORE),
    )
}  # fmt: skip


def difference_refusal(given: Any, self_points: Any, limit: int, note: str) -> str | None:
    """A word is asked for where a stage differs from the family's own by more than `limit`."""
    if self_points is None or note.strip():
        return None
    apart = abs(given - self_points)
    return f"与自评相差{plain(apart)}分，请写一句说明。" if apart > limit else None
