"""What a test wrote that is not rolled back is gone before the next."""

import pytest

from cases.models import Case
from portal.units.models import Unit
from tests import database
from tests.factories.scene import scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db(transaction=True)


UNIT_KEY = f"SELECT nextval(pg_get_serial_sequence('{Unit._meta.db_table}', 'id'))"


def counted():
    """{table that tests write into: its rows}, of those that have any."""
    with database.unbound() as cursor:
        found = {}
        for table in database.filled(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own name
            found[table] = cursor.fetchone()[0]
    return {table: rows for table, rows in found.items() if rows}


def next_key():
    with database.unbound() as cursor:
        cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{Case._meta.db_table}', 'id'))")
        return cursor.fetchone()[0]


def test_only_the_shipped_standards_are_left_and_keys_begin_anew(scene):
    before = counted()

    database.flush()

    assert before["cases_case"] > 0
    assert all(table.startswith("families_standard") for table in counted())
    assert next_key() == 1


def test_the_slower_way_leaves_the_same(scene, monkeypatch):
    database.flush()
    swept = counted()
    with monkeypatch.context() as poorer:
        poorer.delenv(database.ADMIN)
        database.flush()

    assert counted() == swept
    assert next_key() == 1


def test_the_scene_is_poured_in_whole_again_and_again(scene, standing):
    first = counted()

    standing.rows.pour()

    assert counted() == first
    assert first["cases_case"] == 1
    assert next_key() == scene.case.pk + 1


def test_keys_of_the_reference_data_go_on_from_where_they_are(scene, standing):
    """An import before it may have left units that no flush takes away."""
    with database.unbound() as cursor:
        cursor.execute(UNIT_KEY)
        (before,) = cursor.fetchone()
    standing.rows.pour()

    with database.unbound() as cursor:
        cursor.execute(UNIT_KEY)
        assert cursor.fetchone()[0] == before + 1
