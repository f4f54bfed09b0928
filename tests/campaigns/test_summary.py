"""The city's summary: computed, traceable, frozen at issue, honest about what moved since."""

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from unittest import mock
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from django.db import transaction

from campaigns import actions, papers, registry
from campaigns.actions.report import correct_cell
from campaigns.choices import Group
from campaigns.models import CampaignSummary
from campaigns.presenters import summary as shown
from campaigns.rules import summary as rules
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.papers import actions as issuing
from portal.papers.actions import Numbering
from portal.papers.choices import NumberSource
from tests.factories.campaigns import make_campaign

TABLE = {"P02": ("发放宣传资料", "份", "8284"), "R04": ("参与调解", "件", "182"),
         "R05": ("调解成功", "件", "167"), "P08": ("参与单位", "个", "12")}  # fmt: skip
TEXT = (
    "现将情况总结如下。\n一、基本情况\n"
    "{家数}家单位报送，发放资料{P02余}（{P02}），成功率{R05/R04}。"
)


def cell(value, *, unit="甲", group=Group.COUNTY, is_added=True, name="发放", measure="份"):
    source = rules.Source(1, unit, group, 1, Decimal(value))
    return rules.Cell(source, name, measure, is_added)


# The figures of the demo city (demo_city.md e6) and of the joint meeting of 2013 (seed 002).
E6 = {
    "P02": [cell(60822), cell(26200, unit="乙", group=Group.MEMBER), cell(-1200, unit="丙")],
    "C01": [cell(8258, name="接待咨询", measure="人次")],
    "R04": [cell(182, name="参与调解", measure="件"),
            cell(24550, unit="乙", group=Group.MEMBER, name="参与调解", measure="件")],
    "R05": [cell(167, name="成功", measure="件"),
            cell(24059, unit="乙", group=Group.MEMBER, name="成功", measure="件")],
    "P08": [cell(12, is_added=False), cell(9, unit="乙", is_added=False)],
    "R06": [cell(337, name="妇女案件", measure="件")],
    "R07": [cell(2808, name="法律援助案件", measure="件")],  # entered as demo data: c28
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("P02", "85,822份"),
        ("P02余", "8.5万余份"),
        ("P02·成员", "26,200份"),
        ("C01余", "8200余人次"),
        ("R05/R04·县", "91.8%"),
        ("R05/R04·成员", "98.0%"),
        ("R06/R07", "12.0%"),
        ("P08", "—"),
        ("Z99", "—"),
    ],
)
def test_a_place_of_the_text_says_its_figure(key, said):
    assert rules.count(key, E6).said == said


def test_a_figure_names_each_source_and_its_formula():
    counted = rules.count("R05/R04·成员", E6)

    assert counted.formula == "成功24,059÷参与调解24,550"
    assert [source.unit for source in counted.sources] == ["乙", "乙"]
    assert rules.counted_of(counted.key, counted.as_data()) == counted


@pytest.fixture
def accepted(people, do):
    """新华区's table is accepted, as its kind would have frozen it."""
    real = registry.duty_kind("indicator_report")
    cells = {
        code: {"name": name, "measure": measure, "value": value, "source": "typed", "reason": "",
               "aggregation": "distinct" if code == "P08" else "sum", "auto": None, "note": "",
               "activities": [], "last": None, "part_of": "", "numerator": "", "denominator": ""}
        for code, (name, measure, value) in TABLE.items()
    }  # fmt: skip
    asked = make_campaign(planner=people.coordinator, kind="indicator_report")
    at = datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    registry.register_duty_kind(
        replace(real, complete=lambda duty: [], freeze=lambda duty: {"cells": cells})
    )
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=at)
    registry.register_duty_kind(real)
    do(people.coordinator, actions.accept_duty, duty=asked.duty, at=at)
    return asked


def issue(actor, campaign):
    at = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    with transaction.atomic(), scope(actor):
        record = papers.find(actor, str(campaign.pk))
        return issuing.issue_paper(
            kind=papers.SUMMARY,
            record=record,
            paper=papers.summary_paper(
                actor=actor, record=record, values={}, day=date(2026, 3, 20)
            ),
            numbering=Numbering(NumberSource.NONE),
            actor=actor,
            at=at,
        )


@pytest.mark.django_db
def test_what_was_issued_stands_and_says_what_moved_since(people, do, accepted, enter):
    who, campaign = people.coordinator, accepted.campaign
    do(who, actions.write_summary, campaign=campaign, text=TEXT, version=0)
    paper = issue(who, campaign)

    do(
        people.clerk, correct_cell, duty=accepted.duty, code="P02", value=Decimal(8164),
        reason="有一场重复统计", at=datetime(2026, 3, 20, 15, tzinfo=ZoneInfo("Asia/Shanghai")),
    )  # fmt: skip

    made = docx.Document(io.BytesIO(bytes(paper.content)))
    text = "".join(paragraph.text for paragraph in made.paragraphs)
    assert "1家单位报送，发放资料8200余份（8,284份），成功率91.8%" in text.replace(" ", "")
    client = enter(who)
    page = client.get(f"/campaigns/{campaign.pk}/summary/").content.decode()
    figure = client.get(f"/campaigns/{campaign.pk}/summary/figure/", {"of": "P02"}).content.decode()
    assert "已印发：8,284" in page
    assert ">8,164</a>" in page
    assert "新华区妇联" in figure
    assert f'href="/campaigns/duties/{accepted.duty.pk}/report/P02/"' in figure
    assert "印发时 8,284" in figure
    with pytest.raises(Refused, match="已经印发"):
        do(who, actions.write_summary, campaign=campaign, text="改", version=1)


@pytest.mark.django_db
def test_all_tables_come_as_one_workbook_of_numbers(people, accepted, enter):
    answer = enter(people.coordinator).get(f"/campaigns/{accepted.campaign.pk}/summary/tables/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))

    city = {
        row[0]: row for row in book["全市合计"].iter_rows(min_row=4, values_only=True) if row[1]
    }
    county = list(book["县（市、区）"].iter_rows(min_row=3, max_row=5, values_only=True))
    board = list(book["报送情况"].iter_rows(min_row=3, max_row=4, values_only=True))
    assert book.sheetnames == ["全市合计", "县（市、区）", "成员单位", "报送情况"]
    assert city["P02"] == ("P02", "发放宣传资料", "份", 8284, "—", "", 8284, "1家相加")
    assert city["P08"][6] == "—", "distinct units are not added"
    assert county[1][:2] == ("新华区妇联", 8284)
    assert county[2][:2] == ("小计", 8284)
    assert board[1][:3] == ("县（市、区）", "新华区妇联", "未签收")
    assert "程书宁" in book["全市合计"]["A2"].value
    assert enter(people.clerk).get(answer.request["PATH_INFO"]).status_code == 403


@pytest.mark.django_db
def test_a_number_nobody_reported_is_not_issued(people, do, accepted):
    who = people.coordinator
    do(who, actions.write_summary, campaign=accepted.campaign, text="慰问{G01}。", version=0)

    with pytest.raises(Refused, match="有1处还没有数：G01"):
        issue(who, accepted.campaign)
    with scope(who):
        assert not CampaignSummary.objects.get().is_issued


@pytest.mark.django_db
def test_a_figure_that_is_nothing_is_named_before_it_is_issued(people, do, accepted, enter):
    url = f"/campaigns/{accepted.campaign.pk}/summary/"
    rows = {"G01": [cell(0, name="慰问", measure="人次")], "P02": [cell(3)]}
    made = {key: rules.count(key, rows) for key in rows}
    page = enter(people.coordinator).get(url).content.decode()

    assert rules.nothing_done(made) == ["慰问"]
    assert "全市都是0" not in page
    with mock.patch.object(shown, "cells_of", return_value=rows):
        do(people.coordinator, actions.write_summary, campaign=accepted.campaign,
           text="慰问{G01}，发放{P02}。", version=0)  # fmt: skip
        assert "慰问：全市都是0" in enter(people.coordinator).get(url).content.decode()


@pytest.mark.django_db
def test_the_first_draft_is_refused_until_its_opening_is_written(people, do, accepted, enter):
    who, url = people.coordinator, f"/campaigns/{accepted.campaign.pk}/summary/"
    with clock.at(datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))):
        client = enter(who)
        page = client.get(url).content.decode()
        wrong = client.post(url, {"text": "发放{P2}份", "version": "0"})
        text = rules.skeleton(2026, "“三八”妇女维权周")
        do(who, actions.write_summary, campaign=accepted.campaign, text=text, version=0)

        with pytest.raises(Refused, match="开头语还没有写"):
            issue(who, accepted.campaign)
        text = text.replace(rules.OPENING, "现将情况总结如下。")
        do(who, actions.write_summary, campaign=accepted.campaign, text=text, version=1)
        with pytest.raises(Refused, match="“存在问题”“下步打算”下面还没有写"):
            issue(who, accepted.campaign)
    assert "8200余份</a>" in page
    assert wrong.status_code == 422


@pytest.mark.django_db
def test_a_county_has_no_part_in_the_citys_summary(people, do, accepted, enter):
    assert enter(people.clerk).get(f"/campaigns/{accepted.campaign.pk}/summary/").status_code == 403
    with pytest.raises(Refused, match="由筹备单位写"):
        do(
            people.clerk, actions.write_summary, campaign=accepted.campaign, text="x", version=0
        )  # fmt: skip
    with scope(people.clerk):
        assert shown.summary_of(accepted.campaign, people.clerk) is None
