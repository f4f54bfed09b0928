"""The demo city's years: last year's sums, and the yearly work of seed 002 with its rates."""

import io
from datetime import date

import docx
import pytest
from django.db import transaction

from campaigns.demo import coordinator, past, yearly
from campaigns.models import Campaign, CampaignSummary, Duty, Participation
from campaigns.presenters import planning as sample
from portal import clock
from portal.access import scope
from portal.demo import actions as demo
from portal.papers.models import IssuedPaper
from tests.campaigns.test_indicators import SEED_002
from tests.factories.people import ROOT

PARTS = {"C02": "C01", "R05": "R04"}


def test_last_years_figures_of_the_counties_add_up_to_their_sums():
    given = past.figures()
    units = {unit for unit, _ in given}

    assert len(units) == 12
    assert {
        code: sum(value for (_, one), value in given.items() if one == code) for code in past.TOTALS
    } == past.TOTALS
    assert all(given[unit, part] <= given[unit, whole]
               for unit in units for part, whole in PARTS.items())  # fmt: skip
    assert given["410422", "P02"] * 10 == 59_490, "叶县's slip is ten times last year's"


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, {"a": 1, "b": 1, "c": 1}, {"a": 4, "b": 3, "c": 3}),
        (7, {"a": 2, "b": 1}, {"a": 5, "b": 2}), (0, {"a": 5}, {"a": 0}),
    ],
)  # fmt: skip
def test_a_total_is_shared_out_whole(total, weights, parts):
    assert past.shares(total, weights) == parts


def test_every_figure_of_seed_002_is_in_the_demo_year_and_nothing_is_left_out():
    known = yearly.figures()

    assert {code: float(known[unit][code]) for code, (_, unit) in SEED_002.items()
            if code in known[unit]} | {"P04": 50.0} == {
        code: float(value) for code, (value, _) in SEED_002.items()
    }  # fmt: skip


@pytest.mark.django_db
def test_the_yearly_work_goes_from_its_notice_to_a_summary_with_the_rates_of_seed_002(
    key_ring, settings
):
    """Entered by the unit whose figure it is; 98.0, 12.0, 45.1 and 46.2 per cent come out."""
    settings.PORTAL_DEMO = True
    with scope(ROOT):
        demo.seed_accounts(at=clock.now())
        actors = demo.registrars() | {"4104": coordinator()}

    assert yearly.annual_work(actors) == 33

    with scope(ROOT):
        campaign = Campaign.objects.get(kind="annual_work")
        assert set(Duty.objects.values_list("status", flat=True)) == {"accepted", "nothing"}
        own = Participation.objects.get(campaign=campaign, unit_code="4104")
        assert (own.group, own.is_signed) == ("member", True)
        summary = CampaignSummary.objects.get(campaign=campaign)
        paper = IssuedPaper.objects.get(number="平维协〔2026〕2号")
    assert paper.title == "关于2025年年度工作情况的总结"
    text = "".join(p.text for p in docx.Document(io.BytesIO(bytes(paper.content))).paragraphs)
    for said in (
        "成功率98.0%", "案件337件，占总数的12.0%", "占45.1%", "占46.2%", "24,550件",
        "损失318.7万元", "追讨劳动报酬等98.7万元", "办结率100.0%", "发放宣传资料2万份",
        "关爱农村留守儿童26,662人",
    ):  # fmt: skip
        assert said in text, said
    sources = summary.figures["R05a/R04a·成员"]["sources"]
    assert {source[1] for source in sources} == {"市司法局"}


def test_a_years_work_is_asked_of_member_units_and_of_the_planner(people):
    with transaction.atomic(), scope(people.coordinator):
        week, year = (
            sample.first_plan(
                kind=kind, year=2026, load="light", key_date=None, actor=people.coordinator,
                today=date(2026, 2, 1),
            ).receivers
            for kind in ("rights_week", "annual_work")
        )  # fmt: skip

    assert ("4104" in week, "410402" in week, len(week)) == (False, True, 44)
    assert ("4104" in year, "410402" in year, len(year)) == (True, False, 33)
