"""A written answer is not accepted: 复查 is asked for late, its result comes, then 复核."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases import actions
from cases.models import Case, CaseReview
from portal import clock
from portal.access import scope
from portal.ui.words import day_long
from tests.factories.cases import CaseFactory
from tests.journeys.conftest import shot
from tests.journeys.hands import send

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CLAIM = "不服答复意见：没有查清工资数额，请求重新调查，责令用人单位足额支付。"


def answered(clerk, at):
    """A case of hers that was answered in writing at that moment."""
    case = CaseFactory(actor=clerk)
    values = {"is_answered_in_writing": True}
    with transaction.atomic(), scope(clerk):
        return actions.perform(
            case=case, step="answer", actor=clerk, at=at, note="已书面答复本人。", values=values
        )


def ask(page, asked_on, **changes):
    page.locator("#id_asked_on").fill(day_long(asked_on))
    page.locator("label", has_text="来信").click()
    page.locator("#id_claim").fill(CLAIM)
    for field, value in changes.items():
        page.locator(f"#id_{field}").fill(value)
    send(page)


def test_a_late_request_its_opinion_and_the_recheck(house, city):
    today = clock.today()
    case = answered(city.cast["clerk"], clock.now() - timedelta(days=40))
    page = house.window(city.cast["clerk"])
    page.goto(case.get_absolute_url())
    shot(page, "review_before")
    page.locator("a", has_text="登记复查申请").click()
    expect(page.locator("main")).to_contain_text("为什么是这一天")
    shot(page, "review_ask")
    ask(page, today)
    expect(page.locator("main")).to_contain_text("已经逾期。请写明逾期的原因")
    expect(page.locator("#id_claim")).to_have_value(CLAIM)
    shot(page, "review_late")
    ask(page, today, why_late="住院治疗")
    expect(page.locator(".next-step")).to_contain_text("等待复查结果")
    shot(page, "review_waits")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("登记复查结果")
    shot(page, "review_desk")

    page.goto(case.get_absolute_url())
    page.locator(".next-step a", has_text="登记复查结果").click()
    page.locator("label", has_text="维持").click()
    page.locator("#id_opinion").fill("原答复事实清楚、依据正确，予以维持。")
    page.locator("#id_number").fill("平妇复〔2026〕1号")
    shot(page, "review_give")
    send(page)
    page.wait_for_url(re.compile(case.get_absolute_url()))
    expect(page.locator("a", has_text="登记复核申请")).to_be_visible()
    shot(page, "review_given")
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("a", has_text="登记复核申请").scroll_into_view_if_needed()
    shot(page, "review_given_390")
    page.locator("a", has_text="登记复核申请").click()
    shot(page, "review_recheck_390")

    with transaction.atomic(), scope(city.cast["clerk"]):
        row = CaseReview.objects.get(case=Case.objects.get(pk=case.pk))
        assert (row.outcome, row.why_late, row.body) == ("upheld", "住院治疗", "平顶山市妇女联合会")
