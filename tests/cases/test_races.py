"""Many at once: numbers without gap or double, one record from one form, one winner of an edit.

Beside each race stands the same one without its lock, which must go wrong: else the race was none.
"""

import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from cases import actions
from cases.choices import Outcome
from cases.models import Case, CaseCounter, Contact
from portal import clock
from portal.access import scope
from tests.conftest import ROOT
from tests.factories.cases import STORY, CallFactory, CaseFactory
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, GIVES_UP = 30, 5  # every fifth takes its write back: 20 %
POSTS, EDITORS = 20, 10
YEAR = 2026
FORM = {
    "phone": "10000020001",
    "relation": "self",
    "story": STORY,
    "safety": "safe",
    "first_step": "own",
    "channel": "call_12338",
    "sex": "female",
}


def all_at_once(number, work):
    """Run `work(index)` in so many threads that start together; their results."""
    barrier = Barrier(number)

    def one(index):
        try:
            barrier.wait(timeout=30)
            return work(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def rows(model, **wanted):
    with transaction.atomic(), scope(ROOT):
        return list(model.objects.filter(**wanted).order_by("pk"))


# ── Numbers ─────────────────────────────────────────────────────────────────────────────────────
def test_thirty_writers_of_whom_some_give_up_leave_no_gap_and_no_double(people):
    with transaction.atomic():
        call = CallFactory.build()

    def register(index):
        with transaction.atomic(), scope(people.clerk):
            actions.register_contact(
                call=call, outcome=Outcome.CASE, actor=people.clerk, at=clock.now()
            )
            if index % GIVES_UP == 0:
                transaction.set_rollback(True)

    all_at_once(WRITERS, register)

    sequences = sorted(case.sequence for case in rows(Case))
    assert sequences == list(range(1, WRITERS - WRITERS // GIVES_UP + 1))


def test_counties_do_not_wait_for_one_another(people):
    """The lock is one county's and year's: while one holds its number, the other takes its own."""

    def take(index):
        with transaction.atomic():
            number = actions.registration.next_number(("410402", "410403")[index], YEAR)
            both.wait(timeout=10)
            return number

    both = Barrier(2)

    assert all_at_once(2, take) == [1, 1]


def test_without_the_lock_the_same_writers_take_the_same_numbers(people):
    CaseCounter.objects.create(county_code="410402", year=YEAR)

    def take(index):
        with transaction.atomic():
            counter = CaseCounter.objects.get(county_code="410402", year=YEAR)
            time.sleep(0.05)
            counter.last += 1
            counter.save(update_fields=["last"])
            return counter.last

    assert max(Counter(all_at_once(WRITERS, take)).values()) > 1


# ── One form ────────────────────────────────────────────────────────────────────────────────────
def post_at_once(actor, key):
    """Twenty browsers of one person send the form at once; where each was led."""
    clients = [client_of(actor) for _ in range(POSTS)]

    def send(index):
        answer = clients[index].post("/cases/register/", FORM | {"once": key(index)})
        assert answer.status_code == 302
        return answer.headers["Location"]

    return all_at_once(POSTS, send)


def test_twenty_posts_of_one_form_make_one_case_and_lead_to_it(people):
    key = uuid.uuid4()

    led = post_at_once(people.clerk, lambda index: str(key))

    (case,) = rows(Case)
    assert len(rows(Contact)) == 1
    assert set(led) == {case.get_absolute_url()}


def test_twenty_posts_with_keys_of_their_own_make_twenty_cases(people):
    led = post_at_once(people.clerk, lambda index: str(uuid.uuid4()))

    assert len(rows(Case)) == len(set(led)) == POSTS


# ── One case ────────────────────────────────────────────────────────────────────────────────────
def edit(case, actor, story):
    """True for who saved, False for who came second."""
    values = {name: getattr(case, name) for name in actions.handling.EDITABLE} | {"story": story}
    try:
        with transaction.atomic(), scope(actor):
            actions.edit_case(
                case=case, actor=actor, at=clock.now(), version=case.version, values=values
            )
    except actions.Overtaken:
        return False
    return True


def test_of_ten_people_saving_at_once_one_wins_and_the_others_are_told(people):
    with transaction.atomic():
        case = CaseFactory(actor=people.clerk)

    won = all_at_once(EDITORS, lambda index: edit(case, people.clerk, f"第{index}位改过的内容"))

    (stands,) = rows(Case)
    assert won.count(True) == 1
    assert stands.story == f"第{won.index(True)}位改过的内容"
    assert stands.version == case.version + 1


def test_without_the_lock_ten_people_overwrite_one_another(people, monkeypatch):
    with transaction.atomic():
        case = CaseFactory(actor=people.clerk)

    def unlocked(case, actor):
        found = Case.objects.get(pk=case.pk)
        time.sleep(0.05)
        return found

    monkeypatch.setattr(actions.handling, "locked", unlocked)

    won = all_at_once(EDITORS, lambda index: edit(case, people.clerk, f"第{index}位改过的内容"))

    assert won.count(True) > 1
