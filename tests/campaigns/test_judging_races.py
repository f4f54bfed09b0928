"""Several hands on one judging: it is opened once, and nothing is handed in beside the result.

Beside each race stands the same one without its lock, which must go wrong.
"""

from threading import Barrier, Event

import pytest
from django.db import transaction

from campaigns import actions
from campaigns.actions import judges, scoring
from campaigns.models import ScoreSheet
from portal.access import scope
from portal.access.refusal import Refused
from tests.cases.test_races import all_at_once
from tests.factories.judging import FULL, bench_of, run

pytestmark = pytest.mark.django_db(transaction=True)
HERE, THERE = "410402", "410403"
OPENERS = 6


@pytest.fixture
def bench(scene):
    return bench_of(scene).begin()


def unlocked(monkeypatch):
    for module in (judges, scoring):
        monkeypatch.setattr(module, "hold", lambda judging, *, alone: None)


def opened(bench):
    """What came of so many clicks on 开始评审."""

    def one(index):
        try:
            run(bench.planner, actions.open_judging, judging=bench.judging)
        except Refused:
            return "refused"
        return "opened"

    return sorted(all_at_once(OPENERS, one))


def test_a_judging_is_opened_once(bench):
    for unit in (HERE, THERE):
        bench.check(unit)

    assert opened(bench) == ["opened"] + ["refused"] * (OPENERS - 1)
    with transaction.atomic(), scope(bench.planner):
        assert ScoreSheet.objects.filter(judging=bench.judging).count() == 2 * len(bench.judges)


def test_without_the_lock_several_open_it(bench, monkeypatch):
    unlocked(monkeypatch)
    together, facts_of = Barrier(OPENERS), judges.facts_of

    def all_have_read(*args):
        found = facts_of(*args)
        together.wait(timeout=20)
        return found

    for unit in (HERE, THERE):
        bench.check(unit)
    monkeypatch.setattr(judges, "facts_of", all_have_read)

    assert opened(bench).count("opened") > 1


def beside_the_result(bench, monkeypatch):
    """A judge hands in her last sheet while the result is being drawn."""
    bench.name([bench.late])
    bench.open()
    for judge in bench.judges:
        bench.score(judge, HERE)
        bench.score(judge, THERE, FULL | {"idea": 0})
    drawing, handed, told = Event(), Event(), scoring._told

    def slowly(*args):
        drawing.set()
        handed.wait(timeout=1)  # a lock lets nobody come in between, and this passes
        return told(*args)

    monkeypatch.setattr(scoring, "_told", slowly)

    def hand_in():
        drawing.wait(timeout=10)
        try:
            bench.score(bench.late, HERE)
        except Refused as refusal:
            return refusal.words
        finally:
            handed.set()
        return "handed in"

    def one(index):
        return hand_in() if index else bench.conclude((1, 1, 0)).number

    return all_at_once(2, one)


@pytest.fixture
def late(bench, scene):
    bench.late = scene.cast["police"]
    return bench


def test_nothing_is_handed_in_beside_the_result(late, monkeypatch):
    assert beside_the_result(late, monkeypatch) == [1, "评审已出结果，不能评分。"]


def test_without_the_lock_a_sheet_slips_in_that_no_result_counts(late, monkeypatch):
    unlocked(monkeypatch)

    assert beside_the_result(late, monkeypatch) == [1, "handed in"]
