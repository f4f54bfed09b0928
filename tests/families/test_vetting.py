"""联审: off by default; consents, a list, totals. Nothing of it reaches village or town."""

from datetime import UTC, date, datetime

import pytest

from families.choices import SelectionState, Stage
from families.models import Selection, Vetting, VettingAnswer, VettingConsent
from families.rules import vetting as rules
from portal import clock
from portal.access.refusal import Refused
from tests.factories.families import (
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

COUNTY, PLACES = VILLAGE[:6], 3
MONDAY = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
RULE = {"vetting_rule": "（演示）国家规定", "vetting_number": "演示〔2026〕1号"}
POSTED = {"posted_on": MONDAY.date(), "days": 5, "place": "公示栏", "phone": "0375-0000338"}
SIGNED = {"adults": 2, "signed_on": date(2026, 3, 13)}


@pytest.mark.parametrize(
    ("households", "cleared", "least", "most"),
    [(3, [], 0, 0), (3, [3, 3], 0, 0), (3, [2], 1, 1), (3, [2, 2], 1, 2), (3, [1, 1], 2, 3)],
)
def test_the_totals_alone_say_how_many_are_left_out(households, cleared, least, most):
    given = {"households": households, "cleared": cleared}

    assert (rules.least_out(**given), rules.most_out(**given)) == (least, most)
    assert [rules.leaving_refusal(out=out, **given) is None for out in range(most + 1)] == [
        *[True] * most,
        False,
    ]
    can_end = rules.ending_refusal(out=least, **given) is None
    assert can_end == bool(cleared)
    assert least == 0 or rules.ending_refusal(out=least - 1, **given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"has_rule": False}, "没有启用联审"),
        ({"is_open": False}, "没有在进行"),
        ({"is_posted": True}, "已经公示"),
        ({}, None),
    ],
)
def test_without_a_typed_rule_nothing_is_asked(given, words):
    said = rules.asking_refusal(**{"has_rule": True, "is_open": True, "is_posted": False} | given)

    assert said is None if words is None else words in said


def a_list(cast, **plan):
    """A round with three households of a village on the list of their county."""
    households(cast.village, count=PLACES)
    stages = (Stage.COUNTY, Stage.CITY)
    year = a_round(cast.coordinator, stages=stages, quotas={COUNTY: PLACES}, **plan)
    keys = [entry.pk for entry in entries(year, cast.clerk)]
    for entry in entries(year, cast.clerk):
        rate(entry, cast.clerk)
    do("hand_in", cast.clerk, round_=year, stage=Stage.COUNTY, area=COUNTY)
    do("choose", cast.clerk, round_=year, area=COUNTY, keys=keys, was=())
    return year, keys


def on_list(cast):
    from django.db import transaction

    from portal.access import scope

    with transaction.atomic(), scope(cast.clerk):
        return list(Selection.objects.visible_to(cast.clerk).for_list().in_order())


@pytest.mark.django_db
def test_switched_off_nobody_asks_and_the_page_says_so(cast):
    with clock.at(MONDAY):
        year, _ = a_list(cast)
        first = on_list(cast)[0]

        with pytest.raises(Refused, match="没有启用联审"):
            do("consent_to_vetting", cast.clerk, selection=first, **SIGNED)
        with pytest.raises(Refused, match="没有启用联审"):
            do("send_to_vetting", cast.clerk, round_=year)
        page = client_of(cast.clerk).get(f"/families/rounds/{year.pk}/vetting/").content.decode()

    assert "没有启用联审" in page
    assert first.entry.household.head_name not in page


@pytest.mark.django_db
def test_a_list_of_consenting_households_is_asked_about_and_one_is_left_out(cast):
    with clock.at(MONDAY):
        year, keys = a_list(cast, **RULE)
        first, second, third = on_list(cast)
        answer = {"round_": year, "answered_on": date(2026, 3, 16)}

        with pytest.raises(Refused, match="还没有家庭交来同意书"):
            do("send_to_vetting", cast.clerk, round_=year)
        for who in ("coordinator", "town", "village"):
            with pytest.raises(Refused, match="县"):
                do("consent_to_vetting", getattr(cast, who), selection=first, **SIGNED)
        with pytest.raises(Refused, match="请核对"):
            do("consent_to_vetting", cast.clerk, selection=first, **SIGNED | {"adults": 9})
        for row in (first, second, third):
            do("consent_to_vetting", cast.clerk, selection=row, **SIGNED)
        do("revoke_consent", cast.clerk, selection=third)
        vetting = do("send_to_vetting", cast.clerk, round_=year)
        with pytest.raises(Refused, match="已经送联审"):
            do("choose", cast.clerk, round_=year, area=COUNTY, keys=keys[:1], was=keys)
        with pytest.raises(Refused, match="0到2"):
            do("answer_vetting", cast.clerk, body="police", cleared=3, **answer)
        do("answer_vetting", cast.clerk, body="police", cleared=1, **answer)
        with pytest.raises(Refused, match="没有送审"):
            do("leave_out", cast.clerk, selection=third)
        with pytest.raises(Refused, match="至少1户"):
            do("end_vetting", cast.clerk, round_=year)
        with pytest.raises(Refused, match="没有办结"):
            do("post_notice", cast.coordinator, round_=year, **POSTED)
        do("leave_out", cast.clerk, selection=first)
        with pytest.raises(Refused, match="最多1户"):
            do("leave_out", cast.clerk, selection=second)
        do("end_vetting", cast.clerk, round_=year)

    gone = again(first, cast.clerk)
    assert vetting.households == 2
    assert (gone.state, gone.get_off_by_display()) == (SelectionState.OFF, "未列入本次名单")
    for model, there in ((Vetting, 1), (VettingAnswer, 1), (VettingConsent, 2)):
        assert count_of(cast.clerk, model) == (there, there)
        for who in ("village", "town", "stranger", "police"):
            assert count_of(getattr(cast, who), model) == (0, 0)
