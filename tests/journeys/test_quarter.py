"""The end of the quarter: a figure opened to its list, every table as a sheet and read back, and a
letter to a member unit as it leaves the house."""

import re
import zipfile

import openpyxl
import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases import actions
from cases.models import Case
from portal.access import scope
from tests.factories.cases import VIOLENCE, CallFactory, CaseFactory, category
from tests.factories.referrals import ASKED_FOR, WHAT, act, refer
from tests.journeys.conftest import SHOTS, shot
from tests.journeys.hands import send

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LABOUR = "410402M12"
PHONE = {"width": 390, "height": 844}
OF_VIOLENCE = 3  # the scene's own among them


@pytest.fixture
def quarter(city):
    """Two more of violence, and one about wages, which went to the bureau of labour."""
    clerk = city.cast["clerk"]
    for _ in range(OF_VIOLENCE - 1):
        CaseFactory(actor=clerk, call=CallFactory(category=category(VIOLENCE)))
    return refer(CaseFactory(actor=clerk), LABOUR, by=clerk)


def row_of(page, label):
    """{column: what stands in it} of one line of the table shown."""
    heads, cells = line_of(page, label)
    return dict(zip(heads, cells.all_inner_texts(), strict=True))


def line_of(page, label):
    table = page.locator("table.figures-table").first
    line = table.locator("tbody tr").filter(has=page.locator(f'th:text-is("{label}")')).first
    return table.locator("thead th").all_inner_texts()[1:], line.locator("td")


def opened(page, label, column):
    """The list behind a number, by the number itself."""
    heads, cells = line_of(page, label)
    cells.nth(heads.index(column)).locator("a").click()
    page.wait_for_url(re.compile(r"/figures/\w+/[\w-]+/\w+/"))
    return page.locator("main table tbody tr").count()


def saved(page, link, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    path = SHOTS / name
    download.value.save_as(path)
    return path


def sheet(path, title):
    """{line: {column: value}} of one sheet."""
    rows = list(openpyxl.load_workbook(path)[title].iter_rows(min_row=3, values_only=True))
    heads = rows[0][1:]
    return {
        str(row[0]).strip("　"): dict(zip(heads, row[1:], strict=True))
        for row in rows[1:]
        if row[0] and any(value is not None for value in row[1:])
    }


def test_a_figure_opens_to_its_list_and_the_sheet_says_the_same(house, city, quarter):
    page = house.window(city.cast["clerk"])
    page.goto("/cases/figures/")
    total = row_of(page, "合计")
    shot(page, "quarter-1-tables")
    page.get_by_role("link", name=re.compile("表二")).click()
    violence = row_of(page, "家庭暴力")
    assert (total["件次"], violence["件次"]) == ("4", str(OF_VIOLENCE))
    assert opened(page, "家庭暴力", "件次") == OF_VIOLENCE
    shot(page, "quarter-2-list")

    page.go_back()
    path = saved(page, "下载全部表格", "quarter.xlsx")
    first, second = sheet(path, "表一"), sheet(path, "表二")
    assert first["合计"]["件次"] == int(total["件次"])
    assert second["家庭暴力"]["件次"] == OF_VIOLENCE
    for column, text in violence.items():
        value = second["家庭暴力"][column]
        assert f"{value:,}" == text if isinstance(value, int) else value == text, column
    phone = house.window(city.cast["clerk"], viewport=PHONE)
    phone.goto("/cases/figures/2/")
    shot(phone, "quarter-3-phone")


def test_the_letter_to_the_bureau_is_numbered_and_holds_what_they_see(house, city, quarter):
    page = house.window(city.cast["clerk"])
    page.goto(quarter.get_absolute_url())
    page.get_by_role("link", name="商请办理函").click()
    page.wait_for_url(re.compile("/papers/new/"))
    shot(page, "quarter-4-letter-form")
    page.locator("form.portal-form [data-main]").last.click()
    page.wait_for_url(re.compile(r"/papers/[0-9a-f-]+/$"))
    shot(page, "quarter-5-letter")
    path = saved(page, "下载Word", "letter.docx")

    with zipfile.ZipFile(path) as archive:
        text = "".join(
            re.findall(r"<w:t[^>]*>([^<]*)</w:t>", archive.read("word/document.xml").decode())
        )
    for words in (WHAT, ASKED_FOR, quarter.number, "人力资源和社会保障局", "回执", "妇维函〔"):
        assert words in text, words
    assert "张桂兰" not in text


def reported(page):
    page.goto("/cases/figures/")
    page.get_by_role("link", name="报出", exact=True).click()
    page.fill("#id_sent_to", "市妇联权益部")
    shot(page, "quarter-6-report")
    send(page)
    expect(page.locator(".messages").first).to_contain_text("已报出")
    expect(page.locator("main")).to_contain_text("现在的数字与报出的完全相同")


def test_what_was_reported_stays_and_says_what_changed(house, city, quarter):
    clerk, leader = city.cast["clerk"], city.cast["leader"]
    page = house.window(clerk)
    reported(page)
    with transaction.atomic(), scope(clerk):
        slip = Case.objects.filter(category__code=VIOLENCE).latest("pk")
    act(actions.perform, by=leader, case=slip, step="void", note="误登，与前一件相同")

    page.reload()
    expect(page.locator("main")).to_contain_text("处与现在不同")
    expect(page.locator("main")).to_contain_text(f"{slip.short_number}：作废")
    expect(page.locator(".figures-aside").first).to_have_text("现为3")
    shot(page, "quarter-7-differs")
    path = saved(page, "下载报出时的表格", "reported.xlsx")
    assert sheet(path, "表一")["合计"]["件次"] == 4
    page.goto("/cases/figures/")
    expect(page.locator(".figures-issued")).to_contain_text("处与报出的不同")
    expect(page.locator(".figures-aside").first).to_have_text("报出4")
    shot(page, "quarter-8-now")
    phone = house.window(clerk, viewport=PHONE)
    phone.goto("/cases/figures/issued/")
    shot(phone, "quarter-9-phone")
    one_page_for_the_leader(page)


def one_page_for_the_leader(page):
    page.goto("/cases/figures/issued/")
    page.get_by_role("link", name=re.compile("第四季度")).click()
    page.get_by_role("link", name="呈阅件", exact=True).click()
    expect(page.locator("#id_summary")).to_have_value(re.compile("共登记来件4件次"))
    page.locator("form.portal-form [data-main]").last.click()
    page.wait_for_url(re.compile(r"/papers/[0-9]+/$"))
    shot(page, "quarter-a-reading")
    saved(page, "下载Word", "reading.docx")
