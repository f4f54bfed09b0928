"""Many households rated at once: the same result as one by one, in the same few statements."""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from families import actions
from families.actions.rating import Sheet
from families.choices import EntryState, Stage
from families.models import HouseholdHappening, StageScore
from portal import clock
from portal.access import scope
from tests.factories.families import VILLAGE, a_round, again, do, entries, households, rate

pytestmark = pytest.mark.django_db
SCORE = ("stage", "answers", "points", "goods", "stars", "note", "is_on_behalf", "for_code")


def rated(year, actor, rows):
    """The rows rated together, and how many statements it took."""
    with transaction.atomic(), scope(actor), CaptureQueriesContext(connection) as asked:
        done = actions.rate_rows(
            rows=rows, round_=year, village=VILLAGE, actor=actor, at=clock.now()
        )
    return done, len(asked)


def scores_of(entry, actor):
    with transaction.atomic(), scope(actor):
        return list(StageScore.objects.filter(entry=entry).order_by("stage").values(*SCORE))


def test_together_gives_what_one_by_one_gives(cast):
    households(cast.village, count=2)
    year = a_round(cast.coordinator)
    first, second = entries(year, cast.village)
    lost, own = {"safety": [0, 1]}, Decimal(98)
    rate(first, cast.village, lost, own="98")

    rated(year, cast.village, {second.pk: Sheet(answers=lost, own_points=own)})
    rated(year, cast.village, {second.pk: Sheet(answers=lost)})  # again: its own points stay

    assert scores_of(second, cast.village) == scores_of(first, cast.village)
    first, second = again(first, cast.village), again(second, cast.village)
    result = ("points", "stars", "level", "stage", "finding")
    assert [getattr(second, name) for name in result] == [getattr(first, name) for name in result]
    assert second.version == first.version + 1
    with transaction.atomic(), scope(cast.village):
        lines = HouseholdHappening.objects.filter(household=second.household, verb="score")
        assert lines.count() == 2


def test_a_bad_row_stays_out_and_a_large_village_takes_no_more_statements(cast):
    households(cast.village, count=12)
    year = a_round(cast.coordinator)
    few, many = entries(year, cast.village)[:3], entries(year, cast.village)[3:]
    bad = many[4]

    _, small = rated(year, cast.village, {entry.pk: Sheet() for entry in few})
    sheets = {entry.pk: Sheet() for entry in many} | {bad.pk: Sheet(is_declared=False)}
    done, large = rated(year, cast.village, sheets)

    assert (done.kept, {pk: refusal.field for pk, refusal in done.wrong.items()}) == (
        8, {bad.pk: "is_declared"},
    )  # fmt: skip
    assert scores_of(bad, cast.village) == []
    assert again(bad, cast.village).version == 1
    assert large == small


def test_the_town_agrees_with_what_it_has_not_rated_itself(cast):
    households(cast.village, count=3)
    year = a_round(cast.coordinator)
    rows = entries(year, cast.village)
    for entry in rows:
        rate(entry, cast.village, {"home": [0]}, own="98")
    do("hand_in", cast.village, round_=year, stage=Stage.VILLAGE, area=VILLAGE)
    rate(rows[0], cast.town, {"home": [0, 1]}, note="核对后")
    do("withdraw", cast.town, entry=rows[2])

    done = do("agree", cast.town, round_=year, stage=Stage.TOWN, area=VILLAGE[:9])

    assert (done.kept, done.wrong) == (1, {})
    assert [int(again(row, cast.town).points) for row in rows] == [96, 98, 98]
    assert again(rows[2], cast.town).state == EntryState.WITHDRAWN
    assert [found["stage"] for found in scores_of(rows[2], cast.town)] == ["self", "village"]
