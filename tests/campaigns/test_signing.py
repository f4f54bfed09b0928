"""签收、代签收、转发、向乡镇收数."""

from datetime import date

import pytest

from campaigns import actions
from campaigns.models import Duty, Participation
from portal.access import scope
from portal.access.refusal import Refused

pytestmark = pytest.mark.django_db


def test_a_unit_signs_once_and_a_stranger_not_at_all(people, do, asked):
    do(people.clerk, actions.sign_campaign, participation=asked.county)

    with pytest.raises(Refused, match="已经签收"):
        do(people.clerk, actions.sign_campaign, participation=asked.county)
    with pytest.raises(Participation.DoesNotExist):
        do(people.stranger, actions.sign_campaign, participation=asked.county)


def test_a_signature_given_on_the_phone_says_on_what_ground(people, do, asked):
    say = {"participation": asked.county, "way": "phone", "name": "值班人员"}
    with pytest.raises(Refused, match="依据"):
        do(people.coordinator, actions.sign_on_behalf, note=" ", **say)

    signed = do(people.coordinator, actions.sign_on_behalf, note="2月27日电话", **say)

    assert signed.is_signed_on_behalf
    assert signed.signed_note == "2月27日电话"


def test_a_county_passes_it_on_with_its_own_words_and_asks_its_towns(people, do, asked):
    with pytest.raises(Refused, match="请先签收"):
        do(people.clerk, actions.forward_campaign, participation=asked.county, words="x", number="")
    do(people.clerk, actions.sign_campaign, participation=asked.county)
    do(
        people.clerk, actions.forward_campaign, participation=asked.county,
        words="请结合实际开展。", number="新妇〔2026〕3号",
    )  # fmt: skip

    towns = do(
        people.clerk, actions.ask_towns, participation=asked.county, codes=["410402002"],
        due_on=date(2026, 3, 9),
    )  # fmt: skip

    assert [(one.unit_code, one.asked_by_code) for one in towns] == [("410402002", "410402")]
    with scope(people.clerk):
        owed = Duty.objects.asked_by("410402").get()
        assert (owed.kind, owed.due_on, owed.unit_code) == (
            "indicator_report", date(2026, 3, 9), "410402002",
        )  # fmt: skip
    with pytest.raises(Refused, match="只能选择本县"):
        do(
            people.clerk, actions.ask_towns, participation=asked.county, codes=["410403001"],
            due_on=date(2026, 3, 9),
        )  # fmt: skip
