"""From the quota to the plaque on the door, with one objection upheld; and whoever walks by."""

from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from families.choices import Stage
from families.models import Plaque, PublicNotice
from portal import clock
from portal.access import scope
from tests.factories.families import VILLAGE, a_round, do, entries, households, rate
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
COUNTY, PLACES = VILLAGE[:6], 4


@pytest.fixture
def year(city):
    """Seven households that the county has rated in a round that may name, four places."""
    cast = city.cast
    households(cast["village"], count=7)
    made = a_round(
        cast["coordinator"], name="示范户评选", stages=(Stage.COUNTY, Stage.CITY),
        quotas={COUNTY: PLACES}, authority="（演示）省级协调机构",
        approval_number="演示批文〔2026〕1号",
    )  # fmt: skip
    for entry in entries(made, cast["clerk"]):
        rate(entry, cast["clerk"])
    do("hand_in", cast["clerk"], round_=made, stage=Stage.COUNTY, area=COUNTY)
    return made


def choose_by_keyboard(house, city, year):
    """The county ticks one too many, reads it, takes one off."""
    page = house.window(city.cast["clerk"])
    page.goto(f"/families/rounds/{year.pk}/selection/")
    boxes = page.locator("input[name=entry]")
    for place in range(PLACES + 1):
        boxes.nth(place).press("Space")
    expect(page.locator("[data-quota-said]")).to_have_text("已勾选5户，超出名额1户")
    page.locator("[data-main]").click()
    expect(page.get_by_role("alert")).to_contain_text("多1户")
    expect(page.locator("input[name=entry]:checked")).to_have_count(PLACES + 1)
    shot(page, "selection_too_many")
    boxes.nth(PLACES).press("Space")
    page.locator("[data-main]").click()
    expect(page.locator("#messages")).to_contain_text("名单已保存，共4户")
    shot(page, "selection")


def post_and_hear(page, year):
    """The list hangs; one objection is upheld."""
    page.goto(f"/families/rounds/{year.pk}/notice/")
    page.locator("#id_place").fill("各村（社区）公示栏")
    page.locator("#id_phone").fill("0375-0000338")
    page.get_by_role("button", name="发布公示").click()
    expect(page.locator("#messages")).to_contain_text("已发布")
    expect(page.locator("main")).to_contain_text("（5个工作日）")
    page.get_by_text("登记异议", exact=True).first.click()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.locator("input#id_selection").press(key)
    page.locator("label.form-check-label", has_text="电话").click()
    page.locator("#id_said").fill("来电反映，材料与事实不符")
    page.get_by_role("button", name="登记异议").click()
    expect(page.locator("#messages")).to_contain_text("异议已登记")
    page.get_by_text("登记核实结论").click()
    page.locator("label.form-check-label", has_text="成立").first.click()
    page.locator("#id_finding").fill("入户核实，情况属实")
    page.get_by_role("button", name="登记结论").click()
    expect(page.locator(".notice-list li")).to_have_count(PLACES - 1)
    shot(page, "notice")


def name_and_hang(page, year):
    page.goto(f"/families/rounds/{year.pk}/notice/")
    page.locator("summary", has_text="结束公示").click()
    page.get_by_role("button", name="结束公示").last.click()
    page.get_by_role("button", name="命名", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已命名")
    page.locator("summary", has_text="制发牌匾").click()
    page.get_by_role("button", name="制发牌匾").click()
    expect(page.locator("#messages")).to_contain_text("牌匾已登记")
    shot(page, "naming")


def test_from_the_quota_to_a_plaque_that_anybody_may_ask_about(house, city, year, settings):
    settings.PORTAL_PUBLIC_PLAQUES = True
    coordinator, today = city.cast["coordinator"], clock.today()
    page = house.window(coordinator)
    choose_by_keyboard(house, city, year)
    post_and_hear(page, year)
    with transaction.atomic(), scope(coordinator):  # the window passes
        PublicNotice.objects.filter(round=year).update(
            posted_on=today - timedelta(days=9), closes_on=today - timedelta(days=1)
        )
    name_and_hang(page, year)
    page.goto("/families/plaques/")
    expect(page.locator("tbody tr")).to_have_count(PLACES)  # with the one on the scene
    page.get_by_role("link", name="PA-2026-0004").click()
    expect(page.locator(".plaque-picture")).to_be_visible()
    shot(page, "plaque")
    with transaction.atomic(), scope(coordinator):
        token = Plaque.objects.get(sequence=4).token
    passer = house.window(None, viewport=PHONE)
    passer.goto(f"/families/plaque/{token}/")
    since = f"该牌证有效，{today.year}年{today.month}月起"
    expect(passer.locator(".plaque-status")).to_have_text(since)
    shot(passer, "plaque_status")
    settings.PORTAL_PUBLIC_PLAQUES = False
    assert passer.reload().status == 404
