"""The demo city reported its last quarter: the numbers of that day, to be compared with now."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from cases.demo import issued
from cases.models import FiguresIssue
from portal import clock
from portal.access import scope
from tests.factories.scene import client_of


@pytest.mark.django_db
def test_the_demo_reports_the_last_quarter_once(people, monkeypatch):
    said, city = [], people.coordinator
    actors = {"410402": people.clerk, "410403": people.stranger, "4104": city}
    monkeypatch.setattr(issued, "clerk_of", lambda code, actors: actors[code])

    def seed():
        return issued.seed(actors=actors, progress=lambda *given: said.append(given))

    with clock.at(datetime(2026, 1, 5, 4, tzinfo=UTC)):
        assert (seed(), seed()) == (3, 0)
    with transaction.atomic(), scope(city):
        made = list(FiguresIssue.objects.order_by("pk"))

    assert [(one.scope_code, one.period) for one in made] == [
        ("410402", "2025-Q4"), ("410403", "2025-Q4"), ("4104", "2025-Q4"),
    ]  # fmt: skip
    page = client_of(city).get(f"/cases/figures/issued/{made[2].pk}/")
    assert "2025年第四季度" in page.content.decode()
    assert len(said) == 3
