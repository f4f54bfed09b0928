"""The households of the demo city and two rounds: last year's, finished (finished.py), and this
year's on its way (current.py), all through the actions of the house (demo_city e3, e7)."""

from django.conf import settings
from django.db import transaction

from families import actions
from families.demo.awarded import award_last_year
from families.demo.current import rate_this_year
from families.demo.finished import rate_last_year
from families.demo.villages import (
    OWN_HOME,
    SIZES,
    demo_people,
    last_year_sizes,
    moment,
    register_all,
)
from families.models import Household
from portal import clock
from portal.access import Role, SystemActor, scope


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
    award_last_year(city, rate_last_year(city, actors, year - 1), year - 1)
    progress("上年评选", 2, 4)
    made += register_all(SIZES, actors=actors, city=city, at=moment(year, 2, 25))
    progress("今年新参加的家庭", 3, 4)
    rate_this_year(city, actors, people[Role.VILLAGE_WORKER], year)
    progress("今年评选", 4, 4)
    return made


@transaction.atomic
def own_home(actor, *, at):
    with scope(actor):
        row = Household.objects.visible_to(actor).get(sequence=OWN_HOME)
        actions.mark_home(household=row, account_id=actor.account_id, actor=actor, at=at)
