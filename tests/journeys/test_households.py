"""名册 by sheet as a county sends it: 20,000 rows, 50 bad cells in red, the good rows in, and the
same file once more makes no doubles."""

import pytest
from playwright.sync_api import expect

from tests.factories.families import SECOND_VILLAGE, VILLAGE, count_of
from tests.jobs.test_tasks import work
from tests.journeys.conftest import shot
from tests.journeys.test_sheets import fetch, red_cells, send
from tests.sheets.files import xlsx

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HEAD = ["村（社区）", "户主", "人口", "家庭类型", "村民组或楼栋单元", "门牌", "电话", "联创形式",
        "联创小组"]  # fmt: skip
MANY, WRONG = 20_000, 50
BAD = {1: "", 2: "六十一", 3: "别墅", 6: "12345"}


def a_whole_county():
    """Rows of two villages; every 400th has one bad cell."""
    rows = [
        [(VILLAGE, SECOND_VILLAGE)[n % 2], f"{'赵钱孙李'[n % 4]}{n}", 3, "社区", f"{n // 80}号楼",
         f"{n}室", f"138{n:08}", "单元联防", f"{n // 80}号楼"]
        for n in range(MANY)
    ]  # fmt: skip
    for place, row in enumerate(rows[:: MANY // WRONG]):
        column = tuple(BAD)[place % len(BAD)]
        row[column] = BAD[column]
    return rows


def brought_in(page, good):
    page.get_by_role("button", name=f"先导入其余{good:,}行").click()
    page.wait_for_url("**/jobs/**")
    shot(page, "households-job")
    work()
    expect(page.locator("main")).to_contain_text(f"导入{good:,}行", timeout=60_000)
    shot(page, "households-done")


def test_twenty_thousand_rows_of_which_fifty_are_wrong(house, city, tmp_path):
    sheet, before = tmp_path / "名册.xlsx", count_of(city.cast["clerk"])[0]
    sheet.write_bytes(xlsx([HEAD, *a_whole_county()]))
    page = house.window(city.cast["clerk"])
    page.goto("/sheets/households/")
    send(page, sheet)
    expect(page.get_by_text("共20,000行，")).to_contain_text("已在表中标红")
    shot(page, "households-found")
    marked = fetch(page, "下载修改表", tmp_path / "标红.xlsx")
    assert len(red_cells(marked)) == WRONG

    brought_in(page, MANY - WRONG)
    assert count_of(city.cast["clerk"])[0] == before + MANY - WRONG

    page.goto("/sheets/households/")
    send(page, sheet)
    expect(page.locator("main")).to_contain_text("已存在")
    shot(page, "households-again")
    assert count_of(city.cast["clerk"])[0] == before + MANY - WRONG
