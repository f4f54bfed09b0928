"""Through the real middleware: a page that forgets its filter, a page that breaks half-way."""

import pytest
from django.db import connection, transaction
from django.test import override_settings

from cases.models import Case
from portal.access import scope
from portal.access.scope import READ
from portal.audit.models import LogEntry
from tests.conftest import ROOT
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bad_pages():
    with override_settings(ROOT_URLCONF="tests.access.forgetful_urls"):
        yield


def test_a_page_that_forgets_its_filter_shows_nobody_a_foreign_case(rows):
    for who, actor in rows.actors.items():
        answer = client_of(actor).get("/forgets/").json()
        expected = sorted(rows.expected(who).values())

        assert answer["numbers"] == expected, who
        assert answer["count"] == answer["contacts"] == len(answer["names"]) == len(expected), who


def test_the_clerk_of_another_county_and_the_police_see_nothing_of_it(scene):
    nothing = {"numbers": [], "count": 0, "contacts": 0, "names": []}

    assert client_of(scene.cast["clerk"]).get("/forgets/").json()["numbers"] == [scene.case.number]
    assert client_of(scene.cast["coordinator"]).get("/forgets/").json()["count"] == 1
    for who in ("stranger", "police", "branch", "sysadmin", "auditor"):
        assert client_of(scene.cast[who]).get("/forgets/").json() == nothing, who


def test_nobody_is_signed_in_for_nobody(scene):
    assert client_of(None).get("/forgets/").status_code == 302


@pytest.mark.parametrize(
    ("path", "status", "stays"),
    [("/breaks/", 500, False), ("/gives-up/", 503, False), ("/holds/", 204, True)],
)
def test_a_page_that_fails_takes_back_all_it_wrote(scene, path, status, stays):
    client = client_of(scene.cast["clerk"], raise_request_exception=False)

    answer = client.post(path)

    assert answer.status_code == status
    with scope(ROOT):
        assert LogEntry.objects.filter(action="test.half").exists() is stays
        assert Case.objects.filter(title="写了一半").exists() is stays


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/forgets/", "/breaks/"])
def test_no_scope_is_left_on_the_connection_after_a_request(scene, path):
    client = client_of(scene.cast["clerk"], raise_request_exception=False)
    client.get(path) if path == "/forgets/" else client.post(path)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(READ)
        assert {value or "" for value in cursor.fetchone()} == {""}


def test_a_right_taken_away_counts_at_the_next_click(scene):
    from portal.accounts.models import Posting

    clerk = scene.cast["clerk"]
    client = client_of(clerk)
    before = client.get("/forgets/").json()["count"]
    Posting.objects.filter(account=clerk.account_id).update(roles=["unit_administrator"])

    assert before == 1
    assert client.get("/forgets/").json()["count"] == 0
    assert client.get("/cases/").status_code == 403
