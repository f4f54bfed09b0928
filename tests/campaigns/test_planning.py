"""A notice goes in and comes out whole; nothing is owed on a day off; light by default."""

import io
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
from django.db import transaction

from campaigns import actions, papers
from campaigns.choices import CampaignKind, DutyStatus, Group, Load
from campaigns.models import Campaign, Duty, Participation
from campaigns.presenters import planning as sample
from campaigns.rules import notice, planning
from portal.access import scope
from portal.access.refusal import Refused
from portal.deadlines.reference import calendar_from
from portal.desk.models import Notice
from portal.papers import actions as issuing
from portal.papers.actions import Numbering
from portal.papers.choices import NumberSource
from portal.papers.models import IssuedPaper
from tests.campaigns.conftest import AT
from tests.factories.people import ROOT

pytestmark = pytest.mark.django_db
SEED = (Path(__file__).parent / "seed_000.txt").read_text(encoding="utf-8")


def first(actor, *, year=2026, kind=CampaignKind.RIGHTS_WEEK, load=Load.LIGHT, **changes):
    plan = sample.first_plan(
        kind=kind, year=year, load=load, key_date=None, actor=actor, today=date(2026, 2, 24)
    )
    values = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return actions.Plan(**values | changes)


def issue(actor, campaign, number="平维协〔2026〕1号", at=AT):
    with transaction.atomic(), scope(actor):
        record = papers.find(actor, str(campaign.pk))
        return issuing.issue_paper(
            kind=papers.NOTICE,
            record=record,
            paper=papers.paper_of(record),
            numbering=Numbering(NumberSource.OFFICE, number),
            actor=actor,
            at=at,
        )


# ── Seed 000 ────────────────────────────────────────────────────────────────────────────────────
def seed_parts():
    """(opening and sections, contact, annex) of the notice of 2014 as it was printed."""
    body = SEED[SEED.index("2014年是") : SEED.index("    联系电话")]
    annex = SEED[SEED.rindex("分为题目") :]
    return body, annex


def test_the_notice_of_2014_goes_in_and_comes_out_whole(people, do):
    body, annex = seed_parts()
    who = people.coordinator
    plan = first(
        who,
        year=2014,
        theme="法律温暖，家庭幸福",
        scope="month",
        body=body,
        annexes=(("“三八”妇女维权周活动优秀案例格式", annex),),
        recipients="各县（市、区）维权协调组、市维权暨平安家庭创建协调组各成员单位",
        contact_phone="2666938",
        contact_mail="qyb2666938＠163.com",
        load=Load.FULL,
        due_on=date(2014, 3, 11),
        case_on=None,
        issued_on=date(2014, 2, 20),
    )
    at = datetime(2014, 2, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    campaign = do(who, actions.plan_campaign, at=at, plan=plan)

    paper = issue(who, campaign, "平维协字〔2014〕1号", at=at)

    text = "".join(docx_text(bytes(paper.content)).split())
    lines = [line.strip() for line in (*body.splitlines(), *annex.splitlines()) if line.strip()]
    assert [line for line in lines if "".join(line.split()) not in text] == []
    assert len(lines) > 20
    for piece in ("2666938", "qyb2666938＠163.com", "平维协字〔2014〕1号", "2014年2月20日"):
        assert piece in text
    with scope(ROOT):
        campaign = Campaign.objects.get(pk=campaign.pk)
        assert (campaign.edition, campaign.ordinal) == (15, 104)
        assert campaign.number == "平维协字〔2014〕1号"
        headings = campaign.parts.filter(kind="section").order_by("position")
        assert [part.heading for part in headings] == [
            "", "活动时间", "活动主题", "活动内容", "活动要求",
        ]  # fmt: skip


def docx_text(content):
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for t in made.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def test_a_typed_notice_comes_back_as_it_was_typed():
    body, _ = seed_parts()
    sections = notice.sections_of(body)

    assert notice.sections_of(notice.text_of(sections)) == sections


@pytest.mark.parametrize(
    ("title", "turned"),
    [
        ("关于开展2026年“三八”妇女维权周活动的通知", "关于开展2026年“三八”妇女维权周\n活动的通知"),
        ("关于2026年“三八”妇女维权周活动情况的总结", "关于2026年“三八”妇女维权周\n活动情况的总结"),
        ("关于开展2026年11·25国际消除对妇女的暴力日宣传活动的通知",
         "关于开展2026年11·25\n国际消除对妇女的暴力日宣传活动的通知"),
        ("关于报送2026年年度工作情况的通知", "关于报送2026年年度工作情况的通知"),
        ("己" * 30, f"{'己' * 15}\n{'己' * 15}"), ("己" * 50, "己" * 50), ("甲\n乙", "甲\n乙"),
    ],
)  # fmt: skip
def test_a_title_turns_the_line_where_its_words_allow(title, turned):
    assert notice.turned(title) == turned


# ── Publishing ──────────────────────────────────────────────────────────────────────────────────
def test_publishing_asks_44_units_once_each_and_tells_their_people(people, do):
    campaign = do(people.coordinator, actions.plan_campaign, plan=first(people.coordinator))

    issue(people.coordinator, campaign)

    with scope(ROOT):
        asked = Participation.objects.filter(campaign=campaign)
        groups = [asked.filter(group=g).count() for g in (Group.COUNTY, Group.ZONE, Group.MEMBER)]
        owed = Duty.objects.filter(participation__campaign=campaign)
        assert groups == [10, 2, 32]
        assert owed.filter(is_voluntary=False).count() == 88
        assert set(owed.values_list("status", flat=True)) == {DutyStatus.WAITING}
        assert {str(day) for day in owed.values_list("due_on", flat=True)} == {
            "2026-03-11", "2026-04-03",
        }  # fmt: skip
    with scope(people.clerk):
        assert Notice.objects.filter(text__startswith="请签收").count() == 1
        assert Campaign.objects.visible_to(people.clerk).get().number == "平维协〔2026〕1号"


def test_a_second_publishing_and_a_used_number_cost_nothing(people, do):
    campaign = do(people.coordinator, actions.plan_campaign, plan=first(people.coordinator))
    issue(people.coordinator, campaign)

    with pytest.raises(Refused, match="已经印发"):
        issue(people.coordinator, campaign, "平维协〔2026〕2号")
    with scope(ROOT):
        assert IssuedPaper.objects.count() == 1
        assert Participation.objects.count() == 44


def test_what_is_missing_is_said_at_once(people, do):
    plan = first(people.coordinator, body="", contact_phone="", receivers=())
    campaign = do(people.coordinator, actions.plan_campaign, plan=plan)

    with pytest.raises(Refused, match="还缺3项：联系电话、发给的单位、通知正文"):
        issue(people.coordinator, campaign)


# ── The rules against burden ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 8), "3月8日为妇女节"),
        (date(2026, 3, 7), "建议3月11日"),
        (date(2026, 2, 17), "春节放假"),
        (date(2026, 4, 5), "清明节放假"),
    ],
)
def test_nothing_is_owed_on_a_day_off(people, do, day, words):
    with pytest.raises(Refused, match=words) as refused:
        do(people.coordinator, actions.plan_campaign, plan=first(people.coordinator, due_on=day))

    assert refused.value.field == "due_on"


@pytest.mark.parametrize(("year", "day"), [(2026, "2026-03-11"), (2027, "2027-03-11")])
def test_the_suggested_day_is_11_march(year, day, db):
    calendar = calendar_from(year - 1)
    suggested = planning.suggested_day("rights_week", year, date(year, 3, 31), calendar)

    assert str(suggested) == day


def test_light_is_the_default_and_photos_are_never_owed():
    assert Campaign._meta.get_field("load").default == Load.LIGHT
    for kind in CampaignKind:
        for load in Load:
            for group in (Group.COUNTY, Group.ZONE, Group.MEMBER):
                asked = planning.asked_of(kind, load, group)
                kinds = {one.kind for one in asked}
                assert kinds <= {"plan", "indicator_report", "summary", "excellent_case"}
                assert all(one.is_voluntary for one in asked if one.kind == "excellent_case")
    light = planning.asked_of("rights_week", Load.LIGHT, Group.MEMBER)
    assert [(a.kind, a.figure_limit, a.word_limit) for a in light if not a.is_voluntary] == [
        ("indicator_report", 6, None), ("summary", None, 300),
    ]  # fmt: skip


def test_a_notice_over_4000_characters_or_to_a_government_is_refused(people, do):
    who = people.coordinator
    with pytest.raises(Refused, match="4,001字") as long:
        do(who, actions.plan_campaign, plan=first(who, body="字" * 4_001))
    with pytest.raises(Refused, match="不能向党委、政府") as above:
        do(who, actions.plan_campaign, plan=first(who, recipients="各县（市、区）人民政府"))
    do(who, actions.plan_campaign, plan=first(who, body="字" * 4_000))

    assert (long.value.field, above.value.field) == ("body", "recipients")


def test_the_load_of_the_month_counts_what_other_campaigns_ask(people, do):
    who = people.coordinator
    issue(who, do(who, actions.plan_campaign, plan=first(who)))
    second = do(who, actions.plan_campaign, plan=first(who, name="三月普法月", load=Load.MIDDLE))

    with scope(who):
        sentence = sample.load_sentence(second, who)

    assert "3月县（市、区）每家需报5项（其中其他活动2项）" in sentence
    assert "成员单位每家需报5项（其中其他活动2项）" in sentence


# ── Who, and what after ─────────────────────────────────────────────────────────────────────────
def test_a_stale_plan_does_not_overwrite_and_a_published_one_stands(people, do):
    who = people.coordinator
    campaign = do(who, actions.plan_campaign, plan=first(who))
    do(who, actions.edit_campaign, campaign=campaign, plan=first(who, theme="甲"), version=1)

    with pytest.raises(Refused, match="刚刚保存"):
        do(who, actions.edit_campaign, campaign=campaign, plan=first(who, theme="乙"), version=1)
    issue(who, campaign)
    with pytest.raises(Refused, match="已经印发"):
        do(who, actions.edit_campaign, campaign=campaign, plan=first(who), version=3)
    with scope(ROOT):
        assert Campaign.objects.get(pk=campaign.pk).theme == "甲"


def test_a_county_neither_plans_nor_closes(people, do, asked):
    with pytest.raises(Refused, match="不能筹备"):
        do(people.clerk, actions.plan_campaign, plan=first(people.clerk))
    with pytest.raises(Refused, match="不能筹备"):
        do(people.clerk, actions.close_campaign, campaign=asked.campaign)


def test_last_years_plan_moves_to_the_new_year(people, do):
    who = people.coordinator
    campaign = do(who, actions.plan_campaign, plan=first(who))
    with scope(who):
        plan = sample.plan_like(campaign, year=2027, load=Load.LIGHT, today=date(2026, 11, 22))

    later = do(who, actions.plan_campaign, plan=plan)

    assert (later.begins_on, later.ends_on) == (date(2027, 3, 1), date(2027, 3, 31))
    assert later.notice_title == "关于开展2027年“三八”妇女维权周活动的通知"
    assert len(later.receivers) == 44
    with scope(who):
        assert later.requirements.filter(due_on=date(2027, 3, 11)).count() == 6


def test_a_day_the_notice_does_not_name_is_said_before_it_goes_out(people, do, enter):
    who = people.coordinator
    plan = first(
        who, due_on=date(2026, 3, 12), body="活动时间：2026年3月1日至31日。13月12日前报送。"
    )
    campaign = do(who, actions.plan_campaign, plan=plan)

    page = enter(who).get(f"/campaigns/{campaign.pk}/").content.decode()

    assert "通知正文没有写到报送日3月12日，请核对。" in page
    assert "没有写到开始日期" not in page
