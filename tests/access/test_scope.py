"""The scope of a transaction, the web's own role, and what may only grow."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from portal.access import scope
from portal.access.row_security import History, Log, kind_of
from portal.access.scope import READ, ScopeOutsideTransaction

pytestmark = pytest.mark.django_db


def settings_now():
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return [value or "" for value in cursor.fetchone()]


def test_the_suite_runs_as_the_webs_unprivileged_role():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("portal_app", False, False)


@pytest.mark.django_db(transaction=True)
def test_a_scope_outside_a_transaction_is_refused(people):
    with pytest.raises(ScopeOutsideTransaction), scope(people.clerk):
        pass


@pytest.mark.django_db(transaction=True)
def test_a_scope_ends_with_its_transaction(people):
    with transaction.atomic(), scope(people.clerk):
        assert settings_now()[0] == "410402"

    assert set(settings_now()) == {""}


def test_the_earlier_scope_is_put_back(people):
    with scope(people.clerk):
        before = settings_now()
        with scope(people.stranger):
            inside = settings_now()
        assert settings_now() == before

    assert (before[0], inside[0], settings_now()[0]) == ("410402", "410403", "")


def test_the_earlier_scope_is_put_back_after_an_error(people):
    with scope(people.clerk):
        with pytest.raises(ZeroDivisionError), scope(people.stranger):
            raise ZeroDivisionError
        assert settings_now()[0] == "410402"


def test_the_earlier_scope_is_put_back_after_a_failed_statement(people):
    with scope(people.clerk):
        with pytest.raises(ProgrammingError), transaction.atomic(), scope(people.stranger):
            connection.cursor().execute("SELECT * FROM no_such_table")
        assert settings_now()[0] == "410402"


@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize(
    "model",
    [
        model
        for model in apps.get_models()
        if isinstance(kind_of(model), Log | History) or getattr(model, "append_only", False)
    ],
    ids=lambda model: model._meta.db_table,
)
def test_what_may_only_grow_is_neither_changed_nor_dropped(root, model, verb):
    key = connection.ops.quote_name(model._meta.pk.column)
    statement = verb.format(model._meta.db_table, key, key)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
