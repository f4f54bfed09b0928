"""Story 1: a call in danger at 16:55 on the last working day before a holiday.

The police first, then four questions, the chair, a shelter, the screening, the report for the
child, the warning, the protection order she applies for with somebody beside her. The letter to the
police of the district comes back with the original under seal; the leader closes it, somebody else
asks how it is.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.choices.danger import ITEMS
from cases.models import Case, FollowUp, Referral, SafetyAct
from portal.access import scope
from portal.desk.models import Notice
from tests.conftest import ROOT
from tests.factories.files import picture
from tests.journeys.conftest import shot
from tests.journeys.hands import choose, pick, send, step, told_time

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CALLED = datetime(2026, 2, 14, 16, 55, tzinfo=ZoneInfo("Asia/Shanghai"))  # Spring Festival: 15th
STORY = "来电人说丈夫酒后又动手，掐过脖子，摔了手机，孩子在场，现在不敢回家，想先有个地方住。"
ORIGINAL = {"name": "告诫书送达（盖章）.jpg", "mimeType": "image/jpeg", "buffer": picture()}
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


def asked_in_writing(page, address):
    """Within the day of a red screening, to the police of the same level."""
    page.goto(f"{address}refer/")
    pick(page, "#id_lead", "新华公安")
    page.fill("#id_what", "当事人反映丈夫酒后动手、掐脖子，孩子在场，已报警并到庇护场所。")
    page.fill("#id_asked_for", "请依法处置，符合条件的出具告诫书，并反馈办理情况。")
    choose(page, basis="consent")
    page.fill("#id_consent_at", "今天 9:00")
    page.fill("#id_basis_note", "在庇护场所当面同意")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".preview")).to_contain_text("新华公安分局将看到")
    shot(page, "danger-4-letter")
    page.get_by_role("button", name="发出转介").click()
    page.wait_for_url(f"**{address}")


def the_letter():
    with transaction.atomic(), scope(ROOT):
        return Referral.objects.get(case__story=STORY)


def answered_under_seal(page):
    """A red one cannot be given back; it is signed for, reported with the original."""
    page.goto("/referrals/?state=open")
    page.get_by_role("button", name="签收", exact=True).first.click()
    expect(page.locator(".messages").first).to_contain_text("已签收")
    page.goto(the_letter().get_absolute_url())
    expect(page.get_by_text("不属本单位", exact=True)).to_have_count(0)
    choose(page, **{"report-results": "warning"})
    page.fill("#id_report-text", "已对行为人出具家庭暴力告诫书并送达双方。")
    choose(page, **{"report-told": "yes"})
    page.fill("#id_report-told_on", "今天")
    page.set_input_files("#id_report-original", ORIGINAL)
    page.get_by_role("button", name="反馈", exact=True).click()
    expect(page.locator(".messages").first).to_contain_text("已反馈")


def reviewed_and_closing_asked(page, address):
    page.goto(the_letter().get_absolute_url())
    expect(page.locator(".file-seal")).to_have_text("盖章件")
    page.get_by_role("button", name="审核通过").click()
    page.wait_for_load_state()
    page.goto(address)
    step(page, "result", note="告诫书、保护令均已落实，母子已安顿。", chips=["落实保护", "已化解"])
    assert page.locator("#step-close").count() == 0, "nobody closes violence alone"
    step(page, "ask-close", note="保护措施已落实，报请办结。")


def closed_by_the_leader(page, address):
    page.goto("/cases/waiting/")
    waiting = page.locator("article.waiting", has_text="家庭暴力")
    waiting.get_by_role("button", name="同意办结").first.click()
    expect(page.locator("#messages, .messages").first).to_contain_text("已保存")
    page.goto(address)
    shot(page, "danger-5-closed")


def asked_how_it_is(page, address):
    page.goto(address)
    page.fill("#id_follow-up-next_on", "4.7")
    page.locator("#step-follow-up").scroll_into_view_if_needed()
    shot(page, "danger-6-asking")
    step(page, "follow-up", note="本人说已回到自己住处，对方没有再来。", chips=["满意"])
    expect(page.locator("main")).to_contain_text("再回访")
    shot(page, "danger-7-followed")


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
    page.emulate_media(media="screen")
    to_the_followed_up_case(house, city, hour, page, "/" + address.split("/", 3)[3])


def to_the_followed_up_case(house, city, hour, page, address):
    asked_in_writing(page, address)
    answered_under_seal(house.window(city.cast["branch"]))
    reviewed_and_closing_asked(page, address)
    closed_by_the_leader(house.window(city.cast["leader"]), address)

    hour.now = CALLED + timedelta(days=20)
    handler = house.window(city.cast["clerk"])
    handler.goto(address)
    assert handler.locator("#step-follow-up").count() == 0, "not by who handled it"
    asked_how_it_is(house.window(city.colleague), address)
    with transaction.atomic(), scope(ROOT):
        case = Case.objects.get(story=STORY)
        asked = FollowUp.objects.get(case=case)
    assert (case.status, case.closed_by.name) == ("followed_up", "何映秋")
    assert (asked.by.name, asked.satisfaction) == ("温如砚", "good")
