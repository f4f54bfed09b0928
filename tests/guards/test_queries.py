"""Each page asks the database a known number of times, whatever the number of rows.

The ceilings stand in tests/query_counts.json, where a change of one is read like a change of code.
`RECORD_QUERIES=1 python -m pytest tests/guards/test_queries.py` writes them anew.
"""

import json
import os

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal import clock
from portal.access import scope
from portal.access.checks import ensure_secure
from portal.audit import actions as audit
from portal.desk import actions as desk
from tests.access import matrix
from tests.factories.cases import CaseFactory
from tests.factories.stage import stage, undone
from tests.guards import tree
from tests.guards.routes import routes

__all__ = ["stage"]
FILE = tree.ROOT / "tests" / "query_counts.json"
RECORDING = os.environ.get("RECORD_QUERIES") == "1"
CEILINGS = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
# Whoever of these opens a page first is the one whose queries are counted.
READERS = ("clerk", "leader", "unit_admin", "sysadmin", "auditor", "anonymous")
TABLE = matrix.read()
# The desk, made of every subject's cards and to-dos, asks most.
MOST = 30
# Both more than the desk shows, so that it counts the rest both times.
FEW, MANY = 15, 60
SAVEPOINT = 2  # around each question, of the stage itself
GROWING = (("clerk", "/cases/"), ("clerk", "/"), ("clerk", "/cases/register/"),
           ("coordinator", "/cases/"), ("coordinator", "/"), ("clerk", "/notices/"),
           ("auditor", "/log/"), ("leader", "/log/"))  # fmt: skip


def pages():
    """(the route, who reads it) for each address that answers a GET with a page."""
    for route in routes():
        letters = TABLE.get(("GET", route.name), {})
        reader = next((who for who in READERS if letters.get(who) == "y"), None)
        if reader:
            yield route, reader


PAGES = list(pages())


@pytest.fixture(scope="module")
def moment(stage):
    return clock.now()


@pytest.fixture(autouse=True)
def in_one_minute(moment):
    """A session is written once a minute: on a slow machine that would count as well."""
    with clock.at(moment):
        yield


def queries(stage, who, url):
    """How many statements; what a process asks but once (the start-up check) is asked before."""
    with stage.unblock():
        ensure_secure()
    with stage.unblock(), CaptureQueriesContext(connection) as asked:
        answer = stage.ask(who, "GET", url)
    assert answer.status_code == 200, url
    return len(asked) - SAVEPOINT


def test_every_page_has_a_ceiling_and_no_ceiling_lacks_its_page(stage):
    names = sorted(route.name for route, _ in PAGES)
    if RECORDING:
        counts = {r.name: queries(stage, who, stage.address(r)) for r, who in PAGES}
        FILE.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return

    assert sorted(CEILINGS) == names


@pytest.mark.skipif(RECORDING, reason="the ceilings are being written")
@pytest.mark.parametrize(("route", "who"), PAGES, ids=[route.name for route, _ in PAGES])
def test_a_page_stays_under_its_ceiling(stage, route, who):
    assert queries(stage, who, stage.address(route)) <= CEILINGS[route.name] <= MOST


def grow(stage, number):
    """So many cases more at two desks, with a notice and a log entry each."""
    cast = stage.scene.cast
    for _ in range(number):
        case = CaseFactory(actor=cast["clerk"])
        CaseFactory(actor=cast["coordinator"])
        with transaction.atomic(), scope(cast["clerk"]):
            at = clock.now()
            desk.notify(accounts=[cast["clerk"].account_id], text=case.number, at=at)
            audit.record(actor=cast["clerk"], action="case.read", target=case, at=at)


def test_no_page_asks_more_often_because_there_are_more_rows(stage):
    counted = []
    with stage.unblock(), undone():
        for more in (FEW, MANY - FEW):
            grow(stage, more)
            counted.append({page: queries(stage, *page) for page in GROWING})

    assert counted[0] == counted[1]
