"""Paragraphs and tables as the parts of a file put them down."""

import re
from collections.abc import Iterable
from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm

from portal.papers import layout, oxml
from portal.papers.layout import TEXT_WIDTH

# What XML 1.0 cannot hold; forms refuse it, older rows may still have it.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    return ILLEGAL.sub("", text)


def add(document: Any, style: str, text: str) -> Any:
    """A paragraph; line breaks of the text become breaks of the line."""
    paragraph = document.add_paragraph(style=document.styles[style])
    for index, line in enumerate(plain(text).split("\n")):
        run = paragraph.add_run()
        if index:
            run.add_break(WD_BREAK.LINE)
        run.add_text(line)
    return paragraph


def bare_table(document: Any, rows: int, columns: int, *, side: int = 0, edge: int = 0) -> Any:
    """A table as wide as the text, without lines; `side` of each cell stays free at its left and
    right, `edge` at its top and bottom, in twips."""
    table = document.add_table(rows, columns)
    table.autofit = False
    properties = table._tbl.tblPr
    for old in (*properties.findall(qn("w:tblStyle")), *properties.findall(qn("w:tblW"))):
        properties.remove(old)
    properties.insert(0, oxml.element("w:tblW", w=5000, type="pct"))
    properties.insert(1, oxml.element("w:jc", val="center"))
    oxml.put_sides(table, side, edge)
    return table


def set_widths(table: Any, percents: Iterable[int]) -> None:
    whole = TEXT_WIDTH * layout.TWIPS_A_MM
    for column, percent in zip(table.columns, percents, strict=True):
        column.width = Mm(percent * whole / 100 / layout.TWIPS_A_MM)
        for cell in column.cells:
            cell.width = column.width
