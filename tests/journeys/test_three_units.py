"""Story 3 in the browser: the town leads on paper, two bureaus help by portal. The town asks for
more time, the leader grants it; one bureau answers, the other is called.
"""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.models import Referral
from portal.access import Role, scope
from portal.units.models import Unit
from tests.factories.accounts import actor_for
from tests.factories.cases import CaseFactory
from tests.factories.referrals import ASKED_FOR, WHAT
from tests.journeys.conftest import shot
from tests.journeys.hands import choose, note_call

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
TOWN, JUSTICE, FARMS = "焦店镇人民政府", "410402M10", "410402M15"


def asked_of_three(page, case, helpers):
    page.goto(f"/cases/{case.number}/refer/")
    page.fill("#id_lead_outside", TOWN)
    for unit in helpers:
        choose(page, co=unit.pk)
    page.fill("#id_what", WHAT)
    page.fill("#id_asked_for", ASKED_FOR)
    choose(page, basis="consent")
    page.fill("#id_consent_at", "今天 0:01")
    page.fill("#id_basis_note", "来访时口头同意")
    page.keyboard.press("Control+Enter")
    heading = page.locator(".preview h2")
    for name in (TOWN, *(unit.short_name for unit in helpers)):
        expect(heading).to_contain_text(name)
    shot(page, "three-units-1-preview")
    page.get_by_role("button", name="发出转介").click()
    page.wait_for_url(re.compile(rf"/cases/{case.number}/$"))


def taken(page, referral, move, said, **fields):
    """One step of the referral's page, opened from its fold where it has one."""
    page.goto(referral.get_absolute_url())
    form = page.locator(f'form[action$="/{move}/"]')
    fold = page.locator("details", has=form)
    if fold.count():
        fold.locator("summary").click()
    for field, value in fields.items():
        place = form.locator(f'[name="{move}-{field}"]')
        if place.first.get_attribute("type") == "radio":
            choose(page, **{f"{move}-{field}": value})
        else:
            place.fill(value)
    form.locator("button[type=submit]").click()
    expect(page.locator(".messages").first).to_contain_text(said)


def more_time_for_the_town(page, leader, town):
    """Written down for the town by the clerk, granted by another than who asked."""
    brought = {"delivery": "paper", "source": "镇妇联主席签收"}
    taken(page, town, "receive", "已签收", **brought)
    taken(page, town, "ask-extension", "已申请延期", days="20", text="村民会议需要公告", **brought)
    shot(page, "three-units-2-asked")
    before = page.locator(".tag").filter(has_text=re.compile("前$")).first.text_content()
    taken(leader, town, "rule-extension", "已批复", ruling="agreed", text="同意，请告知当事人")
    after = leader.locator(".tag").filter(has_text=re.compile("前$")).first
    expect(after).not_to_have_text(before)
    page.goto(town.get_absolute_url())
    expect(page.locator('form[action$="/report/"]')).to_have_count(1)
    expect(page.locator('form[action$="/ask-extension/"]')).to_have_count(0)  # once only
    shot(leader, "three-units-3-granted")


def test_a_town_on_paper_and_two_bureaus_each_with_its_clock(house, city):
    clerk, leader = city.cast["clerk"], city.cast["leader"]
    justice = actor_for(JUSTICE, Role.MEMBER_LIAISON)
    bureaus = [Unit.objects.get(code=code) for code in (JUSTICE, FARMS)]
    case = CaseFactory(actor=clerk)
    page, above = house.window(clerk), house.window(leader)

    asked_of_three(page, case, bureaus)
    with transaction.atomic(), scope(clerk):
        made = {row.to_name: row for row in Referral.objects.filter(case=case)}
    town, legal, farms = made[TOWN], *(made[unit.short_name] for unit in bureaus)
    more_time_for_the_town(page, above, town)

    theirs = house.window(justice, viewport=PHONE)
    taken(theirs, legal, "receive", "已签收，请于")
    expect(theirs.locator("main")).not_to_contain_text(TOWN)
    shot(theirs, "three-units-4-helper-phone")
    note_call(page, farms, "办公室值班", "明天签收")
    page.goto(case.get_absolute_url())
    shot(page, "three-units-5-case")
    expect(page.locator("main")).to_contain_text("协办")
