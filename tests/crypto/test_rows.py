"""Whole columns in one statement: what comes out is what bulk_create would have written."""

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, transaction

from families.models import Household
from portal import clock
from portal.access import scope
from portal.crypto.rows import insert_rows
from portal.units.models import Unit
from tests.factories.cast import CAST
from tests.factories.families import VILLAGE
from tests.factories.people import ROOT, key_ring, make_person

__all__ = ["key_ring"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(db, key_ring):
    with transaction.atomic(), scope(ROOT):
        return make_person(CAST["village"])


def put(keeper, code=VILLAGE, **columns):
    given = {"head_name": ["崔秋禾", "方桂香"], "door": ["1室", ""], "sequence": [1, 2]} | columns
    numbers = [f"{code}-{sequence}" for sequence in given["sequence"]]
    same = {
        "unit_code": code, "registered_code": code, "members": 3, "kind": "community",
        "status": "active", "joined_year": 2026, "registered_at": clock.now(),
        "registered_by_id": keeper.account_id,
        "region_id": Unit.objects.get(code=VILLAGE).region_id,
    }  # fmt: skip
    with transaction.atomic(), scope(keeper):
        return insert_rows(Household, columns=given | {"number": numbers}, same=same)


def test_rows_come_in_order_with_their_secrets_defaults_and_history(keeper):
    keys = put(keeper)

    with transaction.atomic(), scope(keeper):
        rows = list(Household.objects.order_by("pk"))
        history = apps.get_model("families.HouseholdEvent").objects.count()
    assert [row.pk for row in rows] == keys
    assert [(r.head_name, r.door, r.phone, r.version) for r in rows] == [
        ("崔秋禾", "1室", "", 1), ("方桂香", "", "", 1),
    ]  # fmt: skip
    assert rows[0].seal != rows[1].seal
    assert history == 2


def test_nothing_is_cut_and_nothing_passes_the_locks(keeper):
    with pytest.raises(DataError):
        put(keeper, head_name=["长" * 31, "方桂香"])
    with pytest.raises(IntegrityError):
        put(keeper, sequence=[1, 1])
    with pytest.raises(Exception, match="row-level security"):
        put(keeper, code="410403001001")


def test_a_model_with_a_blind_index_cannot_come_in_this_way(keeper):
    from cases.models import Contact, Party

    model = next(m for m in (Party, Contact) if any(
        type(field).__name__ == "BlindIndexField" for field in m._meta.fields))  # fmt: skip
    with pytest.raises(TypeError):
        insert_rows(model, columns={"unit_code": [VILLAGE]})


def test_no_row_is_no_statement(keeper, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_rows(Household, columns={"head_name": []}) == []
