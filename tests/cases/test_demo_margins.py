"""What the demo city has before the plan, and the plan: together the printed margins of e5."""

from collections import Counter
from datetime import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from cases import demo
from cases.demo import moved_out, others, referrals
from cases.demo.city import margins
from cases.demo.city.known import known, states_of
from cases.demo.city.planning import plan
from cases.models import Case, CaseDeadline
from portal import clock
from portal.access import SystemActor, scope
from portal.demo import actions as accounts
from tests.factories.cast import CITY
from tests.factories.people import ROOT

pytestmark = pytest.mark.django_db
STORIES = {
    "2": others.PRESSED, "3": referrals.LAND, "4": referrals.WAGES, "5": others.UNPAID,
    "6": referrals.CHILD, "7": referrals.HARASSED, "8": others.BETROTHED, "9": others.MOTHER,
    "10": moved_out.POSTED, "11": others.ILL, "12": others.FATHER,
}  # fmt: skip


def quiet(*_):
    """No one is watching."""


# A Friday late in the year; the first days of one, when little of it has come in.
@pytest.fixture(params=[datetime(2026, 11, 27, 16), datetime(2027, 1, 6, 15)])
def today(request):
    with clock.at(timezone.make_aware(request.param)):
        yield clock.today()


@pytest.fixture
def told(key_ring, settings, today):
    """What the city has before the plan: by the story of each case its state, and `known()`."""
    settings.PORTAL_DEMO = True
    with scope(ROOT):
        accounts.seed_accounts(at=clock.now())
        actors = accounts.registrars()
    demo.seed_first_calls(actors=actors, progress=quiet)
    referrals.seed(actors=actors, progress=quiet)
    with transaction.atomic(), scope(SystemActor("演示", scope=CITY)):
        states = states_of()
        cases = Case.objects.filter(pk__in=states)
        return {case.story: states[case.pk] for case in cases}, known()


def late_ones():
    """Stories of cases a clock of which is over."""
    with transaction.atomic(), scope(SystemActor("演示", scope=CITY)):
        late = CaseDeadline.objects.standing().filter(strict_on__lt=clock.today())
        return {one.case.story for one in late.select_related("case")}


def test_first_calls_stories_and_plan_meet_every_margin(told, today):
    _, before = told
    city = [*before, *plan(today, before)]

    assert len(city) == 300
    assert Counter(case.state for case in city) == margins.STATES
    assert Counter(case.channel for case in city) == margins.CHANNELS
    assert Counter(case.colour for case in city if case.colour) == margins.COLOURS
    assisted = Counter(case.assistance for case in city if case.assistance)
    assert assisted == margins.ASSISTANCE
    assert Counter(case.unit for case in city) == {
        code: sum(years) for code, years in margins.UNITS.items()
    }
    assert Counter(case.category[:2] for case in city) == {
        code: sum(years) for code, years in margins.CLASSES.items()
    }


def test_each_of_the_twelve_stories_stands_where_it_is_said_to(told):
    states, _ = told

    assert {name: states[story] for name, story in STORIES.items()} == {
        "2": "answered", "3": "extended", "4": "archived", "5": "received", "6": "handling",
        "7": "received", "8": "archived", "9": "handling", "10": "closed", "11": "archived",
        "12": "closed",
    }  # fmt: skip
    # 张某 is to be reported to the leader, 樊某 to be screened: the clerk's own work of the tour.
    first = next(story for story in late_ones() if story not in STORIES.values())
    assert "醉酒" in first or "喝酒" in first
    assert late_ones() == {first, referrals.HARASSED}
