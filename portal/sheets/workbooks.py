"""Workbooks with drop-downs and colours: the template, and the file given back with its bad cells
marked. (Plain tables are written by exports.py, eight times as fast.)"""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import xlsxwriter

from portal.access import Actor
from portal.sheets.declaration import Bad, Cell, Checked, Kind, Options, Sheet
from portal.sheets.reading import Table

NAME, HELP, LISTS = "填写", "说明", "代码"
PLAIN = {  # what somebody typed stays text: no formula, no link, no rounded number
    "in_memory": False,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
KINDS = {
    Kind.TEXT: "文字",
    Kind.LONG: "文字，可以分行",
    Kind.INTEGER: "整数",
    Kind.DATE: "日期，如2026-3-3",
    Kind.CODE: "代码",
    Kind.PHONE: "11位手机号",
    Kind.CHOICE: "从下拉列表中选",
}
TEXT = 49  # the built-in format “文本”: 18 digits stay 18 digits
FONT = {"font_name": "微软雅黑", "font_size": 11}
COMMENT = {"x_scale": 2, "author": "导入检查"}


def template(sheet: Sheet, *, actor: Actor) -> bytes:
    """An empty xlsx to be filled in: drop-downs for this person, a frozen header, text columns."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, PLAIN) as book:
        options = {c.key: c.options(actor) for c in sheet.columns if c.kind is Kind.CHOICE}
        page = _page(book, sheet)
        help_page, lists = book.add_worksheet(HELP), book.add_worksheet(LISTS)
        lists.hide()
        _drop_downs(page, lists, sheet, options)
        _help(book, help_page, sheet)
    return target.getvalue()


def _page(book: Any, sheet: Sheet) -> Any:
    page = book.add_worksheet(NAME)
    head = book.add_format({**FONT, "bold": True, "bg_color": "#DCE6F1", "border": 1})
    must = book.add_format(
        {**FONT, "bold": True, "bg_color": "#DCE6F1", "border": 1, "font_color": "#B3261E"}
    )
    as_text = book.add_format({**FONT, "num_format": TEXT})
    as_day = book.add_format({**FONT, "num_format": "yyyy-mm-dd"})
    for place, column in enumerate(sheet.columns):
        shown = as_day if column.kind is Kind.DATE else as_text
        page.set_column(place, place, column.width, shown)
        star = "*" if column.required else ""
        page.write_string(0, place, f"{star}{column.label}", must if star else head)
        if column.help:
            page.write_comment(0, place, column.help, COMMENT)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)
    return page


def _drop_downs(page: Any, lists: Any, sheet: Sheet, options: Mapping[str, Options]) -> None:
    """The lists stand on a hidden sheet: 255 characters are all a drop-down holds by itself."""
    for number, (key, pairs) in enumerate(options.items()):
        column = sheet.column(key)
        place = sheet.columns.index(column)
        lists.write_string(0, number, column.label)
        for row, (_, label) in enumerate(pairs, start=1):
            lists.write_string(row, number, label)
        letters = xlsxwriter.utility.xl_col_to_name(number)
        rule = {
            "validate": "list",
            "source": f"={LISTS}!${letters}$2:${letters}${max(len(pairs), 1) + 1}",
            "error_title": column.label,
            "error_message": "请从下拉列表中选。",
        }
        page.data_validation(1, place, sheet.most, place, rule)


def _help(book: Any, page: Any, sheet: Sheet) -> None:
    bold, wrap = book.add_format({**FONT, "bold": True}), book.add_format({**FONT, "text_wrap": 1})
    page.set_column(0, 0, 18, wrap)
    page.set_column(1, 2, 18, wrap)
    page.set_column(3, 3, 60, wrap)
    page.write_string(0, 0, f"{sheet.title}：怎么填", bold)
    page.write_string(1, 0, sheet.note or "每行一条；带*的列必填；列的先后可以变，表头文字不要改。")
    for place, words in enumerate(("列", "是否必填", "填什么", "说明")):
        page.write_string(3, place, words, bold)
    for row, column in enumerate(sheet.columns, start=4):
        must = "必填" if column.required else "选填"
        for place, words in enumerate((column.label, must, KINDS[column.kind], column.help)):
            page.write_string(row, place, words, wrap)


def marked(sheet: Sheet, *, table: Table, checked: Checked) -> bytes:
    """The file as it was sent, the bad cells red and each with its sentence, and one column more
    at the end that says all of a row's. It can be put right and sent again as it is."""
    target = io.BytesIO()
    by_row: dict[int, list[Bad]] = {}
    for one in checked.bad:
        by_row.setdefault(one.row, []).append(one)
    with xlsxwriter.Workbook(target, PLAIN) as book:
        page = book.add_worksheet(NAME)
        shades = {
            "red": book.add_format({**FONT, "bg_color": "#FFC7CE", "font_color": "#9C0006"}),
            "head": book.add_format({**FONT, "bold": True, "bg_color": "#DCE6F1"}),
            "plain": book.add_format({**FONT, "num_format": TEXT}),
            "day": book.add_format({**FONT, "num_format": "yyyy-mm-dd"}),
        }
        last = max(map(len, table.rows))
        page.set_column(0, last - 1, 16)
        page.set_column(last, last, 60)
        page.freeze_panes(checked.header, 0)
        page.write_string(checked.header - 1, last, "需修改的地方（改好可留着）", shades["head"])
        for number, cells in enumerate(table.rows, start=1):
            _marked_row(page, number, cells, by_row.get(number, []), checked, shades, last)
    return target.getvalue()


def _marked_row(
    page: Any,
    number: int,
    cells: list[Cell],
    bad: list[Bad],
    checked: Checked,
    shades: Mapping[str, Any],
    last: int,
) -> None:
    wrong = {checked.places[one.key]: one.words for one in bad if one.key in checked.places}
    usual = shades["head"] if number == checked.header else shades["plain"]
    for place, cell in enumerate(cells):
        _put(page, number - 1, place, cell, shades["red"] if place in wrong else usual, shades)
    for place, words in wrong.items():
        if place >= len(cells) or cells[place] in (None, ""):
            page.write_blank(number - 1, place, None, shades["red"])
        page.write_comment(number - 1, place, words, COMMENT)
    if bad:
        words = "".join(one.words for one in bad)
        page.write_string(number - 1, last, words, shades["red"])


def _put(
    page: Any, row: int, place: int, cell: Cell, shade: Any, shades: Mapping[str, Any]
) -> None:
    if isinstance(cell, bool) or cell is None:
        return None if cell is None else page.write_boolean(row, place, cell, shade)
    if isinstance(cell, int | float):
        return page.write_number(row, place, cell, shade)
    if isinstance(cell, date):
        return page.write_datetime(row, place, cell, shades["day"])
    return page.write_string(row, place, cell[:32_767], shade) if cell else None
