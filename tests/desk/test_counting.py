"""Several numbers of a page are counted in one question."""

import pytest

from portal.access.querysets import count_together, counts_of
from portal.ui import paging
from portal.units.models import Region, Unit

pytestmark = pytest.mark.django_db


def test_each_is_counted_in_one_question_and_nothing_counts_nothing(django_assert_num_queries):
    units, regions = Unit.objects.all(), Region.objects.filter(level="county")
    wanted = [units.count(), 0, regions.count()]

    with django_assert_num_queries(1):
        assert counts_of([units, units.none(), regions]) == wanted
    with django_assert_num_queries(0):
        assert counts_of([units.none()]) == [0]
        assert count_together([]) == 0
    assert count_together([units, regions]) == sum(wanted)
    assert wanted[0] > 0 < wanted[2]


def test_nothing_is_counted_further_than_is_told(monkeypatch):
    regions = Region.objects.all()
    monkeypatch.setattr(paging, "ENOUGH", 4)

    assert counts_of([regions, regions.filter(level="city")], most=4) == [4, 1]
    assert paging.capped_count(regions) == paging.capped(4) == "3＋"
    assert paging.capped(3) == "3"
