"""A year's round, from the family's own sheet to the city."""

import pytest
from django.db import transaction
from django.urls import reverse

from families.choices import Decision, EntryState, Ground, Stage
from families.models import (
    Entry,
    Household,
    StageScore,
    Verification,
)
from families.presenters import scoring, village
from portal.access import scope
from portal.access.refusal import Refused
from tests.factories.families import (
    SECOND_VILLAGE,
    VILLAGE,
    a_round,
    again,
    count_of,
    do,
    entries,
    households,
    rate,
)
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db


def test_a_village_goes_through_all_stages_with_the_scores_side_by_side(cast):
    households(cast.village, count=4)
    year = a_round(cast.coordinator)
    first, second, third, fourth = entries(year, cast.village)

    rate(first, cast.village, {"safety": [0, 1]}, own="98")
    rate(second, cast.village)
    do("mark", cast.village, entry=third, state=EntryState.DECLINED)
    with pytest.raises(Refused, match="还有1户没有评"):
        do("hand_in", cast.village, round_=year, stage=Stage.VILLAGE, area=VILLAGE)
    do("mark", cast.village, entry=fourth, state=EntryState.AWAY)
    with pytest.raises(Refused, match="未在家"):
        do("hand_in", cast.village, round_=year, stage=Stage.VILLAGE, area=VILLAGE)
    done = do(
        "hand_in", cast.village, round_=year, stage=Stage.VILLAGE, area=VILLAGE, is_final=True
    )
    with pytest.raises(Refused):
        rate(first, cast.village)
    rate(first, cast.town, {"safety": [0]})
    rate(second, cast.town)
    do("hand_in", cast.town, round_=year, stage=Stage.TOWN, area="410402002")
    for entry in (first, second):
        rate(entry, cast.clerk)
    do("hand_in", cast.clerk, round_=year, stage=Stage.COUNTY, area="410402")
    for entry in (first, second):
        rate(entry, cast.coordinator)
    do("hand_in", cast.coordinator, round_=year, stage=Stage.CITY, area="4104")

    assert done == 2
    with transaction.atomic(), scope(cast.village):
        side_by_side = dict(
            StageScore.objects.visible_to(cast.village)
            .filter(entry=first)
            .values_list("stage", "points")
        )
    assert {s: int(p) for s, p in side_by_side.items()} == {
        "self": 98, "village": 96, "town": 98, "county": 100, "city": 100,
    }  # fmt: skip
    assert (again(first, cast.village).stage, again(first, cast.village).stars) == ("done", 5)


def test_a_difference_above_the_limit_asks_for_a_word(cast):
    households(cast.village, count=1)
    entry = entries(a_round(cast.coordinator), cast.village)[0]
    lost = {"safety": [0, 1, 2], "home": [0, 1, 2]}

    with pytest.raises(Refused) as refused:
        rate(entry, cast.village, lost, own="100")
    assert refused.value.field == "note"
    assert rate(entry, cast.village, lost, own="100", note="楼道堆物，已提醒").points == 88


def test_nobody_rates_her_own_home_and_the_town_does_it_for_her(cast):
    rows = households(cast.village, count=2)
    mine = do("mark_home", cast.village, household=rows[0], account_id=cast.village.account_id)
    year = a_round(cast.coordinator)
    own, other = entries(year, cast.village)

    assert own.household_id == mine.pk
    with pytest.raises(Refused, match="您本人的家庭"):
        rate(own, cast.village)
    with pytest.raises(Refused, match="不能取消"):
        do("mark_home", cast.village, household=mine, account_id=None)
    rate(other, cast.village)
    assert do("hand_in", cast.village, round_=year, stage=Stage.VILLAGE, area=VILLAGE) == 1
    assert rate(own, cast.town).is_on_behalf


def test_reported_to_the_county_only_a_document_takes_a_household_off_the_list(cast):
    households(cast.village, count=2)
    year = a_round(cast.coordinator)
    first, second = entries(year, cast.village)
    for entry in (first, second):
        do("report", cast.village, entry=entry)
    bare = {"decision": Decision.LEAVES, "ground": "", "document_number": ""}

    with pytest.raises(Refused) as refused:
        do("verify", cast.clerk, entry=first, **bare)
    with pytest.raises(Refused):
        do("verify", cast.village, entry=first, **bare)
    do("verify", cast.clerk, entry=first, decision=Decision.LEAVES, ground=Ground.PENALTY,
       document_number="某公行罚决字〔2026〕1号")  # fmt: skip
    do("verify", cast.clerk, entry=second, decision=Decision.STAYS, ground="", document_number="")

    assert refused.value.field == "ground"
    assert again(first, cast.village).state == "not_listed"
    assert again(second, cast.village).state == "taking_part"
    assert count_of(cast.village, Verification) == count_of(cast.town, Verification) == (0, 0)
    assert count_of(cast.clerk, Verification) == (2, 2)


def test_a_household_back_at_its_village_holds_up_nobody_above(cast):
    households(cast.village, count=2)
    year = a_round(cast.coordinator)
    back, done = entries(year, cast.village)
    do("report", cast.village, entry=back)
    rate(done, cast.village)
    do("hand_in", cast.village, round_=year, stage=Stage.VILLAGE, area=VILLAGE)
    do("verify", cast.clerk, entry=again(back, cast.clerk), decision=Decision.STAYS, ground="",
       document_number="")  # fmt: skip
    rate(again(done, cast.town), cast.town)

    with transaction.atomic(), scope(cast.town):
        table = village.grid(year, VILLAGE, cast.town, scoring.tree_in(year, cast.town))
        found = village.hand_in_of(table, cast.town)

    assert found == {"hands_in": Stage.TOWN, "here": 1, "here_left": 0}


def test_a_family_leaves_without_a_reason_and_stays_out(cast):
    households(cast.village, count=1)
    year = a_round(cast.coordinator)
    entry = entries(year, cast.village)[0]

    do("withdraw", cast.village, entry=entry)

    assert again(entry, cast.village).state == "withdrawn"
    with pytest.raises(Refused):
        rate(entry, cast.village)
    assert [f.name for f in Entry._meta.get_fields() if "reason" in f.name] == []


@pytest.mark.parametrize("step", ["withdraw", "away", "report"])
def test_what_is_said_of_a_home_instead_of_rating_it_leads_to_the_next(cast, step):
    households(cast.village, count=2)
    here, following = entries(a_round(cast.coordinator), cast.village)
    url = reverse("families:step", args=[here.pk, step])

    answer = client_of(cast.village).post(url)

    assert answer["Location"] == reverse("families:score", args=[following.pk])


def test_sent_back_it_waits_at_the_stage_before_with_that_stages_score(cast):
    households(cast.village, count=1)
    year = a_round(cast.coordinator, stages=(Stage.VILLAGE, Stage.COUNTY))
    entry = entries(year, cast.village)[0]
    rate(entry, cast.village)
    do("hand_in", cast.village, round_=year, stage=Stage.VILLAGE, area=VILLAGE)

    do("send_back", cast.clerk, entry=entry, reason="请核对第三项")

    assert again(entry, cast.village).stage == "village"
    assert rate(entry, cast.village, {"home": [0]}).points == 98


def test_a_household_written_down_late_comes_into_the_round(cast):
    households(cast.village, count=1)
    year = a_round(cast.coordinator)
    households(cast.village, count=1, head_name="卢长河", door="9室")

    assert do("enrol", cast.village, round_=year) == 1
    assert do("enrol", cast.village, round_=year) == 0
    with pytest.raises(Refused):
        do("enrol", cast.police, round_=year)


def test_a_village_that_ends_hands_its_files_over_with_all_that_hangs_on_them(cast):
    from portal.search import finding
    from portal.units.models import Unit

    group = do("keep_group", cast.village, village_code=VILLAGE, kind="stairwell", name="一单元",
               leader_name="方桂香")  # fmt: skip
    households(cast.village, count=1, group=group)
    households(cast.village, count=1, head_name="卢长河", door="9室")
    year = a_round(cast.coordinator)
    rate(entries(year, cast.village)[0], cast.village)
    old, new = (Unit.objects.get(code=code) for code in (VILLAGE, SECOND_VILLAGE))

    moved = do("take_over_households", cast.coordinator, old=old, new=new)

    assert moved == 2
    assert count_of(cast.village) == count_of(cast.village, Entry) == (0, 0)
    with transaction.atomic(), scope(cast.town):
        assert set(StageScore.objects.values_list("unit_code", flat=True)) == {SECOND_VILLAGE}
        assert set(Household.objects.values_list("unit_code", flat=True)) == {SECOND_VILLAGE}
        assert len(finding.search_ids("household", "卢长河")) == 1
