"""The households of the demo city and two rounds: last year's, finished (finished.py), and this
year's on its way, all through the actions of the house (demo_city e3, e7)."""

from django.conf import settings
from django.db import transaction

from families import actions
from families.choices import STAGES, EntryState, Stage
from families.demo.finished import a_round, rate_last_year
from families.demo.villages import (
    AWAY,
    FIRST,
    HEXUN,
    HUAIYIN,
    MOVED,
    OWN_HOME,
    RATED,
    SIZES,
    WANGZHAN,
    demo_people,
    last_year_sizes,
    moment,
    register_all,
)
from families.models import Entry, Household
from portal import clock
from portal.access import Role, SystemActor, scope

# What a household lacks, by its place in the village; most lack nothing.
LACKS = [{}, {}, {"neighbours": [0]}, {}, {"safety": [3], "public": [4]}, {}, {"home": [1, 3]}, {}]


def seed_families(*, actors, progress):
    """Answers how many households were written down; nothing where there are some already."""
    with transaction.atomic(), scope(SystemActor("演示", scope=settings.PORTAL_CITY_CODE)):
        if Household.objects.exists():
            return 0
    people = demo_people()
    city, year = people[Role.CITY_COORDINATOR], clock.today().year
    began = moment(year - 1, 4, 8)
    made = register_all(last_year_sizes(), actors=actors, city=city, at=began)
    own_home(people[Role.VILLAGE_WORKER], at=began)
    progress("平安家庭名册", 1, 4)
    rate_last_year(city, actors, year - 1)
    progress("上年评选", 2, 4)
    made += register_all(SIZES, actors=actors, city=city, at=moment(year, 2, 25))
    progress("今年新参加的家庭", 3, 4)
    this_year(city, people, year)
    progress("今年评选", 4, 4)
    return made


@transaction.atomic
def own_home(actor, *, at):
    with scope(actor):
        row = Household.objects.visible_to(actor).get(sequence=OWN_HOME)
        actions.mark_home(household=row, account_id=actor.account_id, actor=actor, at=at)


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


def this_year(coordinator, people, year):
    """和顺里: twelve rated, one away, one moved; 槐荫 at the town, one reported, one left."""
    at = min(moment(year, 3, 20), clock.now())
    round_ = a_round(coordinator, year, at=at, stages=STAGES)
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
