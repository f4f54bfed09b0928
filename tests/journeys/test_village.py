"""A village scored by thumb on a phone and by keyboard alone, and handed in."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from families.models import StageScore
from portal.access import scope
from tests.factories.families import VILLAGE, do, households
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def village(city):
    """Six households of 和顺里社区 in the open round, and who goes round."""
    worker = city.cast["village"]
    households(worker, count=4, block="9号楼")
    do("enrol", worker, round_=city.home.round)
    return worker, f"/families/rounds/{city.home.round.pk}/villages/{VILLAGE}/"


def points(worker):
    with transaction.atomic(), scope(worker):
        rows = StageScore.objects.filter(stage="village").order_by("entry__household__sequence")
        return [int(row.points) for row in rows]


def at(page, place):
    """The page of this household, when it hears the keys."""
    expect(page.locator(".score-place")).to_have_text(place)
    expect(page.locator(".score-panel[data-ready]")).to_be_visible()


def three_by_thumb(house, worker, address):
    phone = house.window(worker, PHONE, has_touch=True, is_mobile=True)
    phone.goto(address)
    phone.tap("text=一户一户评")
    expect(phone.locator(".score-bar .btn-primary")).to_be_in_viewport()
    expect(phone.locator(".score-line")).to_have_count(7)
    expect(phone.locator(".score-line").last).to_be_in_viewport()
    expect(phone.get_by_role("button", name="未在家")).to_be_in_viewport()
    shot(phone, "village-phone")

    phone.tap(".score-line summary >> nth=0")
    phone.tap(".score-toggle >> nth=1")
    expect(phone.locator(".score-total")).to_have_text("98")
    expect(phone.locator("#points-safety")).to_have_text("8")
    phone.tap(".score-bar .btn-primary")
    expect(phone.locator(".score-place")).to_have_text("2/6")
    phone.tap(".score-bar .btn-primary")
    expect(phone.locator(".score-place")).to_have_text("3/6")
    phone.tap("text=未在家")
    expect(phone.locator(".score-place")).to_have_text("4/6")


def three_by_keyboard(house, worker, address):
    laptop = house.window(worker)
    laptop.goto(address)
    laptop.get_by_role("link", name="一户一户评").focus()
    laptop.keyboard.press("Enter")
    at(laptop, "4/6")
    laptop.keyboard.press("3")
    laptop.keyboard.press("Space")
    laptop.keyboard.press("ArrowDown")
    laptop.keyboard.press("Space")
    expect(laptop.locator(".score-total")).to_have_text("96")
    shot(laptop, "village-keyboard")
    laptop.keyboard.press("Enter")
    at(laptop, "5/6")
    laptop.keyboard.press("Enter")
    at(laptop, "6/6")
    laptop.keyboard.press("Enter")
    laptop.wait_for_url(re.compile("/villages/"))
    return laptop


def test_three_households_by_thumb_and_three_by_keyboard(house, city, village):
    worker, address = village
    three_by_thumb(house, worker, address)
    laptop = three_by_keyboard(house, worker, address)
    laptop.get_by_role("button", name="提交").click()
    expect(laptop.locator("#main")).to_contain_text("未在家")
    laptop.get_by_label("未在家的今年不再入户").check()
    shot(laptop, "village-hand-in")
    laptop.get_by_role("button", name="提交").click()
    expect(laptop.locator("#messages")).to_contain_text("已提交5户")
    assert points(worker) == [98, 100, 96, 100, 100]
