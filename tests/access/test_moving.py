"""A case changes hands: what hangs on it follows, its past too; the old unit keeps nothing."""

import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import Case, Contact, Party
from portal.access import scope
from tests.access.test_second_lock import FOLLOWING
from tests.factories.cast import CITY, OTHER_COUNTY
from tests.factories.way import worked_on

pytestmark = pytest.mark.django_db


def move(case, target, actor):
    """How many cases moved."""
    with scope(actor), connection.cursor() as cursor:
        cursor.execute("SELECT move_case(%s, %s)", [case.pk, target])
        return cursor.fetchone()[0]


@pytest.fixture
def moved(scene):
    """The scene's case, handed from 新华区 to 卫东区 by the city."""
    worked_on(scene.case, scene.cast["clerk"])
    assert move(scene.case, OTHER_COUNTY, scene.cast["coordinator"]) == 1
    return scene


@pytest.mark.parametrize("model", FOLLOWING, ids=lambda model: model.__name__)
def test_what_hangs_on_the_case_moves_with_it(moved, model):
    for who, there in (("clerk", False), ("stranger", True), ("coordinator", True)):
        with scope(moved.cast[who]):
            assert model.objects.filter(case=moved.case.pk).exists() is there, who


def test_the_new_owner_sees_the_whole_past(moved):
    with scope(moved.cast["stranger"]):
        versions = Case.pgh_event_model.objects.filter(pgh_obj_id=moved.case.pk)

        assert versions.filter(unit_code="410402").exists()
        assert versions.filter(unit_code=OTHER_COUNTY).exists()
        assert Party.pgh_event_model.objects.exists()
    with scope(moved.cast["clerk"]):
        assert not Case.pgh_event_model.objects.exists()


def test_figures_stay_where_the_case_was_registered(moved):
    with scope(moved.cast["stranger"]):
        assert Case.objects.get(pk=moved.case.pk).registered_code == "410402"
        assert Contact.objects.get(case=moved.case.pk).registered_code == "410402"


def test_nobody_moves_a_case_that_is_not_hers(scene):
    assert move(scene.case, OTHER_COUNTY, scene.cast["stranger"]) == 0
    assert move(scene.case, OTHER_COUNTY, scene.cast["police"]) == 0
    assert move(scene.case, CITY, None) == 0

    with scope(scene.cast["clerk"]):
        assert Case.objects.get(pk=scene.case.pk).unit_code == "410402"


def test_a_child_cannot_stand_under_another_unit_than_its_case(scene):
    with transaction.atomic(), scope(scene.cast["clerk"]), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_party SET unit_code = '410402002' WHERE case_id = %s", [scene.case.pk]
        )

        with pytest.raises(IntegrityError, match="belongs_to_its_cases_unit"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
