"""Story 6: a neighbour's call at night about a child, typed in by the hotline next morning: the
police and the report first, then the case itself goes to 汝州市妇联. It is declined once for want
of a word, offered again, accepted: what runs and what waits goes along, and the hotline sees no
more of it than that it went. Who rang asked not to be named, and is not.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.models import Case, CaseDeadline, Referral, Transfer
from portal.access import Role, scope
from portal.audit.models import LogEntry
from portal.desk.models import Notice
from tests.conftest import ROOT
from tests.factories.people import Person, make_person
from tests.factories.referrals import refer
from tests.journeys.conftest import shot
from tests.journeys.hands import choose, pick, send, told_time

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MORNING = datetime(2026, 3, 18, 8, 35, tzinfo=ZoneInfo("Asia/Shanghai"))
STORY = "来电人说楼上夜里常有孩子哭喊和打骂声，上周见孩子胳膊有青印，问了只说摔的。"
NEIGHBOUR = "13900007788"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def hour(monkeypatch):
    with told_time(monkeypatch, MORNING) as held:
        yield held


@pytest.fixture
def ruzhou(city):
    """The clerk of 汝州市妇联."""
    with transaction.atomic(), scope(ROOT):
        return make_person(Person("t-ruzhou", "贺兰亭", "410482", Role.COUNTY_CLERK))


def call_of_last_night(page):
    page.goto("/cases/register/")
    page.get_by_text("更多（选填）").click()
    page.fill("#id_received_at", "昨天 20:40")
    page.fill("#id_phone", NEIGHBOUR)
    page.fill("#id_caller_name", "周明霞")
    page.locator('label:has-text("邻居")').first.click()
    pick(page, "#id_category", "虐待")
    page.fill("#id_story", STORY)
    choose(page, safety="danger", first_step="refer")
    send(page)
    expect(page.get_by_role("heading", name="请先报警")).to_be_visible()


def nothing_is_handed_on_before_the_police(page, address):
    page.goto(f"{address}transfer/")
    expect(page.locator("main")).to_contain_text("报警")
    assert page.locator("#id_unit").count() == 0


def police_and_report(page, address):
    page.goto(address)
    page.fill("#id_alarm_at", "昨天 20:46")
    page.fill("#id_taken_by", "汝州 110 接警台")
    send(page, 'form[action$="/alarm/"]')
    choose(page, **{"check-happening": "unknown", "check-injured": "yes", "check-lethal": "unknown",
                    "check-child": "yes"})  # fmt: skip
    send(page, 'form[action$="/check/"]')
    page.goto(f"{address}safety/minor/")
    choose(page, outcome="reported")
    page.select_option("#id_situation", "violence")
    page.fill("#id_reported_at", "昨天 20:46")
    page.fill("#id_reporter", "白晓禾")
    page.fill("#id_reported_to", "汝州 110 接警台")
    page.fill("#id_receipt_number", "演示-0318-07")
    send(page)


def not_to_be_named(page, address):
    """她不愿让人知道是她说的: 补充登记 A."""
    page.goto(f"{address}form/a/")
    page.locator('[name="keeps_secret"]').check()
    send(page)
    page.wait_for_url("**/form/b/")


def offered(page, address, note):
    page.goto(f"{address}transfer/")
    pick(page, "#id_unit", "汝州市妇联")
    page.fill("#id_note", note)
    send(page)
    expect(page.locator(".messages").first).to_contain_text("已转送汝州市妇联，等对方接收")


def waiting_on(page, words):
    """The offer among her to-dos; opens it."""
    page.goto("/")
    expect(page.locator("main")).to_contain_text(words)
    page.locator("main a", has_text="接收").first.click()
    page.wait_for_url(re.compile(r"/referrals/transfers/\d+/$"))


def declined(page):
    waiting_on(page, "转送")
    assert STORY not in page.content()
    page.get_by_text("不接收", exact=True).first.click()
    page.locator("#id_note").fill("请写明是哪个乡镇、派出所是否已出警。")
    page.get_by_role("button", name="不接收").click()
    expect(page.locator(".messages").first).to_contain_text("已告知转出单位不接收")


def accepted(page, address):
    waiting_on(page, "转送")
    shot(page, "transfer-2-offer")
    page.get_by_role("button", name="接收", exact=True).click()
    page.wait_for_url(re.compile(re.escape(address)))
    expect(page.locator(".messages").first).to_contain_text("由您经办")
    expect(page.locator("main")).to_contain_text(STORY)
    expect(page.locator("main")).to_contain_text("市民政局")


def clocks_of(case):
    """{rule: whose}, of the case and of its referral."""
    with transaction.atomic(), scope(ROOT):
        running = CaseDeadline.objects.filter(case=case).running()
        referral = Referral.objects.get(case=case)
        return (
            {row.rule.code: row.unit_code for row in running.select_related("rule")},
            referral.from_code,
            referral.minder_id,
        )


def test_the_hotline_hands_a_case_to_ruzhou_with_all_that_runs(house, city, ruzhou, hour):
    hotline, coordinator = city.cast["hotline"], city.cast["coordinator"]
    page = house.window(hotline)
    call_of_last_night(page)
    address = "/" + page.url.split("/", 3)[3]
    nothing_is_handed_on_before_the_police(page, address)
    police_and_report(page, address)
    not_to_be_named(page, address)
    with transaction.atomic(), scope(ROOT):
        case = Case.objects.get(story=STORY)
    refer(case, "4104M11", by=coordinator, at=hour.now)
    before, sender, minder = clocks_of(case)
    assert before, "something runs"
    assert set(before.values()) == {"4104"} == {sender}
    assert minder == hotline.account_id

    offered(page, address, "孩子在汝州市，请接续办理。")
    shot(page, "transfer-1-offered")
    theirs = house.window(ruzhou)
    assert theirs.goto(address).status == 404
    declined(theirs)
    page.goto(address)
    expect(page.locator("main")).to_contain_text("请写明是哪个乡镇")
    offered(page, address, "孩子在汝州市某街道，派出所已出警，请接续办理。")
    accepted(theirs, address)
    shot(theirs, "transfer-3-hers")

    after, sender, minder = clocks_of(case)
    assert after == dict.fromkeys(before, "410482")
    assert (sender, minder) == ("410482", ruzhou.account_id)
    theirs.goto("/")
    expect(theirs.locator("main")).to_contain_text(case.short_number)
    shot(theirs, "transfer-4-desk")
    the_hotline_sees_that_it_went(page, address, case)
    the_neighbour_is_not_named(house, ruzhou, address)
    who_was_told(hotline, case)


def the_hotline_sees_that_it_went(page, address, case):
    assert page.goto(address).status == 404
    page.goto("/cases/")
    assert case.number not in page.content()
    with transaction.atomic(), scope(ROOT):
        offer = Transfer.objects.filter(case=case).latest("pk")
    page.goto(offer.get_absolute_url())
    expect(page.locator("main")).to_contain_text("事项已转到汝州市妇联")
    assert STORY not in page.content()
    shot(page, "transfer-5-gone")


def the_neighbour_is_not_named(house, ruzhou, address):
    """Not in the title, the list or on the page of who handles it, until she asks; then it is
    logged."""
    phone = house.window(ruzhou, viewport=PHONE)
    for place in ("/", "/cases/", address):
        phone.goto(place)
        for trace in (NEIGHBOUR, "周明霞", "周某"):
            assert trace not in phone.locator("h1").inner_text()
        assert NEIGHBOUR not in phone.content()
        assert "周明霞" not in phone.content()
    expect(phone.locator("h1")).to_contain_text("（邻居同事反映）")
    shot(phone, "transfer-6-phone")
    phone.locator("dd", has_text="周某某").get_by_role("button", name="查看").click()
    expect(phone.locator("main")).to_contain_text("周明霞")
    with transaction.atomic(), scope(ROOT):
        assert LogEntry.objects.filter(action="case.unmask", account_id=ruzhou.account_id).exists()


def who_was_told(hotline, case):
    with transaction.atomic(), scope(hotline):
        told = [notice.text for notice in Notice.objects.visible_to(hotline)]
    assert f"{case.short_number} 汝州市妇联已接收" in told
    assert not any(NEIGHBOUR in text or "周" in text for text in told)
