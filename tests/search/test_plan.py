"""The token index is used under the function, whatever the planner would guess."""

import pytest
from django.db import connection, transaction

from portal.access import scope
from portal.search import finding
from portal.search.tokens import number

pytestmark = pytest.mark.django_db
ROWS = 12_000
NEWEST = 1000  # looked at to tell what is common
FILL = """
SELECT count(search_put('case', n, '410402', '2026-03-03'::timestamptz + n * interval '1 minute',
                        ARRAY[%s] || CASE WHEN n %% 3000 = 0 THEN ARRAY[%s] ELSE '{}' END))
  FROM generate_series(1, %s) AS n
"""
READ = """
SELECT seq_scan, idx_scan, idx_tup_fetch FROM pg_stat_xact_user_tables
 WHERE relname = 'search_entry'
"""


@pytest.fixture
def many(scene):
    """Twelve thousand entries say 家庭, four of them 柿子 as well."""
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk), connection.cursor() as cursor:
        cursor.execute(FILL, [number("b家庭"), number("b柿子"), ROWS])
        yield cursor


def read(cursor):
    cursor.execute(READ)
    return cursor.fetchone()


def test_a_rare_word_reads_the_rows_that_have_it_and_no_more(many):
    before = read(many)
    found = finding.search_ids("case", "柿子")
    after = read(many)

    assert found == [12_000, 9_000, 6_000, 3_000]
    assert after[0] == before[0]  # no walk through the table
    assert after[1] > before[1]
    assert after[2] - before[2] <= NEWEST + 20


def test_of_a_common_word_the_newest_are_found_without_reading_all(many):
    before = read(many)
    found = finding.search_ids("case", "家庭", most=100)
    after = read(many)

    assert found == list(range(ROWS, ROWS - 100, -1))
    assert after[0] == before[0]
    assert after[2] - before[2] < ROWS


def test_newer_entries_of_another_kind_do_not_stand_in_the_way(many):
    """Households of an import, registered after every case."""
    many.execute(
        "SELECT count(search_put('household', n, '410402', '2026-04-03', ARRAY[%s]))"
        "  FROM generate_series(1, %s) AS n",
        [number("b家庭"), 3 * NEWEST],
    )
    before = read(many)
    found = finding.search_ids("case", "家庭", most=100)
    after = read(many)

    assert found == list(range(ROWS, ROWS - 100, -1))
    assert after[2] - before[2] < 2 * NEWEST


def test_a_common_and_a_rare_word_together_are_rare(many):
    assert finding.search_ids("case", "家庭 柿子") == [12_000, 9_000, 6_000, 3_000]
