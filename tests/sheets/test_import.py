"""From a template to rows in the portal: every bad cell named, nothing half-done, no doubles."""

import html
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.accounts.codes import plain
from portal.accounts.models import Account
from portal.audit.models import LogEntry
from portal.sheets import actions, reading, workbooks
from portal.sheets.checking import WrongColumns, check
from portal.sheets.choices import Mode
from portal.sheets.models import Upload
from portal.units.models import Region, Unit, UnitName
from tests.conftest import ROOT
from tests.sheets import files
from tests.sheets.files import TOWN, UNIT_HEAD, VILLAGE, person, town, xlsx

pytestmark = pytest.mark.django_db


def checked(sheet, content, actor):
    table = reading.read(content)
    return check(sheet=sheet, table=table, actor=actor, today=clock.today())


def take(sheet, content, actor):
    with transaction.atomic(), scope(actor):
        return actions.take_file(
            sheet=sheet, name="表.xlsx", content=content, actor=actor, at=clock.now()
        )


def bring_in(upload, actor, mode=Mode.ALL):
    with transaction.atomic(), scope(actor):
        return actions.import_file(upload=upload.pk, mode=mode, actor=actor, at=clock.now())


def made():
    return Unit.objects.filter(code__startswith="4104029")


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
LONG = "字" * 61
BAD_CELLS = [
    ({"单位代码": ""}, "单位代码必填，没有填。"),
    ({"单位代码": "410402-1"}, "单位代码要填5至24位大写字母和数字。"),
    ({"单位代码": 410402198001010012}, "单位代码被当作数字，末几位已经丢失"),
    ({"单位代码": "410403901"}, "单位代码须以上级单位代码410402开头。"),
    ({"全称": ""}, "全称必填，没有填。"),
    ({"全称": LONG}, "全称有61个字，最多60个字。"),
    ({"全称": "甲\u200b乙"}, "看不见的字符"),
    ({"全称": "甲\n乙"}, "全称只能填一行"),
    ({"简称": "  "}, "简称必填，没有填。"),
    ({"简称": "字" * 31}, "简称有31个字，最多30个字。"),
    ({"级别": "街道"}, "级别不在可选范围内，请从下拉列表中选。"),
    ({"级别": ""}, "级别必填，没有填。"),
    ({"上级单位代码": "41040277"}, "单位代码须以上级单位代码41040277开头。"),
    ({"上级单位代码": ""}, "上级单位代码必填，没有填。"),
    ({"行政区划代码": "12345"}, "乡镇（街道）要填9位数字，村（社区）要填12位数字"),
    ({"行政区划代码": "410402901001", "地名": "甲"}, "乡镇（街道）级的行政区划代码是9位数字。"),
    ({"行政区划代码": "410402901"}, "行政区划代码410402901还没有登记，请填地名。"),
    ({"联系电话": "1" * 31}, "联系电话有31个字，最多30个字。"),
    ({"启用日期": "昨天下午"}, "启用日期要填日期，例如2026-3-3。"),
    ({"启用日期": "2099-1-1"}, "启用日期不能晚于今天。"),
]


def twenty_bad_cells():
    bad = [town(number, **change) for number, (change, _) in enumerate(BAD_CELLS, start=1)]
    return [UNIT_HEAD, *bad, town(77), town(78)]


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


# ── Import ─────────────────────────────────────────────────────────────────────────────────────
def test_towns_villages_and_places_come_in_whatever_their_order(units_sheet, administrator):
    village = town(
        1, 单位代码="410402901001", 上级单位代码="410402901", 级别=VILLAGE,
        行政区划代码="410402901001", 地名="甲社区",
    )  # fmt: skip
    content = xlsx([UNIT_HEAD, village, town(1, 行政区划代码="410402901", 地名="甲街道"), town(2)])

    done = bring_in(take(units_sheet, content, administrator), administrator)

    assert (done.made, done.known, done.content) == (3, 0, "")
    unit = Unit.objects.get(code="410402901001")
    assert (unit.parent.code, unit.kind) == ("410402901", "village_federation")
    assert (unit.region.name, unit.region.parent.code) == ("甲社区", "410402901")
    assert UnitName.objects.filter(unit=unit).count() == 1


def test_a_re_run_makes_no_doubles(units_sheet, administrator):
    content = xlsx([UNIT_HEAD, town(1), town(2)])
    bring_in(take(units_sheet, content, administrator), administrator)
    more = xlsx([UNIT_HEAD, town(1), town(2), town(3)])

    upload = take(units_sheet, more, administrator)
    done = bring_in(upload, administrator)
    again = bring_in(upload, administrator)

    assert (done.made, done.known) == (1, 2) == (again.made, again.known)
    assert made().count() == 3


def test_all_or_nothing_means_nothing(units_sheet, administrator):
    upload = take(units_sheet, xlsx(twenty_bad_cells()), administrator)

    with pytest.raises(Refused, match="没有导入"):
        bring_in(upload, administrator)

    assert made().count() == 0


def test_good_rows_may_go_first(units_sheet, administrator):
    upload = take(units_sheet, xlsx(twenty_bad_cells()), administrator)

    done = bring_in(upload, administrator, Mode.GOOD)

    assert done.made == 2
    assert set(made().values_list("code", flat=True)) == {"410402977", "410402978"}


def test_what_breaks_in_the_middle_leaves_nothing(units_sheet, administrator, monkeypatch):
    monkeypatch.setattr("portal.sheets.imports.units.BATCH", 2)
    upload = take(units_sheet, xlsx([UNIT_HEAD, *map(town, range(1, 8))]), administrator)

    def break_down(done, total, message):
        if done >= 4:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic(), scope(administrator):
        actions.import_file(
            upload=upload.pk, mode=Mode.ALL, actor=administrator, at=clock.now(),
            progress=break_down,
        )  # fmt: skip

    with scope(administrator):
        upload.refresh_from_db()
    assert made().count() == 0
    assert Region.objects.filter(code__startswith="4104029").count() == 0
    assert not upload.is_done


def test_the_log_says_what_came_in_and_names_nobody(accounts_sheet, unit_admin):
    content = xlsx([files.ACCOUNT_HEAD, person(1), person(2)])

    bring_in(take(accounts_sheet, content, unit_admin), unit_admin)

    with transaction.atomic(), scope(ROOT):
        entry = LogEntry.objects.get(action="sheet.imported")
    assert entry.data == {"sheet": "accounts", "rows": 2, "made": 2, "known": 0, "left_out": 0}


def test_no_name_of_a_file_stands_in_clear(accounts_sheet, unit_admin):
    upload = take(accounts_sheet, xlsx([files.ACCOUNT_HEAD, person(1, 岗位="x")]), unit_admin)

    with transaction.atomic(), scope(unit_admin), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM sheets_upload AS t WHERE id = %s", [upload.pk])
        lying = cursor.fetchone()[0]

    assert re.search("张桂|1000002", lying) is None


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


def test_slips_are_shown_once(accounts_sheet, unit_admin, enter):
    upload = take(accounts_sheet, xlsx([files.ACCOUNT_HEAD, person(1), person(2)]), unit_admin)
    client = enter(unit_admin)

    client.post(f"{upload.get_absolute_url()}import/", {"mode": "all"})
    page = client.get(upload.get_absolute_url()).content.decode()
    slips = client.post(f"{upload.get_absolute_url()}slips/")
    again = client.post(f"{upload.get_absolute_url()}slips/")

    assert "打印开户单" in page
    assert slips.content.decode().count("首次登录码</dt>") == 2
    assert (again.status_code, "只能显示一次" in again.content.decode()) == (422, True)
    codes = re.findall(r'slip-code">([^<]+)<', slips.content.decode())
    account = Account.objects.get(username="10000020001")
    assert account.check_password(plain(html.unescape(codes[0]).strip()))


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────
def send(client, content, name="表.xlsx", sheet="units"):
    return client.post(f"/sheets/{sheet}/", {"file": SimpleUploadedFile(name, content)})


def test_from_upload_to_import_through_the_pages(administrator, enter):
    client = enter(administrator)

    sent = send(client, xlsx(twenty_bad_cells()))
    page = client.get(sent.headers["Location"]).content.decode()
    marked = client.get(f"{sent.headers['Location']}marked/")
    client.post(f"{sent.headers['Location']}import/", {"mode": "good"})
    after = client.get(sent.headers["Location"]).content.decode()

    assert "共22行" in page
    assert "已在表中标红" in page
    assert "先导入其余2行" in page
    assert "第2行" in page
    assert b"".join(marked).startswith(b"PK")
    assert "导入2行" in after
    assert made().count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "请选择填好的表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "暂不能读取.xls/.et/.wps"),
    ],
)
def test_a_bad_file_is_told_on_the_page(administrator, enter, content, words):
    answer = send(enter(administrator), content)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_stranger_finds_nothing_and_may_not_import(
    administrator, units_sheet, people, enter, unit_admin
):
    upload = take(units_sheet, xlsx([UNIT_HEAD, town(1)]), administrator)
    address = upload.get_absolute_url()
    other, clerk = enter(unit_admin), enter(people.stranger)

    assert [other.get(address).status_code, other.post(f"{address}import/").status_code] == [
        404
    ] * 2
    assert other.get("/sheets/units/").status_code == 404
    assert clerk.get("/sheets/").status_code == 403
    with pytest.raises(Refused):
        bring_in(upload, unit_admin)
    with transaction.atomic(), scope(people.stranger):
        assert not Upload.objects.exists()
