"""Several numbers of a page are counted in one question."""

from datetime import date

import pytest

from portal import clock
from portal.access import scope
from portal.access.querysets import counts_of
from portal.desk import registry
from portal.ui import paging
from portal.units.models import Region, Unit
from tests.factories.cases import CaseFactory
from tests.factories.people import key_ring, people

__all__ = ["key_ring", "people"]

pytestmark = pytest.mark.django_db


def test_each_is_counted_in_one_question_and_nothing_counts_nothing(django_assert_num_queries):
    units, regions = Unit.objects.all(), Region.objects.filter(level="county")
    wanted = [units.count(), 0, regions.count()]

    with django_assert_num_queries(1):
        assert counts_of([units, units.none(), regions]) == wanted
    with django_assert_num_queries(0):
        assert counts_of([units.none()]) == [0]
        assert counts_of([]) == []
    assert wanted[0] > 0 < wanted[2]


def test_nothing_is_counted_further_than_is_told(monkeypatch):
    regions = Region.objects.all()
    monkeypatch.setattr(paging, "ENOUGH", 4)

    assert counts_of([regions, regions.filter(level="city")], most=4) == [4, 1]
    assert paging.capped_count(regions) == paging.capped(4) == "3＋"
    assert paging.capped(3) == "3"


def test_the_question_of_a_day_is_written_once_and_sees_what_came_since(people, monkeypatch):
    """For each person and each day one of its own."""
    written = []
    of = registry.Count.of
    monkeypatch.setattr(registry.Count, "of", lambda rows: written.append(1) or of(rows))
    registry._question.cache_clear()

    with scope(people.clerk):
        assert registry.todo_count(people.clerk) == 0
        CaseFactory(actor=people.clerk)
        assert registry.todo_count(people.clerk) == 1
    with scope(people.leader):
        registry.todo_count(people.leader)
    assert len(written) == 2
    with monkeypatch.context() as later:
        later.setattr(clock, "today", lambda: date(2031, 1, 1))
        registry.todo_count(people.leader)
    assert len(written) == 3
