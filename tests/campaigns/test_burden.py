"""The rules against burden (reference §0, §D; users.md b1, c11, c26): kept, and held by tests."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from campaigns import actions, forms
from campaigns.choices import CampaignKind, Group, Load
from campaigns.models import Duty, IndicatorOwner, Participation
from campaigns.presenters import board
from campaigns.presenters import planning as sample
from campaigns.rules import planning
from portal.access import scope
from portal.access.refusal import Refused
from portal.deadlines.reference import calendar_from
from tests.factories.campaigns import DUE, make_campaign
from tests.factories.people import ROOT
from tests.guards.tree import ROOT as HOUSE

SHANGHAI = ZoneInfo("Asia/Shanghai")
POINTS = re.compile(r"得分|积分|分值|加分|扣分|名次|排名|第\d+名|满分|打分|打卡")
# 评审优秀案例 is off unless an approving paper turns it on, and judges texts: no person, no photo.
JUDGING = {"JudgingResult", "ScoreSheet", "ScoreSheetEvent"}
TOLD = re.compile(r"不.{0,8}(排名|计分|评等次)|（只统计，不计分）")


# ── No points, no ranking ───────────────────────────────────────────────────────────────────────
def test_no_table_of_campaigns_holds_points_or_a_rank():
    named = re.compile(r"score|points|rank|grade|likes|views_count|track|latitude|longitude")
    fields = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("campaigns").get_models()
        if model.__name__ not in JUDGING
        for field in model._meta.get_fields()
        if named.search(field.name)
    ]

    assert fields == []


def test_no_page_of_campaigns_speaks_of_points_or_places():
    pages = (HOUSE / "templates" / "campaigns").rglob("*.html")
    found = {
        page.name: lines
        for page in pages
        if page.parent.name != "judging"
        if (lines := [
            line.strip() for line in page.read_text(encoding="utf-8").splitlines()
            if POINTS.search(line) and not TOLD.search(line)
        ])
    }  # fmt: skip

    assert found == {}


def test_photos_and_media_are_asked_of_nobody():
    kinds = {
        one.kind
        for kind in CampaignKind
        for load in Load
        for group in Group
        for one in planning.asked_of(kind, load, group)
    }

    assert kinds == {"plan", "indicator_report", "summary", "excellent_case"}
    assert all(one.is_voluntary for load in Load for one in
               planning.asked_of(CampaignKind.RIGHTS_WEEK, load, Group.MEMBER)
               if one.kind == "excellent_case")  # fmt: skip


@pytest.mark.django_db
def test_what_media_wrote_is_owed_by_the_press_office_alone():
    owed = IndicatorOwner.objects.filter(indicator__group__contains="报道").exclude(
        required_from=""
    )

    assert set(owed.values_list("for_code", flat=True)) <= {"4104M02"}


@pytest.mark.django_db
def test_the_board_stands_in_the_order_of_the_units_whatever_they_reported(people):
    asked = make_campaign(planner=people.coordinator)
    with scope(ROOT):
        rows = [
            board.Row(Participation(unit_code=code), [], [], "", "")
            for code in ("410411", "410402", "410404")
        ]

        ordered = board.sorted_rows(rows, asked.duty.due_on)

    assert [row.participation.unit_code for row in ordered] == ["410402", "410404", "410411"]


# ── No day off ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("year", range(2024, 2028))
@pytest.mark.parametrize("kind", CampaignKind)
def test_the_day_that_is_suggested_is_never_a_day_off(db, kind, year):
    calendar = calendar_from(year - 1)
    _, ends = planning.period_of(kind, year)

    days = [planning.suggested_day(kind, year, ends, calendar),
            planning.suggested_case_day(year, calendar)]  # fmt: skip

    assert [planning.day_refusal(day, calendar, year=year) for day in days] == [None, None]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("until", "words"),
    [(date(2026, 3, 14), "建议"), (date(2026, 4, 5), "清明节"), (date(2026, 3, 13), "")],
)
def test_nobody_is_put_off_to_a_day_off(people, do, asked, until, words):
    def put_off():
        return do(
            people.coordinator, actions.grant_exception, duty=asked.duty, until=until,
            reason="联络员更换", at=datetime(2026, 3, 9, 9, tzinfo=SHANGHAI),
        )  # fmt: skip

    if not words:
        assert put_off().exception_until == until
        return
    with pytest.raises(Refused, match=words) as refused:
        put_off()
    assert refused.value.field == "until"


# ── What is owed already is said first ──────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_a_county_sees_what_its_towns_owe_before_it_asks_for_more(people, do, asked, enter):
    clerk, url = people.clerk, f"/campaigns/{asked.campaign.pk}/towns/"
    do(clerk, actions.sign_campaign, participation=asked.county)
    before = enter(clerk).get(url).content.decode()

    do(
        clerk, actions.ask_towns, participation=asked.county, codes=["410402002"],
        due_on=date(2026, 3, 10),
    )  # fmt: skip

    with scope(clerk):
        after = sample.towns_sentence(asked.campaign, clerk, DUE)
        assert Duty.objects.filter(unit_code="410402002").count() == 1
    assert "3月，本县（市、区）的乡镇（街道）现在都没有要报的" in before
    assert re.search(r"已要报：\S+1项，其余没有；布置以后，选中的每家多报1项。", after)


def test_nobody_has_to_add_a_photo_to_write_an_activity_down():
    fields = forms.ActivityEntry.base_fields

    assert not any("photo" in name or "file" in name for name in fields)
    assert not fields["reported"].required
