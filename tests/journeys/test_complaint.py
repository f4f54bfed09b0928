"""An anonymous complaint about a unit: no fifteen days, nothing is referred to that unit, and its
people find nothing of it anywhere. Then the unit that was asked turns out to be part of it: what it
had in hand, and what it was told of it, is gone as well.
"""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.choices.referral import ReferralStatus
from cases.models import Case, CaseDeadline, Referral, ReferralFile
from portal.access import Role, scope
from portal.access.actor import Actor
from tests.conftest import ROOT
from tests.factories.cast import COUNTY
from tests.factories.files import picture
from tests.factories.people import Person, make_person
from tests.journeys.conftest import shot
from tests.journeys.hands import choose, pick, send

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
STORY = "来信说该单位一名负责人多次言语骚扰女员工，向人事反映后被要求别影响团队。"
WHAT = "匿名来信反映用人单位对性骚扰投诉不作处理，写信人不愿留姓名。"
COMPLAINED, ASKED = "410402M12", "410402M25"
PHONE = {"width": 390, "height": 844}
ORIGINAL = {"name": "回函（盖章）.jpg", "mimeType": "image/jpeg", "buffer": picture()}


@pytest.fixture
def liaisons(city) -> dict[str, Actor]:
    """Who signs for the unit complained of, and for the one asked in its stead."""
    with transaction.atomic(), scope(ROOT):
        return {
            "complained": make_person(
                Person("t-complained", "石怀瑾", COMPLAINED, Role.MEMBER_LIAISON)
            ),
            "asked": make_person(Person("t-asked", "柳青禾", ASKED, Role.MEMBER_LIAISON)),
        }


def letter_without_a_name(page):
    """Typed in as a letter; gives its case."""
    page.goto("/cases/register/")
    page.locator("#id_is_anonymous").check()
    pick(page, "#id_category", "性骚扰")
    page.fill("#id_story", STORY)
    page.get_by_text("更多（选填）").click()
    page.select_option("#id_channel", label="来信")
    page.locator("label", has_text="本单位办").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(rf"/cases/{COUNTY}-\d{{4}}-\d+/$"))
    with transaction.atomic(), scope(ROOT):
        return Case.objects.get(story=STORY)


def complained_of(page, case, unit):
    page.goto(f"/cases/{case.number}/complained/")
    pick(page, "#id_complaint-unit", unit)
    send(page)
    expect(page.locator("main")).to_contain_text(f"被反映单位：{unit}")


def previewed(page, lead):
    pick(page, "#id_lead", lead)
    page.keyboard.press("Control+Enter")


def refused_then_sent_elsewhere(page, case):
    """The words say where to instead, and what was typed is kept for it."""
    page.goto(f"/cases/{case.number}/refer/")
    page.fill("#id_what", WHAT)
    page.fill("#id_asked_for", "请依法督促用人单位处理并反馈情况。")
    choose(page, basis="other")
    page.fill("#id_basis_note", "妇女权益保障法规定的协助查处")
    previewed(page, "新华区人社局")
    expect(page.locator("#refer-form")).to_contain_text("不能转介给被反映的单位")
    expect(page.locator("#refer-form")).to_contain_text("市人社局、市信访局")
    expect(page.locator("#id_what")).to_have_value(WHAT)
    page.locator("input#id_lead").scroll_into_view_if_needed()
    expect(page.locator("input#id_lead")).to_be_in_viewport()
    shot(page, "complaint-1-refused")
    previewed(page, "新华区总工会")
    expect(page.locator(".preview")).to_contain_text("新华区总工会将看到")
    page.get_by_role("button", name="发出转介").click()
    page.wait_for_url(re.compile(rf"/cases/{case.number}/$"))
    shot(page, "complaint-2-case")


def answered(page, referral):
    """The unit asked signs and answers, with the original under seal; gives the file's address."""
    page.goto("/referrals/?state=open")
    page.get_by_role("button", name="签收", exact=True).first.click()
    expect(page.locator(".messages").first).to_contain_text("已签收")
    page.goto(referral.get_absolute_url())
    choose(page, **{"report-results": "explained"})
    page.fill("#id_report-text", "已约谈用人单位负责人，要求建立投诉渠道。")
    choose(page, **{"report-told": "unfit"})
    page.fill("#id_report-told_note", "匿名来信，无法答复")
    page.set_input_files("#id_report-original", ORIGINAL)
    page.get_by_role("button", name="反馈", exact=True).click()
    expect(page.locator(".messages").first).to_contain_text("已反馈")
    with transaction.atomic(), scope(ROOT):
        file = ReferralFile.objects.get(referral=referral)
    return f"/files/referral/{referral.pk}/{file.pk}/content/"


def finds_nothing(page, case, referral, file):
    """List, search, count, notice, sheet, export, page and file."""
    traces = (case.number, case.short_number, referral.number, referral.short_number, WHAT, STORY)
    for place in ("/", "/referrals/", "/referrals/?state=over", "/referrals/sheet/", "/notices/"):
        page.goto(place)
        for trace in traces:
            assert trace not in page.content(), (place, trace)
    page.goto("/search/")
    for words in (case.short_number, referral.number, "性骚扰"):
        page.locator("main input[name=q]").fill(words)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        expect(page.locator("main")).to_contain_text("没有找到")
        for trace in traces:
            if trace != words:
                assert trace not in page.content(), (words, trace)
    assert page.goto("/cases/export/").status == 403
    assert page.goto(case.get_absolute_url()).status in {403, 404}
    gone = (referral.get_absolute_url(), file, file.replace("content", "small"))
    for place in gone:
        answer = page.goto(place)
        assert answer.status == 404, place
    assert page.locator(".menu .badge, .nav-badge").count() == 0


def test_the_unit_complained_of_finds_nothing_nor_does_one_named_later(house, city, liaisons):
    clerk = city.cast["clerk"]
    page, theirs = house.window(clerk), house.window(liaisons["asked"], viewport=PHONE)
    case = letter_without_a_name(page)
    expect(page.locator("main")).to_contain_text("不计告知期限")
    complained_of(page, case, "新华区人社局")
    refused_then_sent_elsewhere(page, case)
    with transaction.atomic(), scope(clerk):
        referral = Referral.objects.get(case=case)
        assert not CaseDeadline.objects.filter(case=case).exists()
    file = answered(theirs, referral)
    theirs.goto("/notices/")
    expect(theirs.locator("main")).to_contain_text(referral.short_number)

    finds_nothing(house.window(liaisons["complained"]), case, referral, file)
    complained_of(page, case, "新华区总工会")
    expect(page.locator("main")).to_contain_text("新华区总工会：被反映单位")
    shot(page, "complaint-3-named-later")
    finds_nothing(theirs, case, referral, file)
    theirs.goto("/notices/")
    shot(theirs, "complaint-4-nothing")

    finds_nothing(house.window(liaisons["complained"]), case, referral, file)
    with transaction.atomic(), scope(clerk):
        referral.refresh_from_db()
    assert referral.status == ReferralStatus.REVOKED
