"""Last year's round (demo_city e7): 1,240 households stand, 1,102 pass their village, 968 their
town, 836 their county; a hundred are chosen by quota and hang on the wall, 99 are named.

Made through the actions of the house, many households to a call.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from families import actions
from families.choices import EntryState, Stage
from families.demo.villages import FIRST, HEXUN, LAST_YEAR, last_year_sizes, moment
from families.models import Entry, Round, Standard
from portal import clock
from portal.access import Actor, Role, scope
from portal.units.models import Unit

QUOTAS = {
    "410402": 13, "410403": 12, "410404": 3, "410411": 10, "410421": 9, "410422": 10, "410423": 12,
    "410425": 9, "410481": 7, "410482": 12, "4104Z1": 1, "4104Z2": 2,
}  # fmt: skip
AUTHORITY, APPROVAL = "（演示）省级评比表彰协调机构", "演示批文〔{year}〕1号"
STAGES = (Stage.SELF, Stage.VILLAGE, Stage.TOWN, Stage.COUNTY)
# What becomes of the 1,240. 三星 and more pass a stage; a stage above may find less than the one
# below: so 106 do not pass their village, 134 their town, 132 their county.
FATES = {
    "five": 214, "four": 402, "three": 220, "not_county": 132, "not_town": 134, "not_village": 106,
    "declined": 26, "withdrawn": 6,
}  # fmt: skip
LEFT = ("declined", "withdrawn")
SPREAD = 533  # shares no divisor with 1,240: neighbours do not share a fate
ITEMS = ("home", "public", "safety", "neighbours", "law", "tradition", "harmony")
Place = tuple[str, int]  # village, number of the household in it


def fates() -> dict[Place, str]:
    """What becomes of each household, the same every time."""
    places = [(code, n) for code, size in last_year_sizes().items() for n in range(1, size + 1)]
    drawn = [fate for fate, count in FATES.items() for _ in range(count)]
    found = {place: drawn[k * SPREAD % LAST_YEAR] for k, place in enumerate(places)}
    for place in places:  # nobody of 和顺里 stayed out
        if place[0] == HEXUN and found[place] in LEFT:
            swap(found, place, "three")
    swap(found, (HEXUN, FIRST), "four")  # 上年四星 88
    return found


def swap(found: dict[Place, str], place: Place, fate: str) -> None:
    if found[place] != fate:
        other = next(one for one, its in found.items() if its == fate and one[0] != HEXUN)
        found[other], found[place] = found[place], fate


def lacks(fate: str, stage: str, number: int) -> dict[str, list[int]]:
    """What a stage finds missing. One line of five short is still 好, two are not."""
    if fate == "five":
        return {item: [number % 5] for item in ITEMS[: number % 5]}
    below = {"not_village": Stage.VILLAGE, "not_town": Stage.TOWN, "not_county": Stage.COUNTY}
    order = list(STAGES)
    is_below = fate in below and order.index(Stage(stage)) >= order.index(below[fate])
    missing = 5 if is_below else {"four": 1 + number % 3}.get(fate, 4)
    if fate == "four" and number == FIRST:
        missing = 3
    return {item: [0, 1] for item in ITEMS[:missing]}


def own_points(fate: str, number: int) -> Decimal:
    """A little more than the village gave."""
    lost = sum(2 * len(lines) for lines in lacks(fate, Stage.VILLAGE, number).values())
    return Decimal(min(100, 100 - lost + number % 3 * 2))


@transaction.atomic
def a_round(
    coordinator: Actor, year: int, *, at: datetime, stages: tuple[Stage, ...], **plan: str
) -> Round:
    with scope(coordinator):
        standard = Standard.objects.visible_to(coordinator).get(
            code="city-100", unit_code=coordinator.unit_code, version=1
        )
        made = actions.make_round(
            plan=actions.Plan(
                year=year,
                name="平安家庭评选",
                standard=standard,
                difference=10,
                stages=dict.fromkeys(stages, (None, None)),
                quotas=QUOTAS,
                **plan,
            ),
            actor=coordinator,
            at=at,
        )
        return actions.open_round(round_=made, actor=coordinator, at=at)


def standing_for(unit: Unit, role: Role, actors: Mapping[str, Actor], city: Actor) -> Actor:
    """A town or county without a demo account of its own: the county's clerk types in for it."""
    keeper = actors.get(unit.code[:6], city)
    return replace(
        keeper, unit_id=unit.pk, unit_code=unit.code, unit_name=unit.short_name,
        roles=frozenset({role}),
        above=tuple(unit.code[:length] for length in (4, 6) if length < len(unit.code)),
    )  # fmt: skip


def rate_last_year(city: Actor, actors: Mapping[str, Actor], year: int) -> Round:
    """From the families' own sheets to the county's finding; answers the round."""
    fate = fates()
    opened = moment(year, 4, 10)
    with clock.at(opened):
        round_ = a_round(
            city, year, at=opened, stages=STAGES, authority=AUTHORITY,
            approval_number=APPROVAL.format(year=year),
        )  # fmt: skip
    for stage, role, length, at in (
        (Stage.VILLAGE, Role.TOWN_WORKER, 9, moment(year, 5, 16)),
        (Stage.TOWN, Role.TOWN_WORKER, 9, moment(year, 6, 20)),
        (Stage.COUNTY, Role.COUNTY_CLERK, 6, moment(year, 7, 25)),
    ):
        for unit, villages in areas(length):
            actor = standing_for(unit, role, actors, city)
            with transaction.atomic(), scope(actor), clock.at(at):
                for village in villages:
                    rate_village(round_, village, stage, fate, actor=actor, at=at)
                actions.hand_in(round_=round_, stage=stage, area=unit.code, actor=actor, at=at)
    return round_


def areas(length: int) -> Iterator[tuple[Unit, list[str]]]:
    """Towns or counties with their villages."""
    villages = list(last_year_sizes())
    codes = list(dict.fromkeys(code[:length] for code in villages))
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    for code in codes:
        yield units[code], [village for village in villages if village.startswith(code)]


def rate_village(
    round_: Round, village: str, stage: Stage, fate: Mapping[Place, str], *, actor: Actor,
    at: datetime,
) -> None:  # fmt: skip
    rows = Entry.objects.visible_to(actor).filter(round=round_, unit_code=village)
    sheets = {}
    for entry in rows.taking_part().select_related("household", "round").in_order():
        number = entry.household.sequence
        mine = fate[village, number]
        if stage == Stage.VILLAGE and mine == "declined":
            actions.mark(entry=entry, state=EntryState.DECLINED, actor=actor, at=at)
        elif stage == Stage.VILLAGE and mine == "withdrawn":
            actions.withdraw(entry=entry, actor=actor, at=at)
        else:
            own = own_points(mine, number) if stage == Stage.VILLAGE else None
            sheets[entry.pk] = actions.Sheet(answers=lacks(mine, stage, number), own_points=own)
    actions.rate_rows(rows=sheets, round_=round_, village=village, actor=actor, at=at)


def passed(fate: Mapping[Place, str]) -> dict[str, int]:
    """How many pass each stage by this plan."""
    count = Counter(fate.values())
    county = count["five"] + count["four"] + count["three"]
    town = county + count["not_county"]
    return {Stage.COUNTY: county, Stage.TOWN: town, Stage.VILLAGE: town + count["not_town"]}
