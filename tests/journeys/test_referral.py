"""A letter to the police and one on paper to the town: previewed, signed for, asked to be returned
and refused, answered with the stamped original, chased by telephone, accepted. Then the unit turns
out to be the one complained of, and finds nothing any more.
"""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases import actions
from cases.models import Referral
from portal import clock
from portal.access import scope
from portal.units.models import Unit
from tests.factories.cases import CaseFactory
from tests.factories.files import picture
from tests.factories.referrals import ASKED_FOR, WHAT, act
from tests.journeys.conftest import shot
from tests.journeys.hands import choose, note_call, pick

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
ORIGINAL = {"name": "反馈（盖章）.jpg", "mimeType": "image/jpeg", "buffer": picture()}


def asked_of_two(page, case):
    """By keyboard: the police lead, the town on paper helps; what they will see comes first."""
    page.goto(f"/cases/{case.number}/refer/")
    pick(page, "#id_lead", "新华公安")
    page.fill("#id_co_outside", "焦店镇人民政府")
    page.fill("#id_what", WHAT)
    page.fill("#id_asked_for", ASKED_FOR)
    choose(page, basis="consent")
    page.fill("#id_consent_at", "今天 0:01")
    page.fill("#id_basis_note", "来访时口头同意")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".preview")).to_contain_text("焦店镇人民政府将看到")
    shot(page, "referral-1-preview")
    page.get_by_role("button", name="发出转介").click()
    page.wait_for_url(re.compile(rf"/cases/{case.number}/$"))


def signed_and_asked_back(page):
    page.goto("/referrals/?state=open")
    page.get_by_role("button", name="签收", exact=True).first.click()
    expect(page.locator(".messages").first).to_contain_text("已签收，请于")
    page.get_by_text("不属本单位", exact=True).click()
    choose(page, **{"ask-return-reason": "duty"})
    page.fill("#id_ask-return-text", "散布照片应由网安大队办理，请转网安部门。")
    page.get_by_role("button", name="申请退回").click()
    expect(page.locator(".messages").first).to_contain_text("等转出单位裁定")


def refused(page, referral):
    page.goto(referral.get_absolute_url())
    choose(page, **{"rule-return-ruling": "refused"})
    page.fill("#id_rule-return-text", "跟踪骚扰属治安案件，请先处置。")
    page.get_by_role("button", name="裁定退回").click()
    expect(page.locator(".messages").first).to_contain_text("已裁定")


def answered_with_the_original(page, referral):
    """On a phone: five things and a picture of the paper with its seal."""
    page.goto(referral.get_absolute_url())
    choose(page, **{"report-results": "warning"})
    page.fill("#id_report-text", "已对行为人出具告诫书，责令删除照片。")
    choose(page, **{"report-told": "unfit"})
    page.fill("#id_report-told_note", "安全原因")
    page.set_input_files("#id_report-original", ORIGINAL)
    shot(page, "referral-2-answer-phone")
    page.get_by_role("button", name="反馈", exact=True).click()
    expect(page.locator(".messages").first).to_contain_text("已反馈，转出单位将审核")


def accepted(page, referral):
    page.goto(referral.get_absolute_url())
    expect(page.locator(".file-seal")).to_have_text("盖章件")
    shot(page, "referral-3-sealed")
    page.get_by_role("button", name="审核通过").click()
    expect(page.locator(".messages").first).to_contain_text("已办结")


def test_a_letter_its_answer_under_seal_and_the_unit_that_finds_nothing_after_all(house, city):
    clerk, branch = city.cast["clerk"], city.cast["branch"]
    case = CaseFactory(actor=clerk)
    page, theirs = house.window(clerk), house.window(branch, viewport=PHONE)
    act(actions.review, by=clerk, referral=city.referral, verdict="accepted")

    asked_of_two(page, case)
    with transaction.atomic(), scope(clerk):
        lead, town = Referral.objects.filter(case=case).order_by("-kind")
    signed_and_asked_back(theirs)
    refused(page, lead)
    answered_with_the_original(theirs, lead)
    accepted(page, lead)
    note_call(page, town, "镇政府值班室", "答应下周一回函")
    shot(page, "referral-4-chased")

    unit = Unit.objects.get(code="410402M07")
    act(actions.name_complained_unit, by=clerk, at=clock.now(), case=case, unit=unit)
    theirs.goto("/referrals/?state=over")
    expect(theirs.locator("main")).not_to_contain_text(lead.short_number)
    shot(theirs, "referral-5-nothing")
    assert theirs.goto(lead.get_absolute_url()).status == 404
