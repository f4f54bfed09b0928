"""Keeping drafts, and counting a submission once."""

import uuid
from datetime import timedelta

import pytest
from django import forms
from django.db import connection

from portal import clock
from portal.access import SystemActor, scope
from portal.access.refusal import Refused
from portal.drafts import actions, registry
from portal.drafts.models import Draft, Submission

NAME = "test-story"
registry.register_form(NAME, fields={"story", "needs", "urgent"}, many={"needs"}, ticks={"urgent"})


@pytest.fixture
def clerk(people):
    with scope(people.clerk):
        yield people.clerk


def keep(actor, form=NAME, **values):
    return actions.keep(form=form, values=values, actor=actor, at=clock.now())


def test_what_was_typed_comes_back_as_initial_values(clerk):
    keep(clerk, story=["孩子发烧"], needs=["law", "shelter"])

    restored = actions.restore(form=NAME, actor=clerk)

    assert restored.initial == {"story": "孩子发烧", "needs": ["law", "shelter"], "urgent": False}


def test_only_known_fields_are_kept(clerk):
    keep(clerk, story=["甲"], status=["closed"], csrfmiddlewaretoken=["secret"])

    assert set(actions.restore(form=NAME, actor=clerk).initial) == {"story", "needs", "urgent"}


def test_a_second_save_replaces_the_first(clerk):
    keep(clerk, story=["甲"])
    keep(clerk, story=["甲乙"])

    assert actions.restore(form=NAME, actor=clerk).initial["story"] == "甲乙"
    assert Draft.objects.visible_to(clerk).count() == 1


def test_drafts_about_two_records_stay_apart(clerk):
    keep(clerk, form=f"{NAME}.410402-2026-1", story=["甲"])
    keep(clerk, form=f"{NAME}.410402-2026-2", story=["乙"])

    assert actions.restore(form=f"{NAME}.410402-2026-2", actor=clerk).initial["story"] == "乙"


def test_an_undeclared_form_is_not_kept(clerk):
    with pytest.raises(actions.NotDraftable):
        keep(clerk, form="unknown", story=["甲"])


def test_a_draft_too_large_is_refused_in_words(clerk):
    with pytest.raises(actions.TooLarge, match="内容过长"):
        keep(clerk, story=["a" * (actions.LARGEST + 1)])


def test_an_empty_form_restores_nothing(clerk):
    keep(clerk, story=[""])

    assert actions.restore(form=NAME, actor=clerk) is None


def test_a_draft_lies_encrypted_in_the_table(clerk):
    keep(clerk, story=["丈夫酒后动手"])

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM drafts_draft")
        stored = bytes(cursor.fetchone()[0])

    assert "丈夫".encode() not in stored
    assert b"\\u4e08" not in stored


def test_a_stranger_finds_neither_draft_nor_row(clerk, people):
    keep(clerk, story=["甲"])

    with scope(people.stranger):
        assert actions.restore(form=NAME, actor=people.stranger) is None
        assert Draft.objects.count() == 0


def test_a_draft_that_comes_after_its_form_was_sent_is_not_kept(clerk):
    key = uuid.uuid4()
    actions.submit(actor=clerk, at=clock.now(), key=key, work=lambda: "/cases/1/", draft=NAME)

    keep(clerk, story=["迟到"], once=[str(key)])

    assert actions.restore(form=NAME, actor=clerk) is None


def test_sending_a_form_discards_its_draft(clerk):
    keep(clerk, story=["甲"])

    actions.submit(actor=clerk, at=clock.now(), key=uuid.uuid4(), work=lambda: "/", draft=NAME)

    assert actions.restore(form=NAME, actor=clerk) is None


def test_a_second_post_gets_the_address_of_the_first(clerk):
    key, made = uuid.uuid4(), []

    def work():
        made.append(1)
        return f"/cases/{len(made)}/"

    urls = [actions.submit(actor=clerk, at=clock.now(), key=key, work=work) for _ in range(3)]

    assert urls == ["/cases/1/"] * 3
    assert made == [1]


def test_a_refused_submission_may_be_sent_again(clerk):
    key = uuid.uuid4()

    def refuse():
        raise Refused("不行")

    with pytest.raises(Refused):
        actions.submit(actor=clerk, at=clock.now(), key=key, work=refuse)

    assert actions.submit(actor=clerk, at=clock.now(), key=key, work=lambda: "/ok/") == "/ok/"


def test_a_key_of_somebody_else_is_refused(clerk, people):
    key = uuid.uuid4()
    actions.submit(actor=clerk, at=clock.now(), key=key, work=lambda: "/cases/1/")

    with scope(people.stranger), pytest.raises(Refused, match="刷新"):
        actions.submit(actor=people.stranger, at=clock.now(), key=key, work=lambda: "/other/")


def test_pruning_drops_what_is_older_than_thirty_days_and_nothing_younger(clerk):
    keep(clerk, story=["新"])
    at = clock.now()
    Draft.objects.create(
        account_id=clerk.account_id, form="test-old", content="{}", saved_at=at - timedelta(days=31)
    )
    Submission.objects.create(
        key=uuid.uuid4(), account_id=clerk.account_id, at=at - timedelta(days=31)
    )

    with scope(SystemActor("清理")):
        dropped = actions.prune(at=at)

    assert dropped == 2
    assert [draft.form for draft in Draft.objects.visible_to(clerk)] == [NAME]


def test_pruning_cannot_be_talked_into_dropping_a_fresh_draft(clerk):
    keep(clerk, story=["新"])

    assert actions.prune(at=clock.now() + timedelta(days=400)) == 0


def test_the_decorator_keeps_no_password_and_no_file():
    @registry.draftable("test-secrets")
    class Secrets(forms.Form):
        story = forms.CharField()
        code = forms.CharField(widget=forms.PasswordInput)
        scan = forms.FileField()

    assert registry.known("test-secrets").fields == {"story"}
    assert Secrets.draft_name == "test-secrets"
