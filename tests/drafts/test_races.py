"""Twenty posts of one form at once make one record; without the key they make twenty."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from portal import clock
from portal.access import scope
from portal.audit import actions as audit
from portal.audit.models import LogEntry
from portal.drafts import actions
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
POSTS = 20


def post_at_once(people, send):
    """Run `send(actor)` in POSTS threads that start together, each in a transaction of its own."""
    barrier = Barrier(POSTS)

    def one(_):
        try:
            barrier.wait(timeout=30)
            with transaction.atomic(), scope(people.clerk):
                return send(people.clerk)
        finally:
            connection.close()

    with ThreadPoolExecutor(POSTS) as pool:
        return list(pool.map(one, range(POSTS)))


def write(actor):
    entry = audit.record(actor=actor, action="test.made", at=clock.now())
    return f"/made/{entry.pk}/"


def made():
    with transaction.atomic(), scope(ROOT):
        return LogEntry.objects.filter(action="test.made").count()


def test_twenty_posts_at_once_make_one_record_and_lead_to_it(people):
    key = uuid.uuid4()

    urls = post_at_once(
        people,
        lambda actor: actions.submit(
            actor=actor, at=clock.now(), key=key, work=lambda: write(actor)
        ),
    )

    assert made() == 1
    assert len(set(urls)) == 1


def test_without_the_key_twenty_posts_make_twenty_records(people):
    post_at_once(people, write)

    assert made() == POSTS


def test_a_twin_goes_first_when_the_first_is_rolled_back(people):
    key, firsts = uuid.uuid4(), []

    def send(actor):
        if actions.once(key=key, actor=actor, at=clock.now()) is not None:
            return "late"
        firsts.append(actor)
        if len(firsts) == 1:
            transaction.set_rollback(True)
            return "rolled back"
        url = write(actor)
        actions.finish(key=key, actor=actor, url=url)
        return "made"

    results = post_at_once(people, send)

    assert results.count("rolled back") == 1
    assert results.count("made") == 1
    assert made() == 1


def test_two_tabs_saving_at_once_keep_one_draft(people):
    actions.registry.register_form("test-race", fields={"story"})

    post_at_once(
        people,
        lambda actor: actions.keep(
            form="test-race", values={"story": ["甲"]}, actor=actor, at=clock.now()
        ),
    )

    with transaction.atomic(), scope(people.clerk):
        assert actions.Draft.objects.visible_to(people.clerk).count() == 1
