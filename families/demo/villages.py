"""The households of the demo city (demo_city e3, e7): who is written down, in which year."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any

from django.db import transaction
from django.utils import timezone

from families import actions
from families.choices import HouseholdKind
from families.models import Household
from portal import clock
from portal.access import Actor, Role, scope
from portal.accounts.models import Posting
from portal.units.models import Unit

SURNAMES = "陈林方田吕孟崔邵龚段樊汤鲁康牛常侯贺葛卢"
GIVEN = (
    "秋禾", "桂香", "兰芝", "素琴", "冬梅", "春妮", "云霞", "玉枝", "小满", "麦穗", "石榴", "荷花",
    "金凤", "银环", "书香", "月娥", "铁生", "守田", "根旺", "长河", "栓柱", "双喜", "来顺", "大川",
)  # fmt: skip
NAMES = [surname + given for given, surname in product(GIVEN, SURNAMES)]
STEP = 23  # through all names without coming back
HEXUN, HUAIYIN, WANGZHAN = "410402002001", "410402002002", "410402002003"
# How many households take part by now; those of the zones came in last year only for their quota.
SIZES = {
    HEXUN: 36, HUAIYIN: 48, WANGZHAN: 44, "410402002004": 40, "410402004001": 42,
    "410402004002": 38, "410402008001": 46, "410402008002": 40, "410402003001": 44,
    "410402010001": 42, "410403002001": 43, "410403003001": 41, "410403004001": 44,
    "410403005001": 42, "410403006001": 45, "410403007001": 44, "410403008001": 40,
    "410403009001": 41, "410403010001": 40, "410404001001": 32, "410404004001": 28,
    "410411003001": 52, "410411007001": 47, "410411008001": 50, "410411010001": 46,
    "410411010002": 45, "410421002001": 42, "410421004001": 38, "410421006001": 41,
    "410421010001": 39, "410422001001": 44, "410422002001": 40, "410422004001": 38,
    "410422004002": 38, "410423901001": 47, "410423901002": 45, "410423901003": 44,
    "410423901004": 44, "410425901001": 36, "410425901002": 34, "410425901003": 35,
    "410425901004": 35, "410481901001": 35, "410481901002": 33, "410481901003": 32,
    "410482901001": 42, "410482901002": 40, "410482901003": 39, "410482901004": 39,
    "4104Z1002001": 24, "4104Z2002001": 24,
}  # fmt: skip
WHOLE = (HEXUN, "4104Z1002001", "4104Z2002001")  # took part last year with all they have
LAST_YEAR = 1240
FIRST, MOVED, AWAY, OWN_HOME, RATED = 13, 27, 20, 31, 12


def last_year_sizes() -> dict[str, int]:
    """How many of each village took part last year: the same share of every village."""
    others = [code for code in SIZES if code not in WHOLE]
    left = LAST_YEAR - sum(SIZES[code] for code in WHOLE)
    total = sum(SIZES[code] for code in others)
    sizes = {code: SIZES[code] if code in WHOLE else SIZES[code] * left // total for code in SIZES}
    for code in others[: LAST_YEAR - sum(sizes.values())]:
        sizes[code] += 1
    return sizes


def demo_people() -> dict[str, Actor]:
    """Who of the demo accounts opens rounds and rates: 市, 光明路街道 and 和顺里社区."""
    wanted = (Role.CITY_COORDINATOR, Role.TOWN_WORKER, Role.VILLAGE_WORKER)
    postings = Posting.objects.present().filter(account__is_demo=True)
    actors = [posting.actor() for posting in postings.select_related("account", "unit")]
    return {role: next(a for a in actors if role in a.roles) for role in wanted}


def moment(year: int, month: int, day: int) -> datetime:
    """A morning of that year, never later than now."""
    at = timezone.make_aware(datetime.combine(date(year, month, day), time(9, 30)))
    return min(at, clock.now() - timedelta(minutes=5))


def register_all(
    sizes: Mapping[str, int], *, actors: Mapping[str, Actor], city: Actor, at: datetime
) -> int:
    """Up to so many households in each village; answers how many are new."""
    villages = {unit.code: unit for unit in Unit.objects.filter(code__in=sizes)}
    new = 0
    for place, (code, size) in enumerate(sizes.items()):
        actor = actors.get(code[:6], city)
        with transaction.atomic(), scope(actor):
            there = Household.objects.filter(unit_code=code).count()
            new += register(villages[code], range(there, size), place, actor=actor, at=at)
    return new


def register(
    village: Unit, numbers: Sequence[int], place: int, *, actor: Actor, at: datetime
) -> int:
    """These households of one village, in their groups."""
    is_rural = village.short_name.endswith("村妇联")
    rows = [facts(number, place, is_rural=is_rural) for number in numbers]
    groups = {
        block: actions.keep_group(
            village_code=village.code,
            kind="ten_households" if is_rural else "stairwell",
            name=block,
            leader_name=name_of(900 + place * 7 + n),
            actor=actor,
            at=at,
        )
        for n, block in enumerate(dict.fromkeys(row["block"] for row in rows))
    }
    made = [actions.Facts(**row | {"group": groups[row["block"]]}) for row in rows]
    if made:
        actions.register_households(rows=made, village=village, actor=actor, at=at)
    return len(made)


def name_of(number: int) -> str:
    return NAMES[number * STEP % len(NAMES)]


def facts(number: int, place: int, *, is_rural: bool) -> dict[str, Any]:
    most = HouseholdKind.RURAL if is_rural else HouseholdKind.COMMUNITY
    kinds = (*[most] * 8, HouseholdKind.ENTERPRISE, HouseholdKind.MIGRANT)
    # The thirteenth household of 和顺里 is the one of the tour.
    is_first = place == 0 and number + 1 == FIRST
    stairwell = f"{number // 12 + 1}号楼{number % 12 // 6 + 1}单元"
    return {
        "head_name": "崔秋禾" if is_first else name_of(place * 41 + number),
        "members": 4 if is_first else 2 + (number + place) % 4,
        "kind": kinds[0] if is_first else kinds[(number + place) % len(kinds)],
        "block": f"{number // 12 + 1}组" if is_rural else stairwell,
        "door": f"{number + 1}号" if is_rural else f"{number % 6 + 1}0{number % 2 + 1}室",
    }
