"""评审优秀案例: turned on, looked through, scored on a phone with a draft that survives, a tie
decided, 等次 in the gallery."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.judging import BASIS, FULL, bench_of
from tests.journeys.conftest import shot
from tests.journeys.test_every_page import PHONE, faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def main(page):
    return page.locator("main [data-main]:visible").first


def turned_on(page, bench):
    """From the gallery; to the page of the judging."""
    page.goto(f"/campaigns/{bench.campaign.pk}/cases/")
    expect(page.locator("main")).to_contain_text("不评等次")
    page.get_by_role("link", name="案例评审").click()
    shot(page, "judging_off")
    page.fill("#id_basis", BASIS)
    main(page).click()
    expect(page.locator("main")).to_contain_text("准备中")
    bench.fresh()


def looked_through(page, number):
    page.get_by_role("link", name=f"案例{number}", exact=True).click()
    expect(page.locator("#id_idea")).to_have_value(re.compile("^××"))
    shot(page, f"judging_case_{number}")
    page.get_by_role("button", name="通读过，核对无误").click()
    expect(page.locator("main")).to_contain_text("已核对")


def scored_by_phone(house, judge):
    page = house.window(judge, PHONE)
    page.goto("/")
    shot(page, "judging_desk_phone")
    page.locator('a[href="/campaigns/scores/"]', has_text="评分").click()
    shot(page, "judging_list_phone")
    page.get_by_role("link", name=re.compile("案例1")).click()
    shot(page, "judging_score_phone")
    assert faults(page) == []
    page.fill("#id_s_idea", "18")
    page.fill("#id_comment", "做法可学")
    page.locator("#id_comment").blur()
    expect(page.locator("[data-draft-note]")).to_contain_text("草稿")
    page.context.close()

    page = house.window(judge, PHONE)
    page.goto("/campaigns/scores/")
    page.get_by_role("link", name=re.compile("案例1")).click()
    expect(page.locator("#id_s_idea")).to_have_value("18")
    page.locator("#id_s_idea").scroll_into_view_if_needed()
    shot(page, "judging_draft_phone")
    for key, points in FULL.items():
        page.fill(f"#id_s_{key}", str(points))
    page.get_by_role("button", name="交出（不能再改）").click()
    expect(page.locator("main")).to_contain_text("已交")
    shot(page, "judging_handed_phone")


def concluded(page, bench):
    page.goto(f"/campaigns/{bench.campaign.pk}/judging/")
    shot(page, "judging_panel_scored")
    page.get_by_role("link", name="分数和出结果").click()
    expect(page.locator("main")).to_contain_text("同分：案例1、案例2")
    page.fill("#id_first", "1")
    page.select_option("#id_rank_1", "2")
    page.select_option("#id_rank_2", "1")
    main(page).click()
    expect(page.locator("main")).to_contain_text("由谁决定，请写姓名")
    page.fill("#id_decided_by", "顾云舒")
    page.fill("#id_tie_reason", "做法更容易学")
    shot(page, "judging_tie", is_whole=True)
    main(page).click()
    expect(page.locator("main")).to_contain_text("现在的等次")
    shot(page, "judging_result", is_whole=True)
    page.goto(f"/campaigns/{bench.campaign.pk}/cases/")
    expect(page.locator("main")).to_contain_text("一等")
    shot(page, "judging_gallery")


def test_cases_are_judged_blind_from_the_switch_to_the_grades(house, city):
    bench = bench_of(city).people()
    page = house.window(bench.planner)
    turned_on(page, bench)
    looked_through(page, 1)
    looked_through(page, 2)
    for judge in bench.judges:
        page.locator("label", has_text=judge.name).click()
    page.locator("form.portal-form [data-main]").first.click()
    expect(page.locator("main")).to_contain_text("评委已加上")
    shot(page, "judging_ready")
    assert faults(page) == []
    page.get_by_text("开始评审", exact=True).first.click()
    page.locator(".modal.show [data-main]").click()
    expect(page.locator("main")).to_contain_text("评审中")

    scored_by_phone(house, bench.judges[0])
    for judge in bench.judges:
        for unit in bench.duties:
            if bench.sheet(judge, unit).handed_at is None:
                bench.score(judge, unit)
    concluded(page, bench)
    phone = house.window(bench.planner, PHONE)
    for name, path in (("panel", ""), ("case", "cases/1/"), ("result", "result/")):
        phone.goto(f"/campaigns/{bench.campaign.pk}/judging/{path}")
        shot(phone, f"judging_{name}_phone", is_whole=True)
        assert faults(phone) == [], name
