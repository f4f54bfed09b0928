"""阵地: kept by its unit and those above; 四有 is the coverage, 五个一 is counted apart."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from families import actions
from families.demo.stations import E8, of_county
from families.models import Station
from families.models.station import BASELINE, MODEL
from families.presenters.station import coverage
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.units.models import Unit
from tests.factories.cast import COUNTY, OTHER_COUNTY, TOWN
from tests.factories.scene import client_of, scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db
PLAIN = {"kind": "station", "name": "光明路街道维权站"}


def register(actor, code=TOWN, **values):
    with transaction.atomic(), scope(actor):
        return actions.register_station(
            unit=Unit.objects.get(code=code), values=PLAIN | values, actor=actor, at=clock.now()
        )


def everything(value=True):
    return dict.fromkeys((*BASELINE, *MODEL), value)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"model_level": "province"}, "示范站请填批准文号"),
        ({"approval": "妇字〔2024〕3号"}, "请选示范级别"),
        ({"kind": "shelter", "address": "某路1号"}, "庇护所的地址不登记在这里"),
    ],
)
def test_what_does_not_fit_together_is_refused(scene, values, words):
    with pytest.raises(Refused, match=words):
        register(scene.cast["clerk"], **values)


def test_two_open_stations_of_one_name_are_refused_a_closed_one_is_no_obstacle(scene):
    clerk = scene.cast["clerk"]
    first = register(clerk)
    with pytest.raises(Refused, match="已有同名的阵地"):
        register(clerk)
    with transaction.atomic(), scope(clerk):
        actions.close_station(station=first, on=date(2026, 3, 1), actor=clerk, at=clock.now())

    assert register(clerk).pk != first.pk


@pytest.mark.parametrize(
    ("who", "code", "may"),
    [
        ("clerk", TOWN, True), ("clerk", COUNTY, True), ("clerk", OTHER_COUNTY, False),
        ("town", TOWN, True), ("town", COUNTY, False), ("viewer", COUNTY, False),
        ("village", TOWN, False), ("police", TOWN, False), ("coordinator", OTHER_COUNTY, True),
    ],
)  # fmt: skip
def test_a_unit_keeps_its_own_and_those_below(scene, who, code, may):
    actor = scene.cast[who]
    if may:
        assert register(actor, code).unit_code == code
    else:
        with pytest.raises(Refused):
            register(actor, code)


def test_somebody_who_saved_meanwhile_is_not_written_over(scene):
    clerk = scene.cast["clerk"]
    station = register(clerk)
    whole = {name: getattr(station, name) for name in actions.STATION}

    def save(version):
        with transaction.atomic(), scope(clerk):
            return actions.edit_station(
                station=station, values=whole | {"phone": "0375-1"}, version=version,
                actor=clerk, at=clock.now(),
            )  # fmt: skip

    assert save(1).version == 2
    with pytest.raises(Refused, match="刚被别人改过"):
        save(1)


def test_the_neighbour_and_the_police_see_none(scene):
    register(scene.cast["clerk"])
    for who in ("stranger", "police", "sysadmin"):
        with transaction.atomic(), scope(scene.cast[who]):
            assert not Station.objects.exists(), who
    with transaction.atomic(), scope(scene.cast["clerk"]):
        assert Station.objects.exists()


def test_the_figures_of_the_demo_city_come_out(scene):
    """demo_city e8: 142/143, 四有 126 (88.1 %), 五个一 54 (and the hotline centres apart)."""
    coordinator = scene.cast["coordinator"]
    with transaction.atomic(), scope(coordinator):
        actions.close_station(
            station=scene.home.station, on=clock.today(), actor=coordinator, at=clock.now()
        )
    for code in E8:
        of_county(code, actor=coordinator, at=clock.now())
    with transaction.atomic(), scope(coordinator):
        total, *rows = coverage(coordinator, clock.today())

    assert (total.built, total.towns, total.built_share) == (142, 143, "99.3%")
    assert (total.baseline, total.baseline_share) == (126, "88.1%")
    assert (total.hotlines, total.model, total.province) == (11, 54, 6)
    assert (total.lawyers, total.agents, total.volunteers) == (92, 152, 2765)
    assert {row.code: row.baseline for row in rows} == {code: e[3] for code, e in E8.items()}


def test_what_a_county_typed_is_not_added_to_its_towns(scene):
    clerk, coordinator = scene.cast["clerk"], scene.cast["coordinator"]
    of_county(COUNTY, actor=coordinator, at=clock.now())
    with transaction.atomic(), scope(clerk):
        total, own, *towns = coverage(clerk, clock.today())

    assert (total.towns, own.towns, sum(row.towns for row in towns)) == (10, 0, 10)


def test_a_county_sees_its_towns_and_which_has_none(scene):
    clerk = scene.cast["clerk"]
    register(clerk, **everything())
    with transaction.atomic(), scope(clerk):
        rows = {row.code: row for row in coverage(clerk, clock.today())}

    assert (rows[TOWN].built, rows[TOWN].towns, rows[TOWN].baseline_share) == (1, 1, "100.0%")
    assert rows["410402003"].baseline_share == "0.0%"


def test_the_page_keeps_what_was_typed_when_it_refuses(scene):
    client = client_of(scene.cast["clerk"])
    unit = Unit.objects.get(code=TOWN).pk
    answer = client.post(
        reverse("families:station-new"), {"unit": unit, "model_level": "city", **PLAIN}
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "示范站请填批准文号" in page
    assert "光明路街道维权站" in page


def test_the_list_is_narrowed_by_what_a_station_has(scene):
    clerk = scene.cast["clerk"]
    whole = register(clerk, **everything())
    half = register(clerk, name="半站")
    client = client_of(clerk)
    closed = register(clerk, name="旧站")
    with transaction.atomic(), scope(clerk):
        actions.close_station(station=closed, on=date(2026, 3, 1), actor=clerk, at=clock.now())

    pages = {
        four: client.get(reverse("families:stations"), {"four": four}).content.decode()
        for four in ("full", "short", "model", "closed")
    }

    names = {"whole": whole.name, "half": half.name, "closed": closed.name}
    shown = {four: {who for who, name in names.items() if name in pages[four]} for four in pages}
    assert shown == {
        "full": {"whole"}, "short": {"half"}, "model": {"whole"}, "closed": {"closed"},
    }  # fmt: skip
