"""An address looks like every other address; what a GET may change is watched in the matrix."""

import re

import pytest
from django.db import connection

from tests.guards.reading import changes
from tests.guards.routes import ours

SHAPE = re.compile(r"(?:(?:[a-z]+(?:-[a-z]+)*|<\w+:\w+>)/)*")


def test_addresses_have_hyphens_and_a_slash_at_the_end():
    odd = [route.path for route in ours() if not SHAPE.fullmatch(route.path)]

    assert odd == ["healthz"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT 1 FROM desk_notice FOR UPDATE", set()),
        ("UPDATE desk_notice SET text = 'x' WHERE false", {"desk_notice"}),
        ("SELECT 1; DELETE FROM desk_notice WHERE false", {"desk_notice"}),
    ],
)
def test_the_watch_over_changes_sees_them(sql, tables):
    with changes() as found, connection.cursor() as cursor:
        cursor.execute(sql)

    assert found == tables
