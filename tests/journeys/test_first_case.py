"""The sentence at the top: a clerk registers a real call, finds it again; others see it or do not.

Then what may go wrong on the way: nothing typed is ever lost, and one form makes one record.
"""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, transaction
from playwright.sync_api import expect

from cases.models import Case, Contact
from portal.access import scope
from portal.accounts import middleware
from tests.conftest import ROOT
from tests.factories.cast import CAST
from tests.journeys.conftest import PASSWORD, shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
STORY = "来电人说邻居家老人摔伤后没人管，想请妇联上门看看。"
TEN_MEGABYTES = 1_200_000  # 女, each nine bytes on the way
# Keys that move: the words themselves are counted by nobody.
MOVES_TO_REGISTER = 14


class Hands:
    """A keyboard that counts what is not text."""

    def __init__(self, page):
        self.page, self.moves = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.moves += 1

    def say(self, text):
        self.page.keyboard.type(text)


def registering(house, actor):
    """The page 登记来电, ready to be typed into."""
    page = house.window(actor)
    page.goto("/cases/register/")
    expect(page.locator("#id_phone")).to_be_focused()
    return page


def write(page, story=STORY):
    page.locator("#id_caller_name").fill("王女士")
    page.locator("#id_story").fill(story)


def send(page):
    page.locator("form.portal-form [data-main]").click()


def registered():
    """Numbers of what stands in the books beside the scene's own case."""
    with transaction.atomic(), scope(ROOT):
        return list(Case.objects.filter(story=STORY).values_list("number", flat=True))


def test_a_clerk_registers_a_call_by_keyboard_and_finds_it_again(house, city):
    page = house.sign_in(CAST["clerk"])
    page.goto("/cases/register/")
    expect(page.locator("#id_phone")).to_be_focused()
    hands = Hands(page)

    hands.say("13800000912")
    hands.press("Tab")
    hands.say("王女士")
    hands.press("Tab", "Tab", "Tab", "Tab")  # past 不愿留姓名, 本人 and the frequent classes
    hands.say("bybf")
    page.keyboard.press("Backspace")
    page.locator("#id_category").fill("")
    hands.say("赡养")
    hands.press("Enter", "Tab", "Tab")  # the place stays that of her unit
    hands.say(STORY)
    hands.press("Tab", "ArrowLeft", "Tab", "ArrowRight")
    hands.press("Control+Enter")
    page.wait_for_url(re.compile(r"/cases/410402-\d{4}-2/"))

    assert hands.moves <= MOVES_TO_REGISTER
    expect(page.locator("main")).to_contain_text(STORY)
    expect(page.locator(".undo")).to_contain_text("已登记")
    shot(page, "registered")
    number = registered()[0]
    for place in ("/", "/cases/"):
        page.goto(place)
        expect(page.locator(f'main a[href="/cases/{number}/"]').first).to_be_visible()
        shot(page, "desk" if place == "/" else "list")


def test_the_city_sees_it_the_other_county_and_the_police_do_not(house, city):
    number = city.case.number
    coordinator = house.window(city.cast["coordinator"])
    coordinator.goto("/cases/")
    coordinator.locator(f'main a[href="/cases/{number}/"]').first.click()
    expect(coordinator.locator("h1")).to_contain_text(city.case.title)

    for who, list_status, page_status in (("stranger", 200, 404), ("police", 403, 403)):
        page = house.window(city.cast[who])
        assert page.goto(f"/cases/{number}/").status == page_status, who
        expect(page.locator("body")).not_to_contain_text(city.case.title)
        assert page.goto("/cases/").status == list_status, who
        assert number not in page.content(), who
        page.goto("/")
        assert number not in page.content(), who
        assert city.case.short_number not in page.content(), who
        shot(page, f"desk_{who}")


def test_enter_that_picks_a_word_does_not_send_the_form(house, city):
    page = registering(house, city.cast["clerk"])
    posts = []
    page.on("request", lambda request: posts.append(request) if is_register(request) else None)
    page.locator("#id_caller_name").focus()
    keyboard = page.context.new_cdp_session(page)

    keyboard.send(
        "Input.imeSetComposition", {"text": "wang", "selectionStart": 4, "selectionEnd": 4}
    )
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    while_composing = list(posts)
    keyboard.send("Input.insertText", {"text": "王"})
    page.keyboard.press("Enter")
    expect(page.locator("#call-form [data-error-list]")).to_be_visible()

    assert while_composing == []
    assert len(posts) == 1, "without a composition Enter sends: the test would see it"
    assert page.locator("#id_caller_name").input_value() == "王"


def is_register(request):
    return request.method == "POST" and request.url.endswith("/cases/register/")


def test_a_double_click_makes_one_case(house, city):
    page = registering(house, city.cast["clerk"])
    write(page)
    posts = []
    page.on("request", lambda request: posts.append(request) if is_register(request) else None)

    page.locator("form.portal-form [data-main]").dblclick()
    page.wait_for_url(re.compile(r"/cases/410402-"))

    assert len(registered()) == 1
    assert len(posts) == 1, "the page itself sends it once; the server would have kept one anyway"


def test_what_was_registered_is_taken_back_within_eight_seconds(house, city):
    page = registering(house, city.cast["clerk"])
    write(page)
    send(page)

    page.locator(".undo button").click()
    expect(page.locator("#messages")).to_contain_text("已撤销")

    with transaction.atomic(), scope(ROOT):
        assert Case.objects.get(story=STORY).status == "void"
        assert Contact.objects.get(story=STORY).withdrawn_at is not None


def test_a_session_that_ends_in_mid_form_loses_nothing(house, city):
    page = house.sign_in(CAST["clerk"])
    page.goto("/cases/register/")
    write(page)
    Session.objects.all().delete()

    # Keeping the draft may have opened the dialog already: then a pointer no longer reaches it.
    page.locator("form.portal-form [data-main]").dispatch_event("click")
    dialog = page.locator("#sign-in-dialog")
    dialog.locator("input[type=password]").fill(PASSWORD)
    shot(page, "signed_out")
    assert page.locator("#id_story").input_value() == STORY
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/410402-"))

    assert len(registered()) == 1


def test_who_saves_second_sees_the_difference_and_keeps_her_text(house, city):
    url = f"/cases/{city.case.number}/edit/"
    first, second = house.window(city.cast["clerk"]), house.window(city.cast["leader"])
    for page in (first, second):
        page.goto(url)
    first.locator("#id_story").fill("经办改过的内容，以电话回访为准。")
    send(first)
    first.wait_for_url(re.compile(rf"/cases/{city.case.number}/$"))

    second.locator("#id_story").fill("主管改过的内容，以上门了解为准。")
    send(second)
    expect(second.locator(".differences")).to_contain_text("经办改过的内容")
    shot(second, "difference")

    assert second.locator("#id_story").input_value() == "主管改过的内容，以上门了解为准。"
    send(second)
    second.wait_for_url(re.compile(rf"/cases/{city.case.number}/$"))
    expect(second.locator("main")).to_contain_text("主管改过的内容")


def test_ten_megabytes_are_refused_by_the_name_of_the_field(house, city):
    page = registering(house, city.cast["clerk"])
    write(page)
    page.evaluate(f"document.getElementById('id_story').value = '女'.repeat({TEN_MEGABYTES})")

    # Not by the mouse: it would wait until the browser has broken all of it into lines.
    page.evaluate("document.querySelector('form.portal-form [data-main]').click()")

    expect(page.locator("#trouble")).to_contain_text("说了什么", timeout=20_000)
    assert page.evaluate("document.getElementById('id_story').value.length") == TEN_MEGABYTES
    assert page.locator("#id_caller_name").input_value() == "王女士"
    page.locator("#id_story").fill(STORY)
    send(page)
    page.wait_for_url(re.compile(r"/cases/410402-"))


def test_while_the_database_is_away_the_text_stays_and_goes_out_later(house, city, monkeypatch):
    page = registering(house, city.cast["clerk"])
    write(page)

    def away(account):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as broken:
        broken.setattr(middleware, "resolve_actor", away)
        send(page)
        expect(page.locator("#trouble")).to_contain_text("暂时连不上服务器")
        other = page.context.new_page()
        assert other.goto("/cases/").status == 503
        expect(other.locator("body")).to_contain_text("约1分钟后自动重试")
        shot(other, "away")
        other.close()
    assert page.locator("#id_story").input_value() == STORY
    page.locator("#trouble button").click()
    page.wait_for_url(re.compile(r"/cases/410402-"))

    assert len(registered()) == 1


def test_while_the_line_is_cut_the_text_stays(house, city):
    page = registering(house, city.cast["clerk"])
    write(page)
    page.context.set_offline(True)

    send(page)
    expect(page.locator("#trouble")).to_contain_text("暂时连不上服务器")

    assert page.locator("#id_story").input_value() == STORY
    page.context.set_offline(False)


def test_a_draft_is_there_after_the_window_was_closed(house, city):
    page = registering(house, city.cast["clerk"])
    write(page)
    with page.expect_response(lambda answer: "/drafts/" in answer.url):
        page.locator("#id_phone").focus()
    page.close()

    again = house.contexts[-1].new_page()
    again.goto("/cases/register/")

    expect(again.locator("#call-form")).to_contain_text("已恢复")
    assert again.locator("#id_story").input_value() == STORY
    assert again.locator("#id_caller_name").input_value() == "王女士"
