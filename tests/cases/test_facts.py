"""What stands in a row that is counted, where a case has more than one of something."""

from datetime import timedelta

import pytest
from django.db import transaction

from cases.models import CaseFact, Contact, ContactFact, FollowUp, Party, Registration
from portal import clock
from portal.access import scope
from tests.factories.cases import CaseFactory
from tests.factories.scene import scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db
REACHED = {"way": "phone", "unit_satisfaction": "none"}


@pytest.fixture
def clerk(scene):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        yield scene.cast["clerk"]


@pytest.fixture
def case(clerk):
    """Five people came, and one of them called once more; three contacts, the last withdrawn."""
    case = CaseFactory(actor=clerk)
    Registration.objects.update_or_create(
        case=case, unit_code=case.unit_code, defaults={"is_collective": True, "head_count": 5}
    )
    again(case)
    Contact.objects.filter(pk=again(case).pk).update(withdrawn_at=clock.now())
    return case


def again(case):
    row = Contact.objects.filter(case=case).order_by("pk").first()
    row.pk, row.key = None, None
    row.save(force_insert=True)
    return row


def followed(case, actor, days, **values):
    at = clock.now() + timedelta(days=days)
    FollowUp.objects.create(
        case=case, unit_code=case.unit_code, at=at, by_id=actor.account_id, **REACHED | values
    )


def contacts_of(case):
    return list(ContactFact.objects.filter(case_id=case.pk).order_by("pk"))


def test_only_the_first_contact_of_a_case_is_first_and_counts_its_people(case):
    first, second = contacts_of(case)

    assert (first.is_repeat, first.is_collective, first.head_count) == (False, True, 5)
    assert (second.is_repeat, second.is_collective, second.head_count) == (True, False, 1)


def test_a_first_contact_that_was_withdrawn_leaves_its_place_to_the_next(case):
    first = Contact.objects.filter(case=case).order_by("pk").first()
    Contact.objects.filter(pk=first.pk).update(withdrawn_at=clock.now())

    (left,) = contacts_of(case)

    assert (left.pk > first.pk, left.is_repeat, left.head_count) == (True, False, 5)


@pytest.mark.parametrize(
    ("role", "sex", "is_male"),
    [("concerned", "male", True), ("concerned", "female", False), ("respondent", "male", False)],
)
def test_it_is_a_mans_where_the_one_concerned_is_a_man(case, role, sex, is_male):
    Party.objects.filter(case=case).update(role=role, sex=sex)

    assert {row.is_male for row in contacts_of(case)} == {is_male}


def test_the_last_follow_up_that_reached_her_says_whether_she_is_content(case, clerk):
    before = CaseFact.objects.get(pk=case.pk)
    followed(case, clerk, 1, is_reached=True, satisfaction="bad")
    followed(case, clerk, 2, is_reached=True, satisfaction="good")
    followed(case, clerk, 3, is_reached=False, satisfaction="none")

    now = CaseFact.objects.get(pk=case.pk)

    assert (before.is_followed, before.satisfaction) == (False, "")
    assert (now.is_followed, now.satisfaction) == (True, "good")
