"""One event two units reported is counted once; the totals of the demo city's e6."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from campaigns.choices import DutyStatus, Group
from campaigns.demo import reports
from campaigns.demo.cases import known as cases
from campaigns.demo.words import NOTHING
from campaigns.models import (
    Activity,
    ActivityFigure,
    Duty,
    DutyVersion,
    IndicatorOwner,
    Overlap,
    Participation,
)
from campaigns.rules import overlap as rules
from campaigns.rules import summary
from campaigns.rules.texts import CASE_PARTS, FEWEST_PHOTOS, missing
from portal.access import scope
from portal.units.models import Unit
from tests.factories.campaigns import ASKED, DUE, make_campaign

# demo_city.md e6: 全市, without the seven units of small figures.
CITY = {"P01": 573, "P02": 85822, "P09": 55805, "C01": 8258, "C02": 4019, "G01": 694}
COUNTIES = {
    "P01": 238, "P02": 60822, "P04": 228, "P09": 25295, "P14": 66, "C01": 5388, "C02": 2639,
    "R04": 182, "R05": 167, "G01": 449, "O02": 1369,
}  # fmt: skip
MEMBERS = {"P01": 336, "P02": 26200, "P09": 31110, "C01": 3010, "C02": 1440, "G01": 245}
OWN = {
    "R13": 118, "R13a": 39, "R13b": 17, "R13c": 15, "R17": 6, "R15": 8, "R15a": Decimal("12.6"),
    "R06": 96, "R08": Decimal("128.4"), "G07": 210, "R18": 4, "E02": 3460, "E03": 812, "R10": 21,
    "R09": Decimal("46.3"), "P16": 86, "C07": 3150, "P17": 16, "P10": 11, "P19": 10, "P18": 14,
    "P13": 85, "P20": 22, "M01": 64,
}  # fmt: skip
OPENING, DAY, KEPT, TAKEN = reports.OPENING


def city_cells():
    """What the demo's units report, as accepted tables; keys stand for duties."""
    made = {}
    for key, (unit, values) in enumerate(reports.figures().items()):
        group = Group.MEMBER if "M" in unit else Group.ZONE if "Z" in unit else Group.COUNTY
        for code, value in values.items():
            source = summary.Source(key, unit, group, 1, value)
            made.setdefault(code, []).append(summary.Cell(source, code, "", is_added=True))
    return made, {unit: key for key, unit in enumerate(reports.figures())}


def test_the_demo_city_adds_up_to_the_digit():
    cells, keys = city_cells()
    off = {code: Decimal(value) for code, value in reports.TWICE.items()}
    assert rules.refusal(cells, keys[KEPT], keys[TAKEN], off) is None
    for code, value in off.items():
        cells[code].append(rules.less(cells, code, value, keys[TAKEN], "减：启动仪式"))

    def total(key):
        return summary.count(key, cells).value

    assert {code: total(code) for code in CITY} == CITY
    assert {code: total(f"{code}·县") for code in COUNTIES} == COUNTIES
    assert {code: total(f"{code}·成员") for code in MEMBERS} == MEMBERS
    assert summary.count("R05/R04·县", cells).said == "91.8%"
    assert summary.count("R05a/R04a·成员", cells).said == "97.3%"
    assert summary.count("R06w/R06", cells).said == "74.0%"
    assert {code: total(code) for code in OWN} == OWN
    assert summary.count("P02", cells).formula.endswith("家相加，减1处重复")
    assert total("家数") == len(reports.figures())


def test_the_story_of_the_demo_city_keeps_its_counts():
    assert len(NOTHING) == 9
    assert len(reports.BEHALF) == 5
    assert len(reports.BACK) == 4
    assert sum(day > reports.DUE and unit != "410425" for unit, day in reports.DAYS.items()) == 3
    assert [len(cases()), sum(case.get("chosen", False) for case in cases())] == [11, 6]
    for case in cases():
        texts = {part.key: case[part.key] for part in CASE_PARTS}
        texts |= {"title": case["title"], "hosts": case["hosts"]}
        assert missing("excellent_case", None, texts) == []
        assert len(case["captions"]) == FEWEST_PHOTOS


@pytest.mark.parametrize(
    ("kept", "taken", "off", "words"),
    [
        (1, 1, {"P02": "5"}, "两家不同"),
        (1, 2, {"P02": "0"}, "至少一个"),
        (1, 2, {"P02": "8285"}, "多于两家所报的8,284"),
        (1, 2, {"Z09": "1"}, "都没有报"),
    ],
)
def test_no_more_is_taken_off_than_was_reported(kept, taken, off, words):
    cells = {
        "P02": [
            summary.Cell(summary.Source(key, unit, "county", 1, Decimal(value)), "资料", "份", True)
            for key, unit, value in ((1, "甲", 8284), (2, "乙", 8200))
        ]
    }

    found = rules.refusal(cells, kept, taken, {code: Decimal(v) for code, v in off.items()})

    assert found is not None
    assert words in found[0]


def event(key, duty, **changes):
    values = {
        "unit_code": f"41040{duty + 1}", "day": date(2026, 3, 6), "title": f"第{key}场",
        "place": "", "joint": (), "figures": {"P02": Decimal(key * 100), "C01": Decimal(5)},
    }  # fmt: skip
    return rules.Event(key=key, duty=duty, **values | changes)


@pytest.mark.parametrize(
    ("changes", "is_hint"),
    [
        ({"place": "广场"}, True), ({"title": "第1场"}, True), ({"joint": ("410402",)}, True),
        ({}, False), ({"place": "广场", "day": date(2026, 3, 7)}, False),
        ({"place": "广场", "duty": 1}, False), ({"joint": ("4104",)}, False),
    ],
)  # fmt: skip
def test_events_of_one_day_that_look_like_one_are_pointed_to(changes, is_hint):
    one, other = event(1, 1, place="广场"), event(2, **{"duty": 2} | changes)

    assert [(a.key, b.key) for a, b in rules.alike([one, other])] == ([(1, 2)] if is_hint else [])


def test_what_both_may_have_counted_is_the_smaller_of_each_and_the_event():
    cells = {
        code: [
            summary.Cell(summary.Source(key, unit, "county", 1, Decimal(900)), code, "", True)
            for key, unit in ((1, "甲"), (2, "乙"))
        ][: 1 if code == "C01" else 2]
        for code in ("P01", "P02", "C01")
    }

    assert rules.shared(event(1, 1), event(2, 2), cells) == {"P02": 100, "P01": 1}


def accept(duty, value, *, by):
    """A table with one figure, sent and accepted."""
    cell = {"name": "发放宣传资料", "measure": "份", "value": value, "aggregation": "sum"}
    DutyVersion.objects.create(
        duty=duty, unit_code=duty.unit_code, number=1, content={"cells": {"P02": cell}}, at=ASKED,
        by_id=by.account_id, by_name=by.name, received_on=DUE,
    )  # fmt: skip
    duty.status, duty.content_version, duty.received_on = DutyStatus.ACCEPTED, 1, DUE
    duty.submitted_at = duty.reviewed_at = ASKED
    duty.reviewed_by_id = by.account_id
    duty.save()


@pytest.fixture
def twice(people):
    """新华区 and 卫东区 both reported; the campaign and their duties."""
    who = people.coordinator
    asked = make_campaign(planner=who, kind="indicator_report")
    with transaction.atomic(), scope(who):
        place = {"unit_code": "410403", "asked_by_code": who.unit_code}
        other = Participation.objects.create(
            **place, campaign=asked.campaign, unit=Unit.objects.get(code="410403"),
            group=Group.COUNTY, asked_at=ASKED,
        )  # fmt: skip
        second = Duty.objects.create(
            **place, participation=other, requirement=asked.duty.requirement,
            kind="indicator_report", due_on=DUE,
        )  # fmt: skip
        accept(asked.duty, "8284", by=who)
        accept(second, "7424", by=who)
    return asked.campaign, asked.duty, second


@pytest.mark.django_db
def test_an_overlap_is_said_and_undone_on_its_page(people, twice, enter):
    campaign, first, second = twice
    client, home = enter(people.coordinator), f"/campaigns/{campaign.pk}/"
    url, figure = f"{home}overlaps/", f"{home}summary/figure/?of=P02"
    data = {"title": "启动仪式", "held_on": "2026-03-06", "kept": first.pk, "taken": second.pk}

    refused = client.post(url, data | {"f_P02": "9999"})
    done = client.post(url, data | {"f_P02": "1,200"})
    again = client.post(url, data | {"f_P02": "1"})
    opened = client.get(figure).content.decode()
    undo = re.search(rf"{url}\d+/undo/", client.get(url).content.decode()).group(0)
    with scope(people.clerk):
        seen_by_a_county = Overlap.objects.visible_to(people.clerk).exists()
    undone = client.post(undo)

    assert [refused.status_code, done.status_code, again.status_code] == [422, 302, 422]
    assert "多于两家所报的8,284" in refused.content.decode()
    assert 'value="9999"' in refused.content.decode()
    assert "已经记过" in again.content.decode()
    assert "14,508" in opened
    assert "减：启动仪式" in opened
    assert not seen_by_a_county
    assert undone.status_code == 302
    assert "15,708" in client.get(figure).content.decode()


@pytest.mark.django_db
def test_a_suggestion_fills_the_form_and_goes_when_it_was_said(people, twice, enter):
    campaign, first, second = twice
    for unit, given in (("410402", 1200), ("410403002", 1500)):
        with transaction.atomic(), scope(people.coordinator):
            held = Activity.objects.create(
                unit_code=unit, title="启动仪式", held_on=date(2026, 3, 6), held_at=ASKED,
                forms=["fair"], line="law", recorded_at=ASKED, recorded_by_name="李知微",
                recorded_by_id=people.coordinator.account_id,
            )  # fmt: skip
            ActivityFigure.objects.create(activity=held, unit_code=unit, code="P02", value=given)
    client, url = enter(people.coordinator), f"/campaigns/{campaign.pk}/overlaps/"

    page = client.get(url).content.decode()
    link = re.search(r'href="(\?first=\d+&amp;second=\d+)#', page).group(1).replace("&amp;", "&")
    filled = client.get(url + link).content.decode()
    data = {"title": "启动仪式", "held_on": "2026-03-06", "kept": first.pk, "taken": second.pk}
    client.post(url, data | {"f_P02": "1200"})

    assert "可能是同一场" in page
    assert "发放宣传资料1,200份" in page
    assert 'value="启动仪式"' in filled
    assert 'name="f_P02" value="1,200"' in filled
    assert "可能是同一场" not in client.get(url).content.decode()


@pytest.mark.django_db
def test_each_figure_of_the_demo_is_one_its_unit_is_asked_for():
    """Else it would be typed nowhere, and the sums of the pages would not be those of the plan."""
    owners = IndicatorOwner.objects.filter(indicator__indicator_set__kind="rights_week")
    asked = set(owners.values_list("for_code", "group", "indicator__code"))
    own = {code for code, _, _ in asked if code}

    lost = [
        (unit, code)
        for unit, values in reports.figures().items()
        for code in values
        if (unit if unit in own else "", "member" if "M" in unit else "county", code) not in asked
    ]

    assert lost == []
