"""A whole campaign: the notice, two counties and a member unit, a return, the board, the issued
summary; then a source is corrected and the issued number says so."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from campaigns import holding
from campaigns.models import Campaign, Duty, DutyFile, DutyVersion
from portal import clock
from portal.access import scope
from portal.deadlines.reference import calendar_from
from portal.deadlines.rules import next_owed_day
from tests.factories.files import picture
from tests.factories.materials import add_photo
from tests.factories.people import ROOT
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
COUNTY, OTHER, POLICE = "410402", "410403", "4104M07"
FIGURES = {"P02": "8284", "P09": "3120", "C01": "700", "C02": "610", "R04": "24", "R05": "22"}
OTHERS = {"P02": "7424", "P09": "2900", "C01": "640", "C02": "300", "R04": "20", "R05": "18"}
POLICES = {"P01": "12", "P02": "3200", "P09": "900", "R13": "14", "R13a": "5"}
OPENING = "在市委、市政府领导下，各地各成员单位按照通知要求，开展了维权活动。"


def said(page):
    return page.locator("#messages, .messages").first


def planned(page, day):
    """新活动 with everything asked; three units, dates around today. Gives its address."""
    page.goto("/campaigns/new/")
    page.locator("input[name=load][value=full]").check()
    page.locator("form.portal-form [data-main]").click()
    page.wait_for_url("**/plan/")
    chosen = [COUNTY, OTHER, POLICE]
    page.evaluate(
        "chosen => document.querySelectorAll('input[name=receivers]')"
        ".forEach(box => { box.checked = chosen.includes(box.value) })",
        chosen,
    )
    due = next_owed_day(day + timedelta(days=9), calendar_from(day.year - 1))
    for name, value in {
        "begins_on": day - timedelta(days=20), "ends_on": day + timedelta(days=40),
        "due_on": due, "case_on": due, "theme": "与法同行，平安到家",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(str(value))
    page.locator("form.portal-form [data-main]").click()
    page.wait_for_url(re.compile(r"/campaigns/\d+/$"))
    return page.url


def issue(page, number, name):
    """The paper of this page's button, with the office's number."""
    page.locator("label.form-check-label", has_text="手填OA文号").click()
    page.locator("#id_number").fill(number)
    expect(page.locator("article.paper")).to_be_visible()
    shot(page, name)
    page.locator("form.portal-form [data-main]").click()
    page.wait_for_url(lambda url: "/new/" not in url)


def owed(campaign, unit, kind):
    with transaction.atomic(), scope(ROOT):
        return Duty.objects.get(participation__campaign=campaign, unit_code=unit, kind=kind)


def report(page, duty, figures, name=""):
    """Every owed box 0 but these; to the confirming page and sent."""
    page.goto(f"/campaigns/duties/{duty.pk}/report/")
    page.evaluate(
        "() => document.querySelectorAll('input[name^=v-]')"
        ".forEach(box => { if (box.value === '') box.value = '0' })"
    )
    for code, value in figures.items():
        page.locator(f"#id_v-{code}").fill(value)
        why = page.locator(f"select[name=r-{code}]")
        if page.locator(f"#id_v-{code}").get_attribute("data-auto"):
            why.select_option("more")
    if name:
        shot(page, name)
    page.locator("button[value=submit]").click()
    page.locator("main [data-main]", has_text="确认报送").click()
    expect(said(page)).to_contain_text("报送")


def write(page, duty, **texts):
    page.goto(f"/campaigns/duties/{duty.pk}/text/")
    for key, text in texts.items():
        page.locator(f"#id_{key}").fill(text)
    page.locator("button[value=submit]").click()
    page.locator("main [data-main]", has_text="确认报送").click()
    page.wait_for_url(re.compile(r"/campaigns/\d+/$"))


def activity(page):
    page.goto("/campaigns/activities/new/")
    page.locator("#id_title").fill("法律赶大集")
    page.locator("#id_place").fill("诸葛庙街广场")
    page.locator("label.form-check-label", has_text="集中宣传").click()
    for code, value in {"P02": "600", "P09": "320", "C01": "85", "C02": "40"}.items():
        page.locator(f"#id_f-{code}").fill(value)
    page.locator("form.portal-form [data-main]").click()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))


def excellent(page, duty, clerk):
    for number in range(3):
        photo = add_photo(
            holding.DUTIES, duty, clerk, content=picture((640, 400 + 80 * number)),
            caption="楼院里的板凳会",
        )  # fmt: skip
        with transaction.atomic(), scope(clerk):
            DutyFile.objects.filter(pk=photo.pk).update(consent="nobody")
    five = dict.fromkeys(("idea", "facts", "form", "effect", "insight"), "把会开到楼院里。")
    write(page, duty, title="一条板凳", **five)


def member_reports(house, city, home, campaign):
    """新华区 with everything, 卫东区 with its figures, the police with theirs."""
    clerk, other, police = (
        house.window(city.cast[who]) for who in ("clerk", "stranger", "police")
    )  # fmt: skip
    for page in (clerk, other, police):
        page.goto(home)
        page.locator("button", has_text="签收").click()
        expect(said(page)).to_contain_text("已签收")
    shot(clerk, "campaign_owed")
    activity(clerk)
    write(
        clerk,
        owed(campaign, COUNTY, "plan"),
        aim="到楼院去。",
        steps="每周一场。",
        needs="专人负责。",
    )
    report(clerk, owed(campaign, COUNTY, "indicator_report"), FIGURES, "campaign_report")
    lines = {
        "overview": "开展24场。",
        "work": "进楼院。",
        "effect": "当场答复。",
        "next": "再到乡村。",
    }
    write(clerk, owed(campaign, COUNTY, "summary"), **lines)
    excellent(clerk, owed(campaign, COUNTY, "excellent_case"), city.cast["clerk"])
    report(other, owed(campaign, OTHER, "indicator_report"), OTHERS)
    report(police, owed(campaign, POLICE, "indicator_report"), POLICES)
    return clerk


def returned_and_sent_again(city, reviewer, clerk, duty):
    """退回 to one cell; the clerk finds the words beside it, mends it and sends it again."""
    reviewer.goto(f"/campaigns/duties/{duty.pk}/review/")
    reviewer.locator("summary", has_text="退回修改").click()
    reviewer.locator("#id_return-anchor").select_option("row-C02")
    reviewer.locator("#id_return-text").fill("法律咨询占了近九成，请核对。")
    shot(reviewer, "campaign_return")
    reviewer.locator("form button", has_text=re.compile("^退回修改$")).click()
    expect(reviewer.locator("#review-pane")).to_contain_text("已退回")
    clerk.goto(f"/campaigns/duties/{duty.pk}/report/")
    expect(clerk.locator("#row-C02 .cell-remark")).to_contain_text("法律咨询占了近九成")
    shot(clerk, "campaign_returned")
    report(clerk, duty, {"C02": "310"})
    reviewer.goto(f"/campaigns/duties/{duty.pk}/review/")
    expect(reviewer.locator("#row-C02")).to_contain_text("原610")


def accept_all(reviewer, campaign):
    """通过 by A, one after the other, until none waits."""
    kinds = waiting(campaign)
    while waiting(campaign):
        expect(reviewer.locator("#review-pane [data-key=KeyA]")).to_be_visible()
        reviewer.wait_for_timeout(100)  # as long as a hand needs, for the swapped pane to settle
        reviewer.keyboard.press("a")
        expect(reviewer.locator(".pane-said")).to_contain_text("已通过")
        if reviewer.locator("#review-pane [data-key=KeyJ]").count():
            reviewer.keyboard.press("j")
            expect(reviewer.locator(".pane-said")).to_have_count(0)
    return kinds


def waiting(campaign):
    with transaction.atomic(), scope(ROOT):
        rows = Duty.objects.filter(participation__campaign=campaign, status="submitted")
        return sorted(rows.values_list("kind", flat=True))


def summed_up(page, home):
    page.goto(f"{home}summary/")
    box = page.locator("#id_text")
    text = box.input_value().replace("（开头语请按当年规范表述填写）", OPENING)
    text = text.replace("存在问题", "存在问题\n进村组还少。").replace("打算", "打算\n再到乡村。")
    box.fill(text)
    page.locator("form.portal-form [data-main]").click()
    expect(said(page)).to_contain_text("已保存")
    shot(page, "campaign_summary")
    page.locator("a", has_text=re.compile("^印发$")).click()
    issue(page, "平维协〔2026〕22号", "campaign_summary_paper")


def test_a_whole_campaign_from_the_notice_to_a_summary_that_says_what_moved(house, city):
    coordinator = house.window(city.cast["coordinator"])
    home = planned(coordinator, clock.today())
    expect(coordinator.locator("main")).to_contain_text("发出以前")
    shot(coordinator, "campaign_before_sending")
    coordinator.locator("a", has_text="印发通知").click()
    issue(coordinator, "平维协〔2026〕21号", "campaign_notice")
    with transaction.atomic(), scope(ROOT):
        campaign = Campaign.objects.get(number="平维协〔2026〕21号")
    clerk = member_reports(house, city, home, campaign)
    table = owed(campaign, COUNTY, "indicator_report")
    returned_and_sent_again(city, coordinator, clerk, table)
    tables = ["indicator_report"] * 3
    assert accept_all(coordinator, campaign) == ["excellent_case", *tables, "plan", "summary"]
    coordinator.goto(f"{home}board/")
    shot(coordinator, "campaign_board")

    summed_up(coordinator, home)

    clerk.goto(f"/campaigns/duties/{table.pk}/report/P02/")
    clerk.locator("#id_value").fill("8164")
    clerk.locator("#id_reason").fill("有一场重复统计")
    clerk.locator("form.portal-form [data-main]").click()
    expect(said(clerk)).to_contain_text("已更正")
    coordinator.goto(f"{home}summary/")
    expect(coordinator.locator("main")).to_contain_text("已印发：18,908")
    shot(coordinator, "campaign_moved")
    coordinator.locator(".remarks a", has_text="18,788").click()
    expect(coordinator.locator("tr", has_text="新华区妇联")).to_contain_text("印发时 8,284")
    shot(coordinator, "campaign_figure")
    with transaction.atomic(), scope(ROOT):
        assert DutyVersion.objects.filter(duty=table).count() == 3
