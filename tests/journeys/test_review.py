"""A written answer is not accepted: 复查 is asked for late, its result comes, then 复核."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases import actions
from cases.models import Case, CaseReview
from cases.papers.review import REVIEW_RESULT
from portal import clock
from portal.access import scope
from portal.ui.words import day_long
from tests.factories.cases import CaseFactory
from tests.factories.files import PDF
from tests.journeys.conftest import LAPTOP, shot
from tests.journeys.hands import send

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ABOVE = "平顶山市妇女联合会"
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

    opinion(page, case)
    recheck(page, case, today)

    with transaction.atomic(), scope(city.cast["clerk"]):
        first, last = CaseReview.objects.filter(case=Case.objects.get(pk=case.pk)).order_by("pk")
        assert (first.outcome, first.why_late, first.body) == ("upheld", "住院治疗", ABOVE)
        assert first.original.is_sealed
        assert (last.kind, last.outcome, last.original) == ("recheck", "changed", None)


def opinion(page, case):
    """The opinion comes with its stamped original, and a paper tells her of it."""
    page.goto(case.get_absolute_url())
    page.locator(".next-step a", has_text="登记复查结果").click()
    page.locator("label", has_text="维持").click()
    page.locator("#id_opinion").fill("原答复事实清楚、依据正确，予以维持。")
    page.locator("#id_number").fill("平妇复〔2026〕1号")
    page.locator("#id_original").set_input_files({
        "name": "复查意见书.pdf", "mimeType": "application/pdf", "buffer": PDF,
    })  # fmt: skip
    shot(page, "review_give")
    send(page)
    page.wait_for_url(re.compile(case.get_absolute_url()))
    expect(page.locator("a", has_text="登记复核申请")).to_be_visible()
    shot(page, "review_given")
    card = page.locator(".panel", has=page.locator("h2", has_text="复查、复核"))
    card.scroll_into_view_if_needed()
    expect(card).to_contain_text("复查结果的盖章原件")
    shot(page, "review_given_card")
    page.goto(f"/papers/new/{REVIEW_RESULT.name}/{case.number}/")
    expect(page.locator("#id_relief")).to_have_value(re.compile("第三十六条"))
    shot(page, "review_paper")


def recheck(page, case, today):
    """复核 is asked for on a telephone's width, and its result ends the way."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(case.get_absolute_url())
    link = page.locator("a", has_text="登记复核申请")
    link.scroll_into_view_if_needed()
    shot(page, "review_given_390")
    link.click()
    shot(page, "review_recheck_390")
    page.locator("#id_body").fill("河南省妇女联合会")
    ask(page, today)
    expect(page.locator(".next-step")).to_contain_text("等待复核结果")
    page.locator(".next-step a", has_text="登记复核结果").click()
    shot(page, "review_recheck_give_390")
    page.locator("label", has_text="变更").click()
    page.locator("#id_opinion").fill("原答复认定的工资数额有误，变更为按实际出勤核算。")
    send(page)
    page.wait_for_url(re.compile(case.get_absolute_url()))
    expect(page.locator("main")).to_contain_text("复查、复核程序终结")
    page.set_viewport_size(LAPTOP)
    page.locator(".panel", has_text="复查、复核程序终结").last.scroll_into_view_if_needed()
    shot(page, "review_ended")
