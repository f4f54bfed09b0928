"""上年数 by sheet: checked cell by cell, shown beside this year's, never twice."""

from decimal import Decimal

import pytest
from django.db import transaction

from campaigns.models import Duty, PastFigure
from campaigns.reports.table import last_year
from portal import clock
from portal.access import scope
from portal.sheets import actions, registry
from tests.campaigns.shared import scene, stage

__all__ = ["scene", "stage"]
HEAD = "单位,指标,2025年"
GOOD = "新华区妇联,宣传／发放宣传资料,24000\n市司法局,P01,12"


def send(sheet, planner, *lines, mode="all"):
    content = "\n".join((HEAD, *lines)).encode()
    upload = actions.take_file(
        sheet=sheet, name="上年数.csv", content=content, actor=planner, at=clock.now()
    )
    return upload, lambda: actions.import_file(
        upload=upload, mode=mode, actor=planner, at=clock.now()
    )


@pytest.fixture
def sheet(scene):
    planner = scene.cast["coordinator"]
    with transaction.atomic(), scope(planner):
        duty = Duty.objects.for_page().get(pk=scene.written.report.pk)
        yield (
            planner,
            duty,
            lambda: registry.sheet_for(planner, f"past-{duty.participation.campaign_id}"),
        )


def test_last_years_figures_stand_beside_this_years_and_a_second_run_makes_no_doubles(sheet):
    planner, duty, named = sheet
    _, write = send(named(), planner, GOOD)
    assert write().made == 2
    assert last_year(Duty.objects.for_page().get(pk=duty.pk))["P02"] == Decimal(24000)

    _, again = send(named(), planner, "新华区妇联,P02,２４，000\n市司法局,P01,13")
    assert (again().made, PastFigure.objects.filter(year=2025).count()) == (1, 2)
    assert PastFigure.objects.get(unit_code="4104M10", code="P01", year=2025).value == 13


def test_each_bad_cell_says_what_is_wrong(sheet):
    planner, _, named = sheet
    bad = "没有的局,P01,1\n新华区妇联,ZZ,1\n新华区妇联,P01,很多\n新华区妇联,P02,1\n新华区妇联,P02,2"
    upload, _ = send(named(), planner, bad)
    assert [words for _, _, words in upload.summary["bad"]] == [
        "单位不是报送单位，请从下拉列表中选。",
        "指标没有这个指标，请从下拉列表中选。",
        "请填数字；没有就填0。",
        "与第5行是同一家同一个指标，请删去一行。",
    ]


def test_the_sheet_exists_only_for_the_planner(sheet, scene):
    _, duty, _ = sheet
    for who in ("clerk", "stranger", "hotline"):
        assert registry.sheet_for(scene.cast[who], f"past-{duty.participation.campaign_id}") is None
    assert registry.sheet_for(scene.cast["coordinator"], "past-99999999") is None
