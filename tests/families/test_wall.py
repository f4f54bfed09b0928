"""The wall (security.md §1): that somebody asked for help leaves no trace in 平安家庭."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal import clock
from portal.access import scope
from tests.factories.cases import VIOLENCE, CallFactory, CaseFactory, category
from tests.factories.families import make_home, rate
from tests.factories.scene import client_of
from tests.guards import tree
from tests.guards.routes import routes

NOON = datetime(2026, 3, 20, 4, 0, tzinfo=UTC)
ROLES = ("village", "town", "clerk", "leader", "viewer", "coordinator", "city_leader", "stranger",
         "police", "hotline")  # fmt: skip
# Only these see no cases at all: every byte of the page is compared, the menu included.
WHOLE = {"village", "town"}
TOKEN = re.compile(rb'(csrfmiddlewaretoken" value=|name="once" value=)"[^"]*"')
MAIN = re.compile(rb"<main.*</main>", re.S)


def pages(home):
    """Every address of families that answers a GET, filled in for this household."""
    from django.urls import reverse

    for route in routes():
        if route.name.startswith("families:"):
            given = home.given(route)
            yield reverse(route.name, kwargs={name: given[name] for name in route.parameters})


def answers(cast, home):
    """{(role, address): what of the answer is compared}"""
    found = {}
    with clock.at(NOON):
        for role in ROLES:
            client = client_of(getattr(cast, role))
            for url in pages(home):
                answer = client.get(url)
                body = TOKEN.sub(b"", said(answer.content))
                main = MAIN.search(body)
                compared = body if role in WHOLE or main is None else main.group()
                found[role, url] = (answer.status_code, compared)
    return found


def said(body):
    """What is compared: of a sheet or a paper all but the moment it was made."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as packed:
        parts = [name for name in sorted(packed.namelist()) if not name.startswith("docProps/")]
        return b"".join(packed.read(name) for name in parts)


@pytest.mark.django_db
def test_a_case_about_a_member_changes_no_byte_for_anybody(cast):
    with clock.at(NOON):
        home = make_home(cast.village, cast.coordinator)
        rate(home.entry, cast.village, {"harmony": [4]}, own="98")
    head = home.household.head_name
    before = answers(cast, home)

    with clock.at(NOON):
        call = CallFactory(
            caller_name=head, category=category(VIOLENCE), place=home.household.region,
            story=f"{head}说昨夜又挨打，住{home.household.block}{home.household.door}。",
        )  # fmt: skip
        CaseFactory(actor=cast.clerk, call=call)
        CaseFactory(actor=cast.coordinator, call=call)
    after = answers(cast, home)

    assert [key for key in before if before[key] != after[key]] == []
    assert len({url for _, url in before}) > 25
    assert sum(status == 200 for status, _ in before.values()) > 80


@pytest.mark.django_db
def test_no_page_of_families_asks_a_table_of_cases(cast):
    home = make_home(cast.village, cast.coordinator)
    client = client_of(cast.town)

    with CaptureQueriesContext(connection) as asked:
        for url in pages(home):
            client.get(url)

    assert len(asked) > 100
    assert [q["sql"][:80] for q in asked if re.search(r"\bcases_", q["sql"])] == []


def test_no_model_of_families_points_at_a_case_and_no_case_at_a_household():
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model is not None
        and {model._meta.app_label, field.related_model._meta.app_label} == {"cases", "families"}
    ]

    assert pointing == []


def test_no_file_of_families_names_the_other_app():
    naming = [
        tree.name_of(path)
        for path in [*tree.python("families"), *tree.files("templates/families")]
        if re.search(r"\bfrom cases\b|\bimport cases\b|cases_\w+|['\"]cases[:.]", path.read_text())
    ]

    assert naming == []


@pytest.mark.django_db
def test_no_policy_or_key_of_families_reaches_over_the_wall(cast):
    with transaction.atomic(), scope(cast.clerk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_policies WHERE tablename LIKE 'families_%%'"
            " AND (qual LIKE '%%cases_%%' OR with_check LIKE '%%cases_%%')"
        )
        policies = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND ARRAY["
            "substring(conrelid::regclass::text from '^[a-z]+_'),"
            " substring(confrelid::regclass::text from '^[a-z]+_')] @> ARRAY['cases_', 'families_']"
        )
        keys = cursor.fetchone()[0]

    assert (policies, keys) == (0, 0)
