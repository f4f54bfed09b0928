"""This year's round on its way (demo_city e7): 2,000 households, where each stands by now.

Whole villages stand at one stage, as they are handed in; who does not take part is spread over
them so that the sums come out. Made through the actions of the house, a village to a call.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import cycle, islice

from django.db import transaction

from families import actions
from families.choices import STAGES, EntryState, Stage
from families.demo.finished import ITEMS, a_round, standing_for
from families.demo.villages import (
    AWAY,
    HEXUN,
    HUAIYIN,
    MOVED,
    RATED,
    SIZES,
    WANGZHAN,
    moment,
)
from families.models import Entry, Household, Round
from portal import clock
from portal.access import Actor, Role, scope
from portal.units.models import Unit

# How many take part at each stage. 未开始180 and 自评中220 are both 未评 here: a family's own sheet
# is typed in together with its village's rating.
STANDING = {
    Stage.SELF: 400, Stage.VILLAGE: 410, Stage.TOWN: 520, Stage.COUNTY: 460, Stage.CITY: 90,
    Stage.DONE: 36,
}  # fmt: skip
OUT = {"declined": 40, "moved": 23, "withdrawn": 12, "reported": 8}  # and the one of 和顺里
# Villages whose work has gone on; the others are still being rated.
GONE_ON = {
    Stage.DONE: ("410421004001",),
    Stage.CITY: ("410404001001", "410404004001", "410481901001"),
    Stage.COUNTY: (
        "410403002001", "410403003001", "410403004001", "410403005001", "410403006001",
        "410403007001", "410403008001", "410403009001", "410403010001", "410421002001",
        "410421006001",
    ),
    Stage.TOWN: (
        HUAIYIN, WANGZHAN, "410402003001", "410402010001", "410411003001", "410411007001",
        "410411008001", "410422001001", "410423901001", "410482901001", "410482901002",
        "410421010001",
    ),
}  # fmt: skip
STARS = {5: 334, 4: 622, 3: 349, 2: 167, 0: 44}  # of those that were rated: 22, 41, 23, 11, 3 %
APART = 45  # 3 % differ from the family's own by more than ten points
STEP = 531  # shares no divisor with the number of the rated: neighbours do not rate alike
WORD = "与家庭当面核对过，自评时漏看了几条。"
Place = tuple[str, int]  # village, number of the household in it


@dataclass(frozen=True, slots=True)
class Lot:
    """Where a household stands: at a stage, or `out`; what was found missing, where it is rated."""

    stage: Stage
    out: str = ""
    lacks: Mapping[str, list[int]] | None = None
    own: Decimal | None = None
    note: str = ""

    @property
    def is_rated(self) -> bool:
        return self.stage not in (Stage.SELF, "") and not self.out


def villages() -> dict[str, Stage]:
    """{village of the round: how far its work has gone}"""
    gone = {code: stage for stage, codes in GONE_ON.items() for code in codes}
    return {code: gone.get(code, Stage.VILLAGE) for code in SIZES if "Z" not in code}


def places_of(codes: Iterable[str]) -> list[Place]:
    """First all households of number 5, then all of number 6 …: spread over the villages."""
    return sorted(
        ((code, n) for code in codes for n in range(1, SIZES[code] + 1)),
        key=lambda place: ((place[1] - 5) % 60, place[0]),
    )


def outs() -> dict[Place, str]:
    """Who does not stand, in every group as many as leave its sum."""
    found = {(HEXUN, MOVED): "moved"}
    kinds = [kind for kind, count in OUT.items() for _ in range(count)]
    drawn = iter(kinds[k * 37 % len(kinds)] for k in range(len(kinds)))
    stages = villages()
    for stage in (Stage.TOWN, Stage.COUNTY, Stage.CITY, Stage.DONE, Stage.VILLAGE):
        codes = [code for code, its in stages.items() if its == stage and code != HEXUN]
        standing = STANDING[stage]
        if stage == Stage.VILLAGE:  # 和顺里 has one that moved away, all others stand or wait
            standing += STANDING[Stage.SELF] - SIZES[HEXUN] + 1
        spare = sum(SIZES[code] for code in codes) - standing
        found |= dict(zip(islice(places_of(codes), spare), drawn, strict=False))
    return found


def lots() -> dict[Place, Lot]:
    """Where each household stands, the same every time."""
    out, stages = outs(), villages()
    first = [(HEXUN, n) for n in range(1, RATED + 1)]
    going = [code for code, stage in stages.items() if stage == Stage.VILLAGE and code != HEXUN]
    left = [place for place in places_of(going) if place not in out]
    rated = {*first, *left[: STANDING[Stage.VILLAGE] - RATED]}
    found = {}
    for code, stage in stages.items():
        for n in range(1, SIZES[code] + 1):
            place = code, n
            at = stage if stage != Stage.VILLAGE or place in rated else Stage.SELF
            found[place] = Lot(at, out.get(place, ""))
    return found | weighed([place for place, lot in found.items() if lot.is_rated], found)


def weighed(rated: list[Place], found: Mapping[Place, Lot]) -> dict[Place, Lot]:
    """What each rated household lacks, and what its family gave itself."""
    drawn = [stars for stars, count in STARS.items() for _ in range(count)]
    apart = APART
    made = {}
    for k, place in enumerate(rated):
        lacks = lacking(drawn[k * STEP % len(drawn)], k)
        points = 100 - 2 * sum(len(lines) for lines in lacks.values())
        own, note = min(points + (0, 2, 4, 4)[k % 4], 100), ""
        if apart and points <= 88 and k % 12 == 0:
            own, note, apart = points + 12, WORD, apart - 1
        made[place] = Lot(found[place].stage, "", lacks, Decimal(own), note)
    return made


def lacking(stars: int, k: int) -> dict[str, list[int]]:
    """One line of five short is still 好, two are not."""
    if stars == 5:
        return {item: [k % 5] for item in ITEMS[: k % 4]}
    if stars == 0:
        return {item: [0, 1, 2] for item in ITEMS}
    start = k % len(ITEMS)
    items = [*islice(cycle(ITEMS), start, start + {4: 1 + k % 3, 3: 4, 2: 6}[stars])]
    lines = [0, 1, 2] if stars == 2 and k % 2 else [0, 1]
    return dict.fromkeys(items, lines)


# ── Through the actions ─────────────────────────────────────────────────────────────────────────
def rate_this_year(city: Actor, actors: Mapping[str, Actor], worker: Actor, year: int) -> Round:
    """Opened in spring, village by village since then."""
    opened = moment(year, 3, 20)
    without_zones(city, moment(year, 2, 26))
    with clock.at(opened):
        round_ = a_round(city, year, at=opened, stages=STAGES)
    plan, at = lots(), moment(year, 5, 18)
    units = {unit.code: unit for unit in Unit.objects.exclude(kind="member")}
    for code, stage in villages().items():
        town = standing_for(units[code[:9]], Role.TOWN_WORKER, actors, city)
        rate_village(round_, code, plan, actor=worker if code == HEXUN else town, at=at)
        type_totals(code, year, actor=town, at=at)
        go_on(round_, code, stage, units, actors, city)
    return round_


@transaction.atomic
def without_zones(city: Actor, at: datetime) -> None:
    """The two zones take no part this year: their households are off the books."""
    with scope(city):
        for row in Household.objects.visible_to(city).active().filter(unit_code__in=SIZES):
            if "Z" in row.unit_code:
                actions.close_household(household=row, on=clock.day_of(at), actor=city, at=at)


@transaction.atomic
def rate_village(
    round_: Round, code: str, plan: Mapping[Place, Lot], *, actor: Actor, at: datetime
) -> None:
    with scope(actor), clock.at(at):
        rows = Entry.objects.visible_to(actor).filter(round=round_, unit_code=code)
        sheets = {}
        for entry in rows.select_related("household", "round").in_order():
            lot = plan[code, entry.household.sequence]
            if lot.out in ("declined", "moved"):
                actions.mark(entry=entry, state=EntryState(lot.out), actor=actor, at=at)
            elif lot.out:
                act = {"withdrawn": actions.withdraw, "reported": actions.report}[lot.out]
                act(entry=entry, actor=actor, at=at)
            elif lot.is_rated:
                sheets[entry.pk] = actions.Sheet(lot.lacks or {}, lot.note, lot.own)
            elif (code, entry.household.sequence) == (HEXUN, AWAY):
                actions.mark(entry=entry, state=EntryState.AWAY, actor=actor, at=at)
        actions.rate_rows(rows=sheets, round_=round_, village=code, actor=actor, at=at)


@transaction.atomic
def type_totals(code: str, year: int, *, actor: Actor, at: datetime) -> None:
    """总户数, last year's and this: about a tenth of them takes part."""
    with scope(actor):
        for back in (1, 0):
            total = SIZES[code] * 9 + int(code[-1]) * 7 + 5 - back * 3
            actions.set_total(
                village_code=code, year=year - back, households=total, actor=actor, at=at
            )


def go_on(
    round_: Round, code: str, upto: Stage, units: Mapping[str, Unit], actors: Mapping[str, Actor],
    city: Actor,
) -> None:  # fmt: skip
    """Handed in, agreed with and handed in again, until the village stands at `upto`."""
    above = {
        Stage.VILLAGE: (9, Role.TOWN_WORKER), Stage.TOWN: (9, Role.TOWN_WORKER),
        Stage.COUNTY: (6, Role.COUNTY_CLERK), Stage.CITY: (4, Role.CITY_COORDINATOR),
    }  # fmt: skip
    for month, (stage, (length, role)) in enumerate(above.items(), start=6):
        if stage == upto:
            return
        at = moment(round_.year, month, 12)
        actor = city if length == 4 else standing_for(units[code[:length]], role, actors, city)
        given = {"round_": round_, "stage": stage, "area": code, "actor": actor, "at": at}
        with transaction.atomic(), scope(actor), clock.at(at):
            if stage != Stage.VILLAGE:
                actions.agree(**given)
            actions.hand_in(**given, is_final=True)
