"""The two papers for the court: what stands in them, and what never does."""

import pytest
from django.db import transaction

from cases.demo.safety import keep_safe
from cases.papers.safety import EXTRACT, ORDER_APPLICATION
from portal import clock
from portal.access import scope
from portal.papers.document import Table, Text
from tests.cases.conftest import AT
from tests.factories.danger import watched

pytestmark = pytest.mark.django_db
SECRET = ("10000000912", "市庇护所三楼", "03750000009", "丹江路")


@pytest.fixture
def case(people, register):
    made = register(people.clerk, category="0101")
    with transaction.atomic(), scope(people.clerk):
        party = made.parties.get()
        party.whereabouts = "丹江路七号"
        party.save(update_fields=["whereabouts"])
    return watched(made, by=people.clerk)


def built(kind, case, actor, **changes):
    with transaction.atomic(), scope(actor):
        assert kind.refusal(case, actor) is None
        values = dict(kind.initial(actor, case, clock.today())) | changes
        return kind.build(actor=actor, record=case, values=values, day=clock.today())


def said(paper):
    parts = [paper.title, *paper.recipients]
    for block in paper.blocks:
        rows = block.rows if isinstance(block, Table) else ((block.text,),)
        parts += [cell for row in rows for cell in row]
    return "\n".join(parts)


def test_the_application_asks_for_what_was_chosen_and_tells_no_address(people, case):
    words = said(built(ORDER_APPLICATION, case, people.clerk, respondent="李某"))

    for part in ("张桂兰", "李某", "禁止实施家庭暴力", "新华区人民法院", "诊疗记录", case.story):
        assert part in words
    assert not any(secret in words for secret in SECRET)


def test_the_extract_has_its_times_to_the_second_and_a_digest_that_follows_the_words(people, case):
    first = built(EXTRACT, case, people.clerk)
    second = built(EXTRACT, case, people.clerk, story=case.story + "另说前天也打过。")
    digests = [
        next(b.text for b in paper.blocks if isinstance(b, Text) and "SHA-256" in b.text)
        for paper in (first, second)
    ]

    assert case.number in said(first)
    assert "10:20:00" in said(first)
    assert digests[0] != digests[1]
    assert not any(secret in said(first) for secret in SECRET)


def test_no_application_before_one_was_registered_and_none_from_above(people, register):
    bare = register(people.clerk, category="0101")
    with scope(people.clerk):
        assert "先" in ORDER_APPLICATION.refusal(bare, people.clerk)
        assert EXTRACT.refusal(bare, people.clerk) is None
        assert EXTRACT.refusal(bare, people.coordinator)


def test_the_story_of_the_demo_runs_through_the_actions(people, register):
    made = register(people.clerk, category="0101", safety="danger")
    with transaction.atomic():
        keep_safe(made, actor=people.clerk, began=AT)

    with scope(people.clerk):
        made.refresh_from_db()
        kept = made.safety_acts.count(), made.warnings.count(), made.protection_orders.count()
    assert (made.risk, kept) == ("red", (2, 1, 1))
    assert made.minor_settled_at
