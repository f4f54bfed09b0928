"""The house does not open with a broken lock."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from portal.access import checks
from tests.database import as_owner
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db(transaction=True)
BREACHES = {
    "DROP POLICY scope ON cases_case": "cases_case: policies missing: scope",
    "DROP POLICY recusal ON cases_case": "cases_case: policies missing: recusal",
    "DROP POLICY label ON cases_case": "cases_case: policies missing: label",
    "DROP POLICY follow ON cases_party": "cases_party: policies missing: follow",
    "DROP POLICY read ON desk_notice": "desk_notice: policies missing: read",
    "DROP POLICY follow ON cases_caseevent": "cases_caseevent: policies missing: follow",
    "ALTER TABLE cases_contact NO FORCE ROW LEVEL SECURITY": "cases_contact: row security",
    "ALTER TABLE audit_logentry DISABLE ROW LEVEL SECURITY": "audit_logentry: row security",
    "ALTER POLICY scope ON cases_case USING (true)": "cases_case: policies that do not ask: scope",
    "ALTER POLICY label ON cases_case USING (true)": "cases_case: policies that do not ask: label",
    "ALTER POLICY follow ON cases_party USING (true) WITH CHECK (true)": "cases_party: policies",
    "CREATE POLICY oops ON cases_case USING (true)": "cases_case: ",
}


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    monkeypatch.setattr(checks, "_passed", False)


def test_the_house_opens_with_all_locks_in_place():
    checks.ensure_secure()

    assert checks._passed


@pytest.mark.parametrize("statement", BREACHES)
def test_the_house_stays_shut_with_one_lock_missing(statement):
    """As the owner, in a transaction that is taken back: the next test finds the lock again."""
    with as_owner(), transaction.atomic():
        connection.cursor().execute(statement)

        with pytest.raises(ImproperlyConfigured) as refusal:
            checks.ensure_secure()
        transaction.set_rollback(True)

    assert BREACHES[statement] in str(refusal.value)
    assert not checks._passed


def test_the_house_stays_shut_for_a_role_that_may_bypass(monkeypatch):
    monkeypatch.setattr(checks, "ROLE", "SELECT true")

    with pytest.raises(ImproperlyConfigured, match="may bypass"):
        checks.ensure_secure()


def test_no_page_is_served_with_a_broken_lock(monkeypatch, people):
    monkeypatch.setattr(checks, "undeclared", lambda: ["a_table: no row_security kind"])
    client = client_of(people.clerk, raise_request_exception=False)

    answer = client.get("/")

    assert answer.status_code == 500
    assert "a_table" not in answer.content.decode()
    assert client.get("/healthz").status_code == 200
