"""Activities: who writes them down, what is asked once, what is never blocked."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from campaigns import actions
from campaigns.models import Activity, ActivityFigure, TallyTap
from campaigns.rules import activities as rules
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from tests.campaigns.shared import scene, stage
from tests.factories.cast import CITY, COUNTY, OTHER_COUNTY, POLICE, POLICE_BRANCH, TOWN, VILLAGE
from tests.factories.materials import FAIR, make_activity
from tests.factories.scene import client_of

__all__ = ["scene", "stage"]
# Whose activities a person may write down: her own unit's, and those of the federation below it.
WRITES = {
    "coordinator": {CITY},
    "city_leader": {CITY},
    "clerk": {COUNTY, TOWN, VILLAGE},
    "leader": {COUNTY, TOWN, VILLAGE},
    "town": {TOWN, VILLAGE},
    "village": {VILLAGE},
    "police": {POLICE},
    "police_leader": {POLICE},
    "branch": {POLICE_BRANCH},
    "stranger": {OTHER_COUNTY},
}
UNITS = {CITY, COUNTY, OTHER_COUNTY, TOWN, VILLAGE, POLICE, POLICE_BRANCH}


def test_an_activity_is_written_down_by_its_unit_or_the_federation_over_it(scene):
    for who, actor in scene.cast.items():
        allowed = {code for code in UNITS if rules.write_refusal(actor, code) is None}

        assert allowed == WRITES.get(who, set()), who


def test_a_county_records_for_a_town_and_the_town_sees_it(scene):
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        activity = actions.record_activity(
            unit_code=TOWN, occasion=FAIR, actor=clerk, at=clock.now()
        )

    for who, sees in (("town", True), ("coordinator", True), ("stranger", False)):
        actor = scene.cast[who]
        with transaction.atomic(), scope(actor):
            visible = Activity.objects.visible_to(actor)
            assert visible.filter(pk=activity.pk).exists() is sees, who


def test_a_day_to_come_is_refused_by_name_of_the_field(scene):
    clerk = scene.cast["clerk"]
    tomorrow = replace(FAIR, held_on=clock.today() + timedelta(days=1))

    with pytest.raises(Refused) as refused, transaction.atomic(), scope(clerk):
        actions.record_activity(
            unit_code=clerk.unit_code, occasion=tomorrow, actor=clerk, at=clock.now()
        )

    assert refused.value.field == "held_on"


def test_a_batch_of_taps_that_arrives_twice_counts_once(scene):
    clerk, key = scene.cast["clerk"], uuid4()

    def tap(amount, key):
        with transaction.atomic(), scope(clerk):
            return actions.count_taps(
                activity=scene.written.activity, code="C01", amount=amount, key=key, codes=["C01"],
                actor=clerk, at=clock.now(),
            ).value  # fmt: skip

    assert tap(7, key) == 92
    assert tap(7, key) == 92
    assert tap(-200, uuid4()) == 0
    with transaction.atomic(), scope(clerk):
        assert TallyTap.objects.filter(activity=scene.written.activity).count() == 2


def test_taps_on_what_is_not_asked_are_refused(scene):
    clerk = scene.cast["clerk"]
    activity = scene.written.activity
    for code, amount in (("P14", 1), ("C01", 0), ("C01", 201)):
        with pytest.raises(Refused), transaction.atomic(), scope(clerk):
            actions.count_taps(
                activity=activity, code=code, amount=amount, key=uuid4(), codes=["C01"],
                actor=clerk, at=clock.now(),
            )  # fmt: skip


def test_who_saves_second_is_told_and_nothing_is_overwritten(scene):
    clerk = scene.cast["clerk"]

    def change(version, title):
        with transaction.atomic(), scope(clerk):
            return actions.change_activity(
                activity=scene.written.activity, occasion=replace(FAIR, title=title, figures={}),
                version=version, actor=clerk, at=clock.now(),
            )  # fmt: skip

    change(1, "改过的名称")
    with pytest.raises(Refused, match="刚刚有人改过"):
        change(1, "后来的名称")

    with transaction.atomic(), scope(clerk):
        assert Activity.objects.get(pk=scene.written.activity.pk).title == "改过的名称"
        assert not ActivityFigure.objects.filter(activity=scene.written.activity).exists()


SENT = {
    "title": "法律赶大集",
    "held_on": "2026-03-06",
    "place": "诸葛庙街广场",
    "held_as": ["fair"],
}


def test_a_perhaps_twin_and_empty_figures_are_asked_once_and_never_blocked(scene):
    browser = client_of(scene.cast["clerk"])
    url = "/campaigns/activities/new/"

    asked = browser.post(url, SENT | {"once": str(uuid4())})
    kept = browser.post(url, SENT | {"once": str(uuid4()), "sure": "yes"})

    assert asked.status_code == 422
    assert "可能已经记过" in asked.content.decode()
    assert "都按0记吗" in asked.content.decode()
    assert kept.status_code == 302
    with transaction.atomic(), scope(scene.cast["clerk"]):
        assert Activity.objects.filter(title="法律赶大集").count() == 2


@pytest.mark.usefixtures("told")
def test_the_same_again_takes_all_but_day_and_figures(scene):
    page = client_of(scene.cast["clerk"]).get(
        f"/campaigns/activities/new/?like={scene.written.activity.pk}"
    )
    form = page.context["form"]

    assert form.initial["title"] == FAIR.title
    assert form.initial["held_as"] == ["fair"]
    assert form.initial["held_on"] == clock.today()
    assert not any(name.startswith("f-") for name in form.initial)


def test_a_withdrawn_activity_is_counted_nowhere_and_stays_written(scene):
    clerk = scene.cast["clerk"]
    make_activity(clerk)
    with transaction.atomic(), scope(clerk):
        actions.withdraw_activity(activity=scene.written.activity, actor=clerk, at=clock.now())
        standing = Activity.objects.visible_to(clerk).standing()

        assert scene.written.activity.pk not in standing.values_list("pk", flat=True)
        assert ActivityFigure.objects.get(
            activity=scene.written.activity, code="P02"
        ).value == Decimal(600)
