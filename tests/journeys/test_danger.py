"""Story 1: a call in danger at 16:55 on the last working day before a holiday.

The police first, then four questions, the chair, a shelter, the screening, the report for the
child, the warning, the protection order she applies for with somebody beside her.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.choices.danger import ITEMS
from cases.models import Case, SafetyAct
from portal.access import scope
from portal.desk.models import Notice
from tests.journeys.conftest import shot
from tests.journeys.hands import choose, send, told_time

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CALLED = datetime(2026, 2, 14, 16, 55, tzinfo=ZoneInfo("Asia/Shanghai"))  # Spring Festival: 15th
STORY = "来电人说丈夫酒后又动手，掐过脖子，摔了手机，孩子在场，现在不敢回家，想先有个地方住。"
PLACE = "市救助站庇护区三楼"


@pytest.fixture
def hour(monkeypatch):
    with told_time(monkeypatch, CALLED) as held:
        yield held


def call_in_danger(page):
    page.goto("/cases/register/")
    expect(page.locator("#id_phone")).to_be_focused()
    page.fill("#id_caller_name", "张某")
    page.locator("#id_category").click()
    page.keyboard.type("打人")
    page.keyboard.press("Enter")
    page.fill("#id_story", STORY)
    choose(page, safety="danger", first_step="own")
    send(page)
    expect(page.get_by_role("heading", name="请先报警")).to_be_visible()


def alarm_told_and_four_answered(page, hour):
    hour.now = CALLED + timedelta(minutes=5)
    page.fill("#id_alarm_at", "16:58")
    page.fill("#id_taken_by", "110 接警台")
    send(page, 'form[action$="/alarm/"]')
    choose(page, **{"check-happening": "no", "check-injured": "unknown", "check-lethal": "yes",
                    "check-child": "yes"})  # fmt: skip
    shot(page, "danger-2-questions")
    send(page, 'form[action$="/check/"]')
    expect(page.get_by_text("应当立即向公安机关报告")).to_be_visible()


def shelter_and_report_of_the_child(page, hour, address):
    hour.now = CALLED + timedelta(minutes=50)
    page.goto(f"{address}safety/act/?kind=shelter")
    page.fill("#id_place", PLACE)
    send(page)
    expect(page.get_by_text(PLACE)).to_be_visible()
    page.goto(f"{address}safety/minor/")
    page.select_option("#id_situation", "violence")
    page.fill("#id_reported_at", "17:00")
    page.fill("#id_reported_to", "光明路派出所")
    send(page)


def screened_and_warned(page, address):
    page.goto(f"{address}safety/screening/")
    names = {item.name: "no" for item in ITEMS}
    choose(page, **names | {"choked": "yes", "threat": "yes", "worse": "yes", "children": "grave"})
    send(page)
    expect(page.get_by_text("4，红线3")).to_be_visible()
    page.goto(f"{address}safety/warnings/new/")
    page.fill("#id_issued_on", "今天")
    page.fill("#id_issuer", "光明路派出所")
    send(page)


def ordered_by_the_court(page, address):
    page.goto(f"{address}safety/orders/new/")
    choose(page, measures="no_contact")
    send(page)
    page.get_by_role("link", name="人身安全保护令", exact=True).click()
    page.get_by_role("link", name="法院受理").click()
    page.fill("#id_accepted_at", "今天 10:00")
    send(page)
    expect(page.get_by_text("参照：法院应在")).to_be_visible()
    page.get_by_role("link", name="作出保护令").click()
    page.fill("#id_number", "（2026）豫0402民保令1号")
    page.fill("#id_expires_on", "2026.12.1")
    send(page)
    expect(page.get_by_text("不超过六个月").last).to_be_visible()
    assert page.locator("#id_number").input_value() == "（2026）豫0402民保令1号"
    page.fill("#id_expires_on", "2026.8.15")
    send(page)


def what_was_kept_and_told(leader):
    with transaction.atomic(), scope(leader):
        case = Case.objects.visible_to(leader).get(story=STORY)
        told = [notice.text for notice in Notice.objects.visible_to(leader)]
        shelter = SafetyAct.objects.get(case=case)
    assert (case.risk, case.needs_alarm, case.involves_minor) == ("red", False, True)
    assert shelter.place == PLACE
    assert any("有危险" in text for text in told)
    assert any("评估为红色" in text for text in told)
    assert not any("张某" in text or PLACE in text for text in told)


def test_the_police_first_then_questions_shelter_screening_warning_and_order(house, city, hour):
    clerk, leader = city.cast["clerk"], city.cast["leader"]
    page = house.window(clerk)

    call_in_danger(page)
    address = page.url
    expect(page.get_by_role("link", name="拨打 110")).to_be_visible()
    expect(page.get_by_text("转辖区派出所")).to_be_visible()
    assert page.get_by_role("button", name="记一笔办理").count() == 0
    shot(page, "danger-1-alarm")
    alarm_told_and_four_answered(page, hour)
    shelter_and_report_of_the_child(page, hour, address)

    hour.now = CALLED + timedelta(hours=18)
    page = house.window(clerk)
    screened_and_warned(page, address)
    ordered_by_the_court(page, address)
    page.goto(f"{address}safety/")
    shot(page, "danger-3-safety")

    page.emulate_media(media="print")
    expect(page.get_by_text(PLACE)).to_be_hidden()
    what_was_kept_and_told(leader)
