"""A village's year: 36 households rated by thumb and by keyboard, all the stages to plaques; one
reported to the county, one gone without a reason, one objected to; and whoever walks by."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from families.choices import Stage
from families.models import Plaque, PublicNotice
from portal import clock
from portal.access import scope
from tests.factories.families import VILLAGE, a_round, households
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
COUNTY, PLACES, HOMES = VILLAGE[:6], 4, 36
# Which households have something to tell; the others are rated in full.
LACKING, REPORTED, LEAVING, APART = 2, 5, 9, 20
NEXT = ".score-bar .btn-primary"


@pytest.fixture
def year(city):
    """A round of the city that may name, four places for the county, 36 homes in one village."""
    cast = city.cast
    households(cast["village"], count=HOMES - 2)  # two stand there already
    return a_round(
        cast["coordinator"], name="示范户评选",
        stages=(Stage.VILLAGE, Stage.TOWN, Stage.COUNTY, Stage.CITY), quotas={COUNTY: PLACES},
        authority="（演示）省级协调机构", approval_number="演示批文〔2026〕1号",
    )  # fmt: skip


def at(page, place):
    """The page of this household, when it hears the keys."""
    expect(page.locator(".score-place")).to_have_text(f"{place}/{HOMES}")
    expect(page.locator(".score-panel[data-ready]")).to_be_visible()


def address(year):
    return f"/families/rounds/{year.pk}/villages/{VILLAGE}/"


def half_by_thumb(house, city, year):
    """One lacks something, one is reported to the county, one leaves and is not asked why."""
    phone = house.window(city.cast["village"], PHONE, has_touch=True, is_mobile=True)
    phone.goto(address(year))
    phone.tap("text=一户一户评")
    for place in range(1, HOMES // 2 + 1):
        at(phone, place)
        if place == LACKING:
            phone.tap(".score-line summary >> nth=0")
            phone.tap(".score-toggle >> nth=1")
            expect(phone.locator(".score-total")).to_have_text("98")
            shot(phone, "year-thumb")
        if place in {REPORTED, LEAVING}:
            phone.tap("text=报县级核实" if place == REPORTED else "text=家庭退出")
            shot(phone, f"year-thumb-{place}")
            phone.tap(".modal.show [data-main]")
        else:
            phone.tap(NEXT)


def half_by_keyboard(house, city, year):
    """The family gave itself less: the village says in a word why it differs."""
    page = house.window(city.cast["village"])
    page.goto(address(year))
    page.get_by_role("link", name="一户一户评").focus()
    page.keyboard.press("Enter")
    for place in range(HOMES // 2 + 1, HOMES + 1):
        at(page, place)
        if place == APART:
            page.locator("#id_own_points").focus()
            page.keyboard.type("85")
            page.keyboard.press("Enter")
            expect(page.locator("main")).to_contain_text("与自评相差15分，请写一句说明。")
            shot(page, "year-difference")
            page.locator("#id_note").focus()
            page.keyboard.type("自评漏算一项，入户核对")
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/villages/"))
    hand_in(page, "乡镇")


def hand_in(page, whom):
    page.locator(".hand-in [data-main]", has_text="提交").last.click()
    expect(page.locator("#messages")).to_contain_text("已提交")
    shot(page, f"year-handed-{whom}")


def agreed(house, city, year, who):
    """The next level goes along with what is not looked at one by one, and hands in."""
    page = house.window(city.cast[who])
    page.goto(address(year))
    page.get_by_text("没评的都同意上一级评分").click()
    page.get_by_role("button", name="同意", exact=True).click()
    hand_in(page, who)


def verified(house, city, year):
    """Nothing is written of her that no document says: the household stays."""
    page = house.window(city.cast["clerk"])
    page.goto(address(year))
    page.get_by_role("row").filter(has_text="报县级核实").get_by_role("link").click()
    page.locator("label.form-check-label", has_text="继续参评").click()
    shot(page, "year-verify")
    page.get_by_role("button", name="登记结论").click()
    expect(page.locator("#messages")).to_contain_text("已登记")


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


def rated(house, city, year):
    half_by_thumb(house, city, year)
    half_by_keyboard(house, city, year)
    verified(house, city, year)
    for who in ("town", "clerk", "coordinator"):
        agreed(house, city, year, who)


def asked_by_whoever_walks_by(house, coordinator, settings):
    today = clock.today()
    with transaction.atomic(), scope(coordinator):
        token = Plaque.objects.get(sequence=4).token
    passer = house.window(None, viewport=PHONE)
    passer.goto(f"/families/plaque/{token}/")
    since = f"该牌证有效，{today.year}年{today.month}月起"
    expect(passer.locator(".plaque-status")).to_have_text(since)
    shot(passer, "plaque_status")
    settings.PORTAL_PUBLIC_PLAQUES = False
    assert passer.reload().status == 404


def test_from_36_doors_to_a_plaque_that_anybody_may_ask_about(house, city, year, settings):
    coordinator, today = city.cast["coordinator"], clock.today()
    settings.PORTAL_PUBLIC_PLAQUES = True
    rated(house, city, year)
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
    asked_by_whoever_walks_by(house, coordinator, settings)
