"""Cases that stand in every relation to the people of the cast, and who may see which.

The sentence of security.md §1 as a table: the same set of rows for a raw query, `visible_to`, the
list, its count and the page of each case.
"""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.db import transaction

from campaigns.holding import INTAKE
from campaigns.models import CaseReading, Overlap, Suggestion
from cases.models import Case, SavedFilter
from portal import clock
from portal.access import Actor, scope
from portal.accounts.models import Account
from portal.files.choices import FileRole
from tests.factories.cases import CaseFactory, ledgered, named, recused, stop_the_clock
from tests.factories.cast import CITY
from tests.factories.danger import watched
from tests.factories.families import a_row_of_each
from tests.factories.files import FileFactory
from tests.factories.judging import a_judging
from tests.factories.scene import Scene
from tests.factories.way import worked_on

# name of the row: how it came about, in `make_rows`. The scene's own case is `county`, from which
# `colleague` is recused.
OWN = {"county", "not_coordinator", "not_city"}
SEES: dict[str, set[str]] = {
    "coordinator": {"county", "city", "other"},
    "city_leader": {"county", "city", "other", "not_coordinator"},
    "hotline": {"city"},
    "clerk": OWN | {"named"},
    "leader": OWN | {"named"},
    "colleague": OWN - {"county"},
    "viewer": OWN,
    "town": set(),
    "village": set(),
    "police": set(),
    "police_leader": set(),
    "branch": set(),
    "unit_admin": set(),
    "sysadmin": set(),
    "secadmin": set(),
    "auditor": set(),
    "stranger": {"other"},
}


@dataclass(frozen=True)
class Rows:
    """`cases` by the names of SEES; `actors` is the cast and the colleague."""

    actors: dict[str, Actor]
    cases: dict[str, Case]

    def expected(self, who: str) -> dict[int, str]:
        """{id: number} of the cases that exist for this person."""
        return {self.cases[name].pk: self.cases[name].number for name in SEES[who]}


def make_rows(scene: Scene) -> Rows:
    cast = SimpleNamespace(**scene.cast)
    coordinator = Account.objects.get(pk=cast.coordinator.account_id)
    cases = {
        "county": scene.case,
        "city": CaseFactory(actor=cast.coordinator),
        "other": CaseFactory(actor=cast.stranger),
        "named": named(CaseFactory(actor=cast.clerk), leader=cast.leader),
        "not_coordinator": recused(
            CaseFactory(actor=cast.clerk), by=cast.clerk, account=coordinator
        ),
        "not_city": recused(CaseFactory(actor=cast.clerk), by=cast.leader, unit_code=CITY),
    }
    owners = {"city": cast.coordinator, "other": cast.stranger}
    for name, case in cases.items():
        worked_on(case, owners.get(name, cast.clerk))
        if name != "county":  # the scene's own has them
            stop_the_clock(case, by=owners.get(name, cast.clerk), asked_by=cast.leader)
            watched(case, by=owners.get(name, cast.clerk))
            ledgered(case, by=owners.get(name, cast.clerk))
    for name, who in (("city", cast.coordinator), ("other", cast.stranger), ("named", cast.leader),
                      ("not_coordinator", cast.clerk), ("not_city", cast.clerk)):  # fmt: skip
        with transaction.atomic(), scope(who):
            FileFactory(record=cases[name], actor=who)
    of_other_apps(scene, cast)
    return Rows(scene.cast | {"colleague": scene.colleague}, cases)


def of_other_apps(scene: Scene, cast: SimpleNamespace) -> None:
    """A row of each table in which the scene has none."""
    a_row_of_each(scene.home, cast.clerk, cast.coordinator)
    at, clerk = clock.now(), cast.clerk
    with transaction.atomic(), scope(clerk):
        SavedFilter.objects.create(
            account_id=clerk.account_id, unit_code=clerk.unit_code, name="家暴", at=at,
            params={"status": "open"},
        )  # fmt: skip
        Suggestion.objects.create(
            campaign=scene.asked.campaign, unit_code=clerk.unit_code, unit_name=clerk.unit_name,
            problem="彩礼", proposal="立约", sent_to="民政局", sent_on=clock.day_of(at), made_at=at,
            made_by_id=clerk.account_id, made_by_name=clerk.name,
        )  # fmt: skip
    with transaction.atomic(), scope(cast.coordinator):
        CaseReading.objects.create(
            duty=scene.written.case, unit_code=scene.written.case.unit_code, mark="recommended",
            at=at, by_id=cast.coordinator.account_id,
        )  # fmt: skip
        Overlap.objects.create(
            campaign=scene.asked.campaign, unit_code=CITY, title="同一场活动",
            held_on=clock.day_of(at),
            kept=scene.written.case, taken=scene.written.report, figures={"P01": "1"}, at=at,
            by_id=cast.coordinator.account_id, by_name=cast.coordinator.name,
        )  # fmt: skip
        a_judging(scene, cast.coordinator, cast.police)
        FileFactory(
            holder=INTAKE, record=scene.asked.campaign, actor=cast.coordinator, role=FileRole.PLAIN
        )


@pytest.fixture
def rows(scene):
    return make_rows(scene)
