"""The households of the demo city and two rounds: last year's, finished in one community, and this
year's on its way, all through the actions of the house (demo_city e3, e7)."""

from datetime import date, datetime, time, timedelta
from itertools import product

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from families import actions
from families.choices import STAGES, EntryState, HouseholdKind, Stage
from families.models import Entry, Household, Round, Standard
from portal import clock
from portal.access import Role, SystemActor, scope
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
SIZES = {
    HEXUN: 36, HUAIYIN: 48, WANGZHAN: 44, "410402002004": 40, "410402004001": 42,
    "410402004002": 38, "410402008001": 46, "410402008002": 40, "410402003001": 44,
    "410402010001": 42, "410403002001": 43, "410403003001": 41, "410403004001": 44,
    "410403005001": 42, "410403006001": 45, "410403007001": 44, "410403008001": 40,
    "410403009001": 41, "410403010001": 40,
}  # fmt: skip
QUOTAS = {
    "410402": 13, "410403": 12, "410404": 3, "410411": 10, "410421": 9, "410422": 10, "410423": 12,
    "410425": 9, "410481": 7, "410482": 12, "4104Z1": 1, "4104Z2": 2,
}  # fmt: skip
# What a household lacks, by its place in the village; most lack nothing.
LACKS = [{}, {}, {"neighbours": [0]}, {}, {"safety": [3], "public": [4]}, {}, {"home": [1, 3]}, {}]
FIRST, MOVED, AWAY, OWN_HOME, RATED = 13, 27, 20, 31, 12


def seed_families(*, actors, progress):
    """Answers how many households were written down; nothing where there are some already."""
    with transaction.atomic(), scope(SystemActor("演示", scope=settings.PORTAL_CITY_CODE)):
        if Household.objects.exists():
            return 0
    people = demo_people()
    coordinator = people[Role.CITY_COORDINATOR]
    year = clock.today().year
    began = moment(year - 1, 4, 8)
    for place, (code, size) in enumerate(SIZES.items()):
        register(code, size, place, actor=actors[code[:6]], at=began)
        progress("平安家庭名册", place + 1, len(SIZES) + 2)
    own_home(people[Role.VILLAGE_WORKER], at=began)
    last_year(coordinator, actors["410402"], people, year - 1)
    progress("上年评选", len(SIZES) + 1, len(SIZES) + 2)
    this_year(coordinator, people, year)
    progress("今年评选", len(SIZES) + 2, len(SIZES) + 2)
    return sum(SIZES.values())


def demo_people():
    """Who of the demo accounts opens rounds and rates: 市, 光明路街道 and 和顺里社区."""
    wanted = (Role.CITY_COORDINATOR, Role.TOWN_WORKER, Role.VILLAGE_WORKER)
    postings = Posting.objects.present().filter(account__is_demo=True)
    actors = [posting.actor() for posting in postings.select_related("account", "unit")]
    return {role: next(a for a in actors if role in a.roles) for role in wanted}


def moment(year, month, day):
    """A morning of that year, never later than now."""
    at = timezone.make_aware(datetime.combine(date(year, month, day), time(9, 30)))
    return min(at, clock.now() - timedelta(minutes=5))


@transaction.atomic
def register(code, size, place, *, actor, at):
    """The households of one village, in its groups."""
    village = Unit.objects.get(code=code)
    is_rural = village.short_name.endswith("村妇联")
    with scope(actor):
        rows = [facts(number, place, is_rural) for number in range(size)]
        blocks = dict.fromkeys(row.block for row in rows)
        groups = {
            block: actions.keep_group(
                village_code=code,
                kind="ten_households" if is_rural else "stairwell",
                name=block,
                leader_name=name_of(900 + place * 7 + n),
                actor=actor,
                at=at,
            )
            for n, block in enumerate(blocks)
        }
        rows = [actions.Facts(**as_dict(row) | {"group": groups[row.block]}) for row in rows]
        actions.register_households(rows=rows, village=village, actor=actor, at=at)


def as_dict(facts):
    return {name: getattr(facts, name) for name in facts.__slots__}


def name_of(number):
    return NAMES[number * STEP % len(NAMES)]


def facts(number, place, is_rural):
    kinds = (HouseholdKind.RURAL,) if is_rural else (HouseholdKind.COMMUNITY,) * 8
    kinds += (HouseholdKind.ENTERPRISE, HouseholdKind.MIGRANT)
    # The thirteenth household of 和顺里 is the one of the tour.
    head = "崔秋禾" if place == 0 and number + 1 == FIRST else name_of(place * 41 + number)
    return actions.Facts(
        head_name=head,
        members=4 if number + 1 == FIRST else 2 + (number + place) % 4,
        kind=kinds[0] if number + 1 == FIRST else kinds[(number + place) % len(kinds)],
        block=f"{number // 12 + 1}组"
        if is_rural
        else f"{number // 12 + 1}号楼{number % 12 // 6 + 1}单元",
        door=f"{number + 1}号" if is_rural else f"{number % 6 + 1}0{number % 2 + 1}室",
    )


@transaction.atomic
def own_home(actor, *, at):
    with scope(actor):
        row = Household.objects.visible_to(actor).get(sequence=OWN_HOME)
        actions.mark_home(household=row, account_id=actor.account_id, actor=actor, at=at)


@transaction.atomic
def a_round(coordinator, year, *, at, **plan):
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
                stages=dict.fromkeys(STAGES, (None, None)),
                quotas=QUOTAS,
                **plan,
            ),
            actor=coordinator,
            at=at,
        )
        return actions.open_round(round_=made, actor=coordinator, at=at)


def rows_of(round_, village, actor):
    rows = Entry.objects.visible_to(actor).filter(round=round_, unit_code=village)
    return list(rows.by_others_than(actor).select_related("household", "round").in_order())


def rate(rows, actor, at):
    for row in rows:
        lacks = LACKS[row.household.sequence % len(LACKS)]
        if row.household.sequence == FIRST:  # 上年四星 88
            lacks = {code: [0, 1] for code in ("safety", "home", "neighbours")}
        own = 98 if row.household.sequence % 3 else 100
        sheet = actions.Sheet(answers=lacks, own_points=own, note="已当面说明" if lacks else "")
        actions.rate(entry=row, sheet=sheet, actor=actor, at=at)


def hand_in(round_, stage, area, actor, at):
    actions.hand_in(round_=round_, stage=stage, area=area, actor=actor, at=at, is_final=True)


def last_year(coordinator, clerk, people, year):
    """和顺里 through all stages; the rest of last year's figures stand only in words."""
    at = moment(year, 4, 10)
    with clock.at(at):
        round_ = a_round(
            coordinator,
            year,
            at=at,
            authority="（演示）省级评比表彰协调机构",
            approval_number="演示批文〔2025〕1号",
        )
        with transaction.atomic(), scope(people[Role.VILLAGE_WORKER]):
            rate(
                rows_of(round_, HEXUN, people[Role.VILLAGE_WORKER]), people[Role.VILLAGE_WORKER], at
            )
            hand_in(round_, Stage.VILLAGE, HEXUN, people[Role.VILLAGE_WORKER], at)
        above = (
            (Stage.TOWN, people[Role.TOWN_WORKER]),
            (Stage.COUNTY, clerk),
            (Stage.CITY, coordinator),
        )
        for stage, actor in above:
            with transaction.atomic(), scope(actor):
                actions.agree(round_=round_, stage=stage, area=HEXUN, actor=actor, at=at)
                hand_in(round_, stage, HEXUN, actor, at)
        with transaction.atomic(), scope(coordinator):
            round_ = Round.objects.visible_to(coordinator).get(pk=round_.pk)
            actions.close_round(round_=round_, actor=coordinator, at=at)


def this_year(coordinator, people, year):
    """和顺里: twelve rated, one away, one moved; 槐荫 at the town, one reported, one left."""
    at = min(moment(year, 3, 20), clock.now())
    round_ = a_round(coordinator, year, at=at)
    village, town = people[Role.VILLAGE_WORKER], people[Role.TOWN_WORKER]
    with transaction.atomic(), scope(village):
        rows = rows_of(round_, HEXUN, village)
        rate(rows[:RATED], village, at)
        for row in rows:
            state = {AWAY: EntryState.AWAY, MOVED: EntryState.MOVED}.get(row.household.sequence)
            if state:
                actions.mark(entry=row, state=state, actor=village, at=at)
    with transaction.atomic(), scope(town):
        rows = rows_of(round_, HUAIYIN, town)
        actions.report(entry=rows[0], actor=town, at=at)
        actions.withdraw(entry=rows[1], actor=town, at=at)
        rate(rows[2:], town, at)
        hand_in(round_, Stage.VILLAGE, HUAIYIN, town, at)
        rate(rows_of(round_, WANGZHAN, town)[:10], town, at)
