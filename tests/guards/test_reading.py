"""A GET changes nothing but the log; an address looks like every other address."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access import matrix
from tests.factories.stage import stage
from tests.guards.routes import ours, routes

__all__ = ["stage"]
READERS = ("clerk", "leader", "unit_admin", "sysadmin", "auditor")
# pghistory puts its own SELECT before a change: the statement may stand after a semicolon.
CHANGE = re.compile(r'(?:^|;)\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
# The log of what was read, and the session that says when she was last seen.
KEPT = {"audit_logentry", "django_session"}
# One by one: what a GET prepares for the POST that follows.
PREPARES = {"accounts:second-factor-set": {"otp_totp_totpdevice"}}
SHAPE = re.compile(r"(?:(?:[a-z]+(?:-[a-z]+)*|<\w+:\w+>)/)*")


@pytest.mark.parametrize("route", routes(), ids=[route.name for route in routes()])
def test_a_get_writes_nothing_but_the_log(stage, route):
    url, letters = stage.address(route), matrix.read().get(("GET", route.name), {})
    changed = set()
    for who in READERS:
        if letters.get(who) != "y":
            continue
        connection.queries_log.clear()  # it holds 9,000 and warns of more
        with stage.unblock(), CaptureQueriesContext(connection) as asked:
            stage.ask(who, "GET", url)
        changed |= {found.group(1) for q in asked if (found := CHANGE.search(q["sql"]))}

    assert changed - KEPT <= PREPARES.get(route.name, set())


def test_addresses_have_hyphens_and_a_slash_at_the_end():
    odd = [route.path for route in ours() if not SHAPE.fullmatch(route.path)]

    assert odd == ["healthz"]
