"""List = count = page = desk = export, for every role and every relation of a row to her."""

import re

import pytest

from portal.access import Permission, scope
from portal.desk import registry
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'href="/cases/(\w+-\d{4}-\d+)/"')


def pages_of(client, rows):
    """Which of the cases have a page for her."""
    return {
        case.number
        for case in rows.cases.values()
        if client.get(case.get_absolute_url()).status_code == 200
    }


@pytest.mark.usefixtures("told")
def test_the_list_its_count_and_the_pages_are_the_same_rows(rows):
    for who, actor in rows.actors.items():
        client, expected = client_of(actor), set(rows.expected(who).values())
        answer = client.get("/cases/")

        if not actor.can(Permission.CASE_VIEW):
            assert answer.status_code == 403, who
            assert pages_of(client, rows) == set() == expected, who
            continue
        assert set(NUMBER.findall(answer.content.decode())) == expected, who
        assert answer.context["total"] == str(len(expected)), who
        assert pages_of(client, rows) == expected, who


@pytest.mark.usefixtures("told")
def test_no_filter_of_the_list_shows_more_than_the_list(rows):
    filters = [{"q": "张"}, {"q": "1"}, {"status": "handling"}, {"period": "year"}, {"mine": "on"}]
    for who in ("coordinator", "clerk", "colleague", "viewer", "hotline", "stranger"):
        client, allowed = client_of(rows.actors[who]), set(rows.expected(who).values())
        for chosen in filters:
            found = set(NUMBER.findall(client.post("/cases/", chosen).content.decode()))
            assert found <= allowed, (who, chosen)


@pytest.mark.usefixtures("told")
def test_the_desk_counts_and_shows_only_what_the_list_holds(rows):
    for who, actor in rows.actors.items():
        allowed = set(rows.expected(who).values())
        page = client_of(actor).get("/").content.decode()
        with scope(actor):
            todos, total = registry.todos_for(actor, 100), registry.todo_count(actor)

        assert set(NUMBER.findall(page)) <= allowed, who
        assert len(todos) == total, who
        assert {
            NUMBER.search(f'href="{todo.url}"').group(1)
            for todo in todos
            if todo.url.startswith("/cases/")
        } <= allowed, who


def test_the_monthly_card_counts_what_the_list_shows(rows):
    for who in ("coordinator", "city_leader", "clerk", "colleague", "hotline", "stranger"):
        actor = rows.actors[who]
        with scope(actor):
            cards = {card.label: card.value for card in registry.cards_for(actor)}

        assert cards["本月登记"] == str(len(rows.expected(who))), who


def test_a_number_that_is_not_hers_and_one_never_given_look_the_same(rows):
    client = client_of(rows.actors["stranger"])

    hers = client.get(rows.cases["county"].get_absolute_url())
    never = client.get("/cases/410402-2026-99999/")

    assert (hers.status_code, hers.content) == (never.status_code, never.content)


@pytest.mark.parametrize("who", ["coordinator", "hotline", "stranger", "colleague"])
def test_no_post_reaches_a_case_that_is_not_hers(rows, who):
    client, actor = client_of(rows.actors[who]), rows.actors[who]
    hidden = [c for c in rows.cases.values() if c.number not in rows.expected(who).values()]
    note = {"handle-note": "改一改", "answer-note": "改一改", "void-note": "改一改"}

    for case in hidden:
        for verb in ("handle", "answer", "void", "recusals", "show/identity", "show/story"):
            answer = client.post(f"{case.get_absolute_url()}{verb}/", note | {"reason": "改一改"})
            assert answer.status_code == 404, (actor.name, verb)
