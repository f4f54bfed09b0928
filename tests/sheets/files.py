"""Spreadsheets for tests, sound and hostile, made in memory."""

import io
import os
import zipfile

import xlsxwriter

UNIT_HEAD = [
    "单位代码",
    "全称",
    "简称",
    "级别",
    "上级单位代码",
    "行政区划代码",
    "地名",
    "联系电话",
    "启用日期",
]
TOWN, VILLAGE = "乡镇（街道）级", "村（社区）级"
ACCOUNT_HEAD = ["姓名", "手机", "单位", "岗位", "职务"]
NOT_A_FORMULA = {"strings_to_formulas": False, "strings_to_urls": False}


def xlsx(rows, *, formulas=(), merged=(), options=NOT_A_FORMULA):
    """An xlsx of these rows; `formulas` are (row, column, text), `merged` are ranges."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
        for row, place, text in formulas:
            page.write_formula(row, place, text)
        for place in merged:
            page.merge_range(place, "合并")
    return target.getvalue()


def csv(rows, coding="utf-8"):
    return "\r\n".join(",".join(map(str, row)) for row in rows).encode(coding)


def town(number, **changes):
    """One good line: a street of 新华区 with code 4104029nn."""
    row = {
        "单位代码": f"4104029{number:02d}", "全称": f"测试街道{number}妇女联合会",
        "简称": f"测试街道{number}妇联", "级别": TOWN, "上级单位代码": "410402",
    }  # fmt: skip
    row |= changes
    return [row.get(label, "") for label in UNIT_HEAD]


def person(number, **changes):
    row = {
        "姓名": f"张桂{number}", "手机": f"1000002{number:04d}", "单位": "410402", "岗位": "经办",
    } | changes  # fmt: skip
    return [row.get(label, "") for label in ACCOUNT_HEAD]


def repacked(content, changes=None, *, add=None):
    """The same zip with parts changed by `changes` {name: function of bytes} or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, (changes or {}).get(name, bytes)(part))
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return target.getvalue()


SHEET1 = "xl/worksheets/sheet1.xml"


def docx():
    """A zip that is no workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        new.writestr("[Content_Types].xml", "<Types/>")
        new.writestr("word/document.xml", "<document/>")
    return target.getvalue()


def ods():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", "<office/>")
    return target.getvalue()


def bomb():
    """40 MB of blanks in 40 KB."""
    return repacked(xlsx([UNIT_HEAD]), add={"xl/media/a.bin": b"\0" * 40_000_000})


def flood():
    """60 MB of something that hardly packs better than 100 to 1."""
    return repacked(xlsx([UNIT_HEAD]), add={"xl/media/a.bin": b"\0" * 60_000_000})


def entities():
    """Billion laughs among the shared strings."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    return repacked(
        xlsx([UNIT_HEAD, town(1)]),
        {"xl/sharedStrings.xml": lambda part: laughs + part.partition(b"?>")[2]},
    )


def far_cell():
    """Two cells, so far apart that a dense table of them would need a terabyte."""
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return repacked(xlsx([UNIT_HEAD]), {SHEET1: lambda part: part.replace(b"</sheetData>", cell)})


def one_string_everywhere():
    """One string of 8 MB in 100,000 cells: 800 GB once each cell has its own."""
    cells = b"".join(
        b'<row r="%d">' % row + b'<c t="s"><v>0</v></c>' * 50 + b"</row>" for row in range(2, 2002)
    )
    return repacked(
        xlsx([UNIT_HEAD]),
        {
            SHEET1: lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>"),
            "xl/sharedStrings.xml": lambda part: part.replace(
                "单位代码".encode(), os.urandom(4_000_000).hex().encode()
            ),
        },
    )


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


# What somebody fills in, and the sentence she gets.
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
    ({"行政区划代码": "12345"}, "行政区划代码要填9位数字（乡镇、街道）或12位数字（村、社区）。"),
    ({"行政区划代码": "410402901001", "地名": "甲"}, "乡镇（街道）级的行政区划代码是9位数字。"),
    ({"行政区划代码": "410402901"}, "行政区划代码410402901还没有登记，请填地名。"),
    ({"联系电话": "1" * 31}, "联系电话有31个字，最多30个字。"),
    ({"启用日期": "昨天下午"}, "启用日期要填日期，例如2026-3-3。"),
    ({"启用日期": "2099-1-1"}, "启用日期不能晚于今天。"),
]


def twenty_bad_cells():
    bad = [town(number, **change) for number, (change, _) in enumerate(BAD_CELLS, start=1)]
    return [UNIT_HEAD, *bad, town(77), town(78)]
