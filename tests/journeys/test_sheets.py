"""The sheet of towns: template, twenty bad cells, the marked copy put right and sent again; the
register with her own columns in her own order."""

import openpyxl
from playwright.sync_api import expect

from portal.sheets.workbooks import HELP
from portal.units.models import Unit
from tests.journeys.conftest import PASSWORD, shot
from tests.sheets.files import UNIT_HEAD, town, twenty_bad_cells

PUT_RIGHT = {row: town(row - 1) for row in range(2, 22)}
PHONE = {"width": 390, "height": 844}


def fetch(page, words, path):
    with page.expect_download() as download:
        page.get_by_text(words, exact=True).click()
    download.value.save_as(path)
    return openpyxl.load_workbook(path)


def send(page, path):
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_url("**/sheets/uploads/**")


def filled(book, rows):
    """The template as somebody fills it in: its own header, her rows below."""
    place = {cell.value.lstrip("*"): cell.column for cell in book.worksheets[0][1]}
    assert book.sheetnames[:2] == ["填写", HELP]
    for number, row in enumerate(rows, start=2):
        for label, cell in zip(UNIT_HEAD, row, strict=True):
            book.worksheets[0].cell(number, place[label], cell)
    return book


def put_right(book):
    """The marked copy with every red cell mended: its header and its last column stay."""
    page = book.worksheets[0]
    place = {cell.value.lstrip("*"): cell.column for cell in page[1]}
    for number, row in PUT_RIGHT.items():
        for label, cell in zip(UNIT_HEAD, row, strict=True):
            page.cell(number, place[label]).value = cell or None
    return book


def red_cells(book):
    return [
        cell
        for row in book.worksheets[0].iter_rows(min_row=2)
        for cell in row
        if cell.fill.start_color.rgb == "FFFFC7CE" and cell.comment
    ]


def test_twenty_bad_cells_come_back_marked_and_go_in_put_right(house, city, tmp_path):
    page = house.window(city.cast["sysadmin"])
    page.goto("/sheets/")
    shot(page, "sheets-list")
    page.get_by_role("link", name="乡镇（街道）、村（社区）妇联").click()
    shot(page, "sheets-sheet")
    book = filled(fetch(page, "下载模板", tmp_path / "模板.xlsx"), twenty_bad_cells()[1:])
    book.save(tmp_path / "街道.xlsx")

    send(page, tmp_path / "街道.xlsx")
    expect(page.get_by_text("共22行，")).to_contain_text("已在表中标红")
    expect(page.get_by_role("row", name="第2行")).to_contain_text("必填，没有填")
    shot(page, "sheets-found")
    marked = fetch(page, "下载修改表", tmp_path / "修改.xlsx")
    assert len({cell.row for cell in red_cells(marked)}) == 20
    assert all(cell.comment.text for cell in red_cells(marked))

    put_right(marked).save(tmp_path / "改好.xlsx")
    page.get_by_role("link", name="重新上传").click()
    send(page, tmp_path / "改好.xlsx")
    expect(page.get_by_text("没有问题，可以导入22行")).to_be_visible()
    page.get_by_role("button", name="导入22行").click()
    expect(page.get_by_text("导入22行。")).to_be_visible()
    shot(page, "sheets-done")
    assert Unit.objects.filter(code__startswith="4104029").count() == 22

    page.get_by_role("link", name="再导入一份").click()
    send(page, tmp_path / "改好.xlsx")
    expect(page.get_by_text("都已存在，不需要导入")).to_be_visible()


def test_the_register_leaves_with_her_columns_in_her_order(house, city, tmp_path):
    page = house.window(city.cast["clerk"])
    page.goto("/cases/")
    page.get_by_role("button", name="导出登记簿").click()
    page.get_by_role("checkbox", name="序号").uncheck()
    page.get_by_role("button", name="下移日期").press("Enter")
    page.get_by_label("把这些列存为").fill("给领导看")
    page.get_by_label("用途").fill("报送主管领导")
    page.get_by_label("口令", exact=False).fill(PASSWORD)
    shot(page, "sheets-export")
    book = fetch(page, "导出", tmp_path / "登记簿.xlsx")

    table = [cell.value for cell in book.worksheets[0][3]]
    assert table[:3] == ["姓名", "日期", "性别"]
    page.goto("/cases/")
    page.get_by_role("button", name="导出登记簿").click()
    page.get_by_role("button", name="给领导看").click()
    expect(page.locator(".order-row label").first).to_have_text("姓名")
    expect(page.get_by_role("checkbox", name="编号")).not_to_be_checked()
    phone = house.window(city.cast["clerk"], viewport=PHONE)
    phone.goto("/cases/export/")
    expect(phone.get_by_role("button", name="下移日期")).to_be_visible()
    shot(phone, "sheets-export-phone")
