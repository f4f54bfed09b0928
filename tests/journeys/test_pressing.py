"""A late case of a county: the city reminds, presses and supervises, the county answers."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal import clock
from tests.factories.cases import CaseFactory
from tests.factories.files import PDF
from tests.journeys.conftest import shot
from tests.journeys.hands import told_time

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_city_presses_a_late_case_and_the_county_answers(house, city, monkeypatch):
    case = CaseFactory(actor=city.cast["clerk"])
    with told_time(monkeypatch, clock.now() + timedelta(days=40)):
        page = house.window(city.cast["coordinator"])
        page.goto(f"/cases/?due=late&period=&q={case.short_number}")
        shot(page, "press_1_list")
        page.goto(case.get_absolute_url())
        expect(page.locator(".chase-text")).to_be_visible()
        shot(page, "press_2_remind")
        skips(page)
        page.get_by_text("记一次电话", exact=True).click()
        page.fill("#id_spoke_with", "李知微")
        page.fill("#id_answer", "说本周五前办完")
        page.get_by_role("button", name="记下", exact=True).click()
        expect(page.locator("main")).to_contain_text("说本周五前办完")
        page.get_by_role("button", name="站内催办").click()
        expect(page.locator("main")).to_contain_text("待回复")
        shot(page, "press_3_pressed")
        expect(page.locator("summary", has_text="登记督办")).to_have_count(0)
        page.get_by_role("link", name="生成督办单").click()
        expect(page.locator("main")).to_contain_text("事项督办单")
        shot(page, "press_4_paper")
        page.locator("form.portal-form button[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/papers/\d+/"))
        page.goto(case.get_absolute_url())
        expect(page.locator(".chase")).to_contain_text("督办单已生成")
        page.locator("summary", has_text="登记督办").click()
        confirm = page.locator(".modal.show")
        expect(confirm).to_contain_text("5个工作日")
        shot(page, "press_5_ask")
        confirm.locator("[data-main]").click()
        expect(page.locator("main")).to_contain_text("书面督办单")
        shot(page, "press_6_supervised")
        answers(house, city, case)
        page.goto(case.get_absolute_url())
        expect(page.locator("main")).to_contain_text("下周三前办完")
        shot(page, "press_9_answered")


def skips(page):
    """Straight to the last step: it says why, and what is missing."""
    page.get_by_text("不按次序（法定期限已过）").click()
    page.locator(".fold[open] label", has_text="督办").click()
    page.fill("#id_why_skipped", "法定期限已过，当事人催问两次。")
    shot(page, "press_2_skip")
    page.locator(".fold[open]").get_by_role("button", name="记下").click()
    expect(page.locator("main")).to_contain_text("还没有生成督办单")
    expect(page.locator("#id_why_skipped")).to_have_value("法定期限已过，当事人催问两次。")
    shot(page, "press_2_refused")


def answers(house, city, case):
    """The clerk finds it on her desk and on top of the case."""
    hers = house.window(city.cast["clerk"])
    hers.goto("/")
    expect(hers.locator("main")).to_contain_text("上级督办，待回复")
    shot(hers, "press_7_desk")
    hers.goto(case.get_absolute_url())
    expect(hers.locator(".next-step")).to_contain_text("回复办理情况")
    shot(hers, "press_8_clerk")
    hers.set_viewport_size({"width": 390, "height": 800})
    hers.locator("#press-reply").scroll_into_view_if_needed()
    shot(hers, "press_8_clerk_390")
    hers.fill("#id_reply", "已约双方当面谈，下周三前办完。")
    hers.locator("#id_original").set_input_files({
        "name": "督办回复.pdf", "mimeType": "application/pdf", "buffer": PDF,
    })  # fmt: skip
    hers.get_by_role("button", name="回复办理情况").click()
    expect(hers.locator("main")).to_contain_text("督办回复的盖章原件")
    shot(hers, "press_9_clerk_390")
