"""源头维权建议: typed on a laptop, its answer on a phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import shot
from tests.journeys.test_every_page import PHONE, faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_suggestion_goes_out_and_is_answered(house, city):
    page = house.window(city.cast["clerk"])
    page.goto(city.asked.campaign.get_absolute_url())
    page.get_by_role("link", name="建议", exact=True).click()
    page.fill("#id_problem", "三个月来件中彩礼纠纷12件，多因婚约没有书面约定。")
    page.fill("#id_proposal", "把彩礼数额和退还办法写进村规民约示范文本。")
    page.fill("#id_data", "来件12件，一季度统计表")
    page.fill("#id_links", page.url)
    page.fill("#id_sent_to", "区民政局")
    page.fill("#id_sent_on", "昨天")
    shot(page, "suggestion_new", is_whole=True)
    page.locator("main form.portal-form [data-main]").click()
    expect(page.locator("main")).to_contain_text("未答复")
    shot(page, "suggestion_page", is_whole=True)
    assert faults(page) == []

    phone = house.window(city.cast["clerk"], PHONE)
    phone.goto(page.url)
    phone.locator("label", has_text="部分采纳").click()
    phone.fill("#id_answered_on", "今天")
    phone.fill("#id_note", "已列入修订计划")
    phone.locator("main form.portal-form [data-main]").click()
    expect(phone.locator("main")).to_contain_text("已列入修订计划")
    shot(phone, "suggestion_phone", is_whole=True)
    assert faults(phone) == []
    phone.goto(f"{city.asked.campaign.get_absolute_url()}suggestions/")
    shot(phone, "suggestion_list_phone", is_whole=True)
    assert faults(phone) == []
