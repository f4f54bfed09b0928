"""An ordinary call from the telephone to the closed and followed-up case; an anonymous complaint
without the fifteen days; a second person closes, a third asks how it was."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.models import Case
from portal.access import scope
from tests.conftest import ROOT
from tests.journeys.conftest import shot
from tests.journeys.hands import step

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
STORY = "来电人说单位三个月没有发工资，想知道到哪里去说。"


def register(page, **typed):
    """By keyboard where a clerk would: number, name, class, story, Ctrl+Enter."""
    page.goto("/cases/register/")
    expect(page.locator("#id_phone")).to_be_focused()
    page.keyboard.type(typed.get("phone", ""))
    page.keyboard.press("Tab")
    page.keyboard.type(typed.get("name", ""))
    if not typed.get("name"):
        page.locator("#id_is_anonymous").check()
    page.locator("#id_story").focus()
    page.keyboard.type(STORY + ";;zx")
    expect(page.locator("#id_story")).to_have_value(re.compile("12338可以随时拨打"))
    page.locator("label", has_text="本单位办").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/cases/410402-\d{4}-\d+/$"))
    return page.url


def the_case(url):
    number = url.rstrip("/").rsplit("/", 1)[1]
    with transaction.atomic(), scope(ROOT):
        return Case.objects.get(number=number)


def test_from_the_call_to_the_followed_up_case(house, city):
    clerk = house.window(city.cast["clerk"])
    url = register(clerk, phone="10000020007", name="王秀英")
    expect(clerk.locator(".next-step")).to_contain_text("复制到信访系统")
    shot(clerk, "way_registered")
    step(clerk, "handle", note="已同用人单位联系，约定本周五前答复。", chips=["法律咨询"])
    step(clerk, "result", note="单位已补发工资。", chips=["支持诉求", "已化解"])
    expect(clerk.locator(".next-step")).to_contain_text("答复")
    step(clerk, "answer", note="已书面答复本人，诉求已解决。", chips=["书面答复"])
    expect(clerk.locator(".next-step")).to_contain_text("由其他人同意")
    step(clerk, "ask-close", note="已补发并答复。")
    shot(clerk, "way_asked")

    leader = house.window(city.cast["leader"])
    leader.goto("/cases/waiting/")
    shot(leader, "way_waiting")
    leader.locator("article.waiting button", has_text="同意办结").first.click()
    expect(leader.locator("#messages, .messages").first).to_contain_text("已保存")
    leader.goto(url)
    step(leader, "follow-up", note="本人说工资都拿到了。", chips=["满意"])
    shot(leader, "way_followed")

    case = the_case(url)
    assert (case.status, case.closed_by.name) == ("followed_up", "何映秋")


def test_an_anonymous_call_counts_no_fifteen_days_and_a_step_is_taken_back(house, city):
    page = house.window(city.cast["clerk"])
    url = register(page)
    expect(page.locator("main")).to_contain_text("不计告知期限")
    step(page, "shelve", note="没有联系方式，存查备考。")
    page.locator(".undo button").click()
    expect(page.locator("#messages, .messages").first).to_contain_text("已撤销")

    assert the_case(url).status == "handling"
