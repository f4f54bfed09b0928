"""A clerk finds a person as she types; another county finds nothing; no trace is left."""

import pytest
from playwright.sync_api import expect

from tests.factories.cases import CaseFactory
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
NOTHING = "没有找到。只能查到您有权查看的内容；姓名可输两个字或拼音首字母。"


@pytest.fixture
def three(city):
    """张三丽, 张三梅 and 章珊, of the clerk's."""
    clerk = city.cast["clerk"]
    return [
        CaseFactory(actor=clerk, call__caller_name=name, call__story="咨询一件事情。")
        for name in ("张三丽", "张三梅", "章珊")
    ]


def hits(page):
    return page.locator("#search-results .search-number")


def test_the_slash_key_leads_from_anywhere_to_what_she_looks_for(house, city, three):
    page = house.window(city.cast["clerk"])
    page.goto("/cases/")
    page.wait_for_load_state("networkidle")  # behaviours are loaded one by one
    page.keyboard.press("Slash")
    expect(page.locator("#search-box")).to_be_focused()
    page.keyboard.type("张三")
    page.keyboard.press("Enter")

    expect(hits(page)).to_have_text([three[1].short_number, three[0].short_number])
    assert page.url == f"{house.url}/search/"
    shot(page, "search")
    hits(page).first.click()
    expect(page.locator("h1")).to_contain_text(three[1].title)


@pytest.mark.parametrize(
    ("typed", "found"), [("zsl", [0]), ("zhangs", [2, 1, 0]), ("三梅", [1]), ("zs", [2, 1, 0])]
)
def test_results_come_as_she_types(house, city, three, typed, found):
    page = house.window(city.cast["clerk"])
    page.goto("/search/")
    page.wait_for_load_state("networkidle")  # behaviours are loaded one by one
    expect(page.locator("#id_q")).to_be_focused()
    page.keyboard.type(typed, delay=40)

    cases = hits(page).filter(has_text="·")  # zs stands in 汝州市 as well: its units come last
    expect(cases).to_have_text([three[at].short_number for at in found])
    assert page.url == f"{house.url}/search/"


def test_letters_inside_an_input_method_are_not_searched(house, city, three):
    page = house.window(city.cast["clerk"])
    asked = []
    page.on("request", lambda request: asked.append(request.post_data))
    page.goto("/search/")
    page.wait_for_load_state("networkidle")  # behaviours are loaded one by one
    expect(page.locator("#id_q")).to_be_focused()
    asked.clear()
    keyboard = page.context.new_cdp_session(page)
    for text in ("z", "zh", "zhang", "zhangsan"):
        end = {"selectionStart": len(text), "selectionEnd": len(text)}
        keyboard.send("Input.imeSetComposition", {"text": text} | end)
    page.wait_for_timeout(600)
    while_composing = list(asked)
    keyboard.send("Input.insertText", {"text": "张三"})

    expect(hits(page)).to_have_count(2)
    assert while_composing == []


def test_a_stranger_finds_nothing_and_reads_why(house, city, three):
    page = house.window(city.cast["stranger"], viewport=PHONE)
    page.goto("/")
    page.wait_for_load_state("networkidle")  # behaviours are loaded one by one
    page.locator(".search-link").click()
    for typed in ("张三", "zsl", three[0].number):
        page.locator("#id_q").fill(typed)
        expect(page.locator("#search-results")).to_contain_text(NOTHING)
    shot(page, "search_stranger")
    assert three[0].number not in page.locator("#search-results").inner_text()
