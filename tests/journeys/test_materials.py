"""An activity with a photo at 390 px; a case refused at 2,001 字 and two pictures, then taken."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from campaigns import holding
from campaigns.models import Activity, Duty, DutyFile
from portal.access import scope
from tests.factories.files import picture
from tests.factories.materials import add_photo
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def test_an_activity_with_a_photo_is_written_down_on_a_phone(house, city):
    page = house.window(city.cast["clerk"], viewport=PHONE)
    page.goto("/campaigns/activities/new/")
    page.locator("#id_title").fill("院坝板凳会")
    page.locator("#id_place").fill("轻工路社区")
    page.locator("label.form-check-label", has_text="集中宣传").click()
    page.locator("#id_f-P02").fill("３００")
    held = []
    page.route("**/controllers/files.js", lambda route: held.append(route))
    with page.expect_request("**/controllers/files.js"):
        page.locator("form.portal-form [data-main]").click()
    expect(page.locator(".undo")).to_contain_text("已保存")
    box = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture((800, 600))}
    page.locator(".files input[name=files]").set_input_files([box])
    held.pop().continue_()  # chosen before the script was there: not lost

    expect(page.locator(".file-row")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shot(page, "activity_phone")
    clerk = city.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        assert Activity.objects.get(title="院坝板凳会").figures.get(code="P02").value == 300


def test_a_case_is_refused_at_2001_words_and_two_pictures_and_taken_at_2000_and_three(house, city):
    clerk, duty = city.cast["clerk"], city.written.case
    for number in range(2):
        add_photo(
            holding.DUTIES, duty, clerk, content=picture((640, 400 + 80 * number)),
            caption="楼院里的板凳会",
        )  # fmt: skip
    page = house.window(clerk)
    page.goto(f"/campaigns/duties/{duty.pk}/text/")
    page.locator("#id_title").fill("一条板凳")
    for key, words in (("idea", 400), ("facts", 400), ("form", 400), ("effect", 400)):
        page.locator(f"#id_{key}").fill("字" * words)
    page.locator("#id_insight").fill("字" * 401)
    expect(page.locator("[data-words-total]")).to_have_text("2,001／2,000字")
    expect(page.locator("[data-words-total]")).to_have_class("is-over")
    page.locator("button[value=submit]").click()
    expect(page.locator("[data-error-list]")).to_contain_text("超出1字")
    expect(page.locator("[data-error-list]")).to_contain_text("图片2张（需3—5张）")
    shot(page, "case_refused")

    add_photo(holding.DUTIES, duty, clerk, content=picture((500, 700)), caption="灯下的小桌")
    with transaction.atomic(), scope(clerk):
        DutyFile.objects.filter(duty=duty).update(consent="nobody")
    page.goto(f"/campaigns/duties/{duty.pk}/text/")
    page.locator("#id_insight").fill("字" * 400)
    page.locator("button[value=submit]").click()
    page.locator("main [data-main]", has_text="确认报送").click()
    page.wait_for_url("**/campaigns/*/")
    with transaction.atomic(), scope(clerk):
        assert Duty.objects.get(pk=duty.pk).status == "submitted"
