"""Twenty identical posts of one step are one step; without the form's key they are not."""

import uuid

import pytest
from django.db import transaction

from cases.models import CaseHappening
from portal.access import scope
from tests.cases.test_races import POSTS, all_at_once
from tests.conftest import ROOT
from tests.factories.cases import CaseFactory
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db(transaction=True)


def posted(people, key_of):
    """How many lines twenty posts of “记一笔办理” leave, each with the key `key_of(index)`."""
    case = CaseFactory(actor=people.clerk)
    url = f"{case.get_absolute_url()}handle/"

    def post(index):
        body = {"handle-note": "已电话联系用人单位", "handle-once": str(key_of(index))}
        return client_of(people.clerk).post(url, body).status_code

    answers = all_at_once(POSTS, post)
    with transaction.atomic(), scope(ROOT):
        return answers, CaseHappening.objects.filter(case=case, verb="handle").count()


def test_twenty_posts_of_one_step_are_one_line(people):
    key = uuid.uuid4()

    answers, lines = posted(people, lambda index: key)

    assert set(answers) == {302}
    assert lines == 1


def test_twenty_forms_are_twenty_lines(people):
    """The control: without the one key nothing would hold them together."""
    _, lines = posted(people, lambda index: uuid.uuid4())

    assert lines == POSTS
