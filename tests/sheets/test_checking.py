"""The dry run: every bad cell is named, and the copy that comes back has it in red."""

import io

import openpyxl
import pytest

from portal import clock
from portal.access.refusal import Refused
from portal.accounts.models import Account
from portal.sheets import reading, workbooks
from portal.sheets.cells import accepted
from portal.sheets.checking import WrongColumns, check
from portal.units.models import Unit
from tests.sheets import files
from tests.sheets.files import (
    BAD_CELLS,
    TOWN,
    UNIT_HEAD,
    VILLAGE,
    person,
    town,
    twenty_bad_cells,
    xlsx,
)

pytestmark = pytest.mark.django_db


def checked(sheet, content, actor):
    table = reading.read(content)
    return check(sheet=sheet, table=table, actor=actor, today=clock.today())


# ── The header ─────────────────────────────────────────────────────────────────────────────────
def test_columns_may_stand_in_any_order_with_stars_and_blanks(units_sheet, administrator):
    head = ["简 称", "*级别（必填）", "单位代码", "上级单位代码 ", "全称", "备注"]
    rows = [["某某街道登记表"], head, ["甲妇联", TOWN, "410402901", "410402", "甲妇女联合会", "无"]]

    found = checked(units_sheet, xlsx(rows), administrator)

    assert (found.total, found.bad, found.ignored) == (1, [], ("备注",))
    assert found.good[0]["short_name"] == "甲妇联"
    assert found.good[0].number == 3


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["序号", "事由"], [1, "x"]], "没有找到表头"),
        ([["单位代码", "全称"], ["410402901", "甲"]], "缺少简称、级别、上级单位代码列"),
        ([[*UNIT_HEAD, "全称"], town(1)], "“全称”出现了两次"),
        ([UNIT_HEAD], "只有表头"),
    ],
)
def test_a_header_that_is_not_this_sheets_is_refused(units_sheet, administrator, rows, words):
    with pytest.raises(WrongColumns, match=words):
        checked(units_sheet, xlsx(rows), administrator)


def test_20001_rows_are_refused(units_sheet, administrator):
    content = files.csv([UNIT_HEAD, *([town(1)] * 20_001)])

    with pytest.raises(Refused, match="超过20,000行"):
        checked(units_sheet, content, administrator)


# ── Twenty bad cells ───────────────────────────────────────────────────────────────────────────
def test_every_bad_cell_is_named_by_row_column_and_sentence(units_sheet, administrator):
    found = checked(units_sheet, xlsx(twenty_bad_cells()), administrator)

    for number, (change, words) in enumerate(BAD_CELLS, start=2):
        label = next(iter(change))
        own = [one for one in found.bad if one.row == number]
        assert any(words in one.words for one in own), (number, change, own)
        assert {units_sheet.column(one.key).label for one in own} & {
            label,
            "单位代码",
            "上级单位代码",
        }
    assert (found.total, found.bad_rows, len(found.good)) == (22, 20, 2)


def test_the_marked_copy_is_the_file_with_the_bad_cells_red(units_sheet, administrator):
    """And it can be sent again as it is: what is wrong is found again, and nothing more."""
    content = xlsx(twenty_bad_cells())
    table = reading.read(content)
    found = checked(units_sheet, content, administrator)

    copy = workbooks.marked(units_sheet, table=table, checked=found)

    page = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    red = {(c.row, c.column) for row in page for c in row if c.fill.fgColor.rgb == "FFFFC7CE"}
    cells = {(one.row, found.places[one.key] + 1) for one in found.bad}
    assert cells <= red
    assert {row for row, _ in red} == {one.row for one in found.bad}
    assert "必填，没有填" in page.cell(2, 1).comment.text
    assert "单位代码必填，没有填。" in page.cell(2, len(UNIT_HEAD) + 1).value
    again = checked(units_sheet, copy, administrator)
    assert [(one.row, one.key) for one in again.bad] == [(one.row, one.key) for one in found.bad]


def test_a_put_right_copy_of_the_template_goes_in(units_sheet, administrator):
    """Template → filled in → dry run without a word."""
    book = openpyxl.load_workbook(io.BytesIO(workbooks.template(units_sheet, actor=administrator)))
    page = book.worksheets[0]
    labels = [cell.value.lstrip("*") for cell in page[1]]
    values = dict(zip(UNIT_HEAD, town(5), strict=True)) | {"启用日期": "2026-3-3"}
    for place, label in enumerate(labels, start=1):
        page.cell(2, place, values[label])
    target = io.BytesIO()
    book.save(target)

    found = checked(units_sheet, target.getvalue(), administrator)

    assert (found.bad, len(found.good)) == ([], 1)
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width > 10
    assert book["代码"].sheet_state == "hidden"
    assert book.sheetnames == ["填写", "说明", "代码"]
    assert page.data_validations.dataValidation[0].formula1 == "代码!$A$2:$A$3"


def test_numbers_of_18_digits_stay_text_in_the_template(accounts_sheet, administrator):
    book = openpyxl.load_workbook(
        io.BytesIO(workbooks.template(accounts_sheet, actor=administrator))
    )
    raw = workbooks.template(accounts_sheet, actor=administrator)

    assert book.worksheets[0]["A1"].value == "*姓名"
    assert b'numFmtId="49"' in files.part(raw, "xl/styles.xml")  # @, text


def test_formulas_and_merged_cells_are_named(units_sheet, administrator):
    content = xlsx(
        [UNIT_HEAD, town(1), town(2), town(3)], formulas=[(1, 1, '="甲"')], merged=["C3:C4"]
    )

    found = checked(units_sheet, content, administrator)

    words = {(one.row, one.key): one.words for one in found.bad}
    assert "全称是公式" in words[2, "name"]
    assert "简称在合并单元格里" in words[4, "short_name"]


def test_doubles_within_the_file_are_named(units_sheet, administrator):
    found = checked(units_sheet, xlsx([UNIT_HEAD, town(1), town(1)]), administrator)

    assert [one.words for one in found.bad] == ["单位代码与第2行相同，一个只能填一次。"]


def test_a_village_whose_town_is_bad_waits_for_it(units_sheet, administrator):
    village = town(
        1, 单位代码="410402901001", 上级单位代码="410402901", 级别=VILLAGE, 全称="甲社区", 简称="甲"
    )
    rows = [UNIT_HEAD, village, town(1, 全称="")]

    found = checked(units_sheet, xlsx(rows), administrator)

    assert found.good == []
    assert any("在第3行，那一行有误" in one.words for one in found.bad if one.row == 2)


# ── Accounts ───────────────────────────────────────────────────────────────────────────────────
ACCOUNT_CELLS = [
    (person(1, 手机="12345"), "手机要填11位手机号。"),
    (person(2, 单位="410403"), "不在您管理的单位里"),
    (person(3, 岗位="主管"), "您只能管理本单位及下级的账号，不能授予“主管”以上岗位"),
    (person(4, 单位="410402001001", 岗位="只看"), "没有“只看”岗位"),
    (person(5, 手机="stranger"), "手机要填11位手机号。"),
]


def test_what_the_maker_may_not_give_is_named(accounts_sheet, unit_admin):
    Unit.objects.filter(code="410402001001").exists() or Unit.objects.create(
        code="410402001001", name="甲社区妇联", short_name="甲社区妇联", level="village",
        kind="village_federation", parent=Unit.objects.get(code="410402"),
    )  # fmt: skip
    content = xlsx([files.ACCOUNT_HEAD, *(row for row, _ in ACCOUNT_CELLS)])

    found = checked(accounts_sheet, content, unit_admin)

    for number, (_, words) in enumerate(ACCOUNT_CELLS, start=2):
        assert any(words in one.words for one in found.bad if one.row == number), number


def test_somebody_elses_phone_is_told_without_her_name(accounts_sheet, unit_admin, people):
    Account.objects.filter(username="stranger").update(username="10000020001")

    found = checked(accounts_sheet, xlsx([files.ACCOUNT_HEAD, person(1)]), unit_admin)

    assert [one.words for one in found.bad] == ["该手机号已被使用，请联系市妇联权益部。"]


def test_a_unit_may_be_written_by_its_name_alone(accounts_sheet, unit_admin):
    found = checked(
        accounts_sheet, xlsx([files.ACCOUNT_HEAD, person(1, 单位="新华区 妇联")]), unit_admin
    )

    assert found.bad == []


def test_a_name_two_have_is_not_enough():
    known = accepted((("1", "甲（1）"), ("2", "甲（2）"), ("3", "乙镇／丙村")))

    assert known["丙村"] == "3"
    assert "甲" not in known
