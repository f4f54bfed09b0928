"""Write a Paper as a .docx in the layout of GB/T 9704-2012 (layout.py holds the measures)."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from portal.papers import layout, oxml
from portal.papers.closing import write_imprint, write_signature
from portal.papers.document import (
    Block,
    Head,
    Heading,
    Paper,
    Picture,
    Table,
    annex_names,
    numbered,
)
from portal.papers.layout import CHARACTER, HEADINGS, LINE, STYLES, TEXT_WIDTH, Style, mm
from portal.papers.pieces import add, bare_table, plain, set_widths

MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the file says nothing of when; the register does


def write(paper: Paper) -> bytes:
    """The .docx file. Raises ValueError for a picture that is no JPEG or PNG."""
    document = docx.Document()
    prepare(document, paper)
    if paper.head == Head.DOCUMENT:
        write_head(document, paper)
    elif paper.number:
        add(document, "白头文号", paper.number)
    add(document, "公文标题", paper.title)
    if paper.recipients:
        add(document, "主送机关", f"{'、'.join(paper.recipients)}：")
    write_blocks(document, paper.blocks)
    for index, name in enumerate(annex_names(paper)):
        add(document, "附件说明续行" if index else "附件说明", name)
    write_signature(document, paper)
    for number, annex in enumerate(paper.annexes, 1):
        mark = add(document, "附件标识", f"附件{number if len(paper.annexes) > 1 else ''}")
        mark.paragraph_format.page_break_before = True
        add(document, "附件标题", annex.title)
        write_blocks(document, annex.blocks)
    write_imprint(document, paper)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# ── The page ────────────────────────────────────────────────────────────────────────────────────
def prepare(document: Any, paper: Paper) -> None:
    """Page, grid, fonts, styles, page numbers and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(mm("width")), Mm(mm("height"))
    section.top_margin, section.bottom_margin = Mm(mm("top")), Mm(mm("bottom"))
    section.left_margin, section.right_margin = Mm(mm("left")), Mm(mm("right"))
    # The dash of the number stands in the middle of its line of 4号 type.
    half = layout.FOUR / layout.POINTS_A_MM / 2
    section.footer_distance = Mm(mm("bottom") - mm("page_number_gap") - half)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(oxml.element("w:docGrid", type="lines", linePitch=LINE))
    oxml.defaults(document)
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = oxml.font_table()
    for style in STYLES.values():
        make_style(document, style)
    number_pages(document, section)
    about = document.core_properties
    about.title, about.subject = plain(paper.title.replace("\n", "")), plain(paper.kind)
    about.author, about.comments = plain("、".join(paper.issuers)), ""
    about.created = about.modified = MADE


def make_style(document: Any, style: Style) -> None:
    made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    made.quick_style = True
    made.font.size = Pt(style.size)
    run = made.element.get_or_add_rPr()
    look = [oxml.fonts(style.font)]
    if style.color:
        look.append(oxml.element("w:color", val=style.color))
    if style.size == layout.THREE:
        look.append(oxml.element("w:spacing", val=layout.TIGHTER))
    for place, part in enumerate(look):
        run.insert(place, part)
    form = made.element.get_or_add_pPr()
    if style.keeps:
        form.append(oxml.element("w:keepNext"))
    if style.name.startswith("发文字号"):
        line = {"bottom": ("single", round(layout.RED_LINE * 8), layout.RED)}
        space = round(mm("line_gap") * layout.POINTS_A_MM)
        form.append(oxml.borders("w:pBdr", line, space=space))
    spacing = {"before": round(style.before * LINE), "after": 0}
    if style.exact:
        spacing |= {"line": round(style.line * 20) or LINE, "lineRule": "exact"}
    if style.line:
        form.append(oxml.element("w:snapToGrid", val="0"))
    form.append(oxml.element("w:spacing", **spacing))
    sides = {"left": style.left, "right": style.right}
    form.append(oxml.indents(style.size, **sides, firstLine=style.first, hanging=style.hanging))
    form.append(oxml.element("w:jc", val=style.align))


def number_pages(document: Any, section: Any) -> None:
    """— 1 —: right on odd pages, left on even ones, one character in (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    side = layout.gap("page_number_side")
    places = ((section.footer, "right", "right"), (section.even_page_footer, "left", "left"))
    for footer, align, indent in places:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["页码"]
        form = paragraph._p.get_or_add_pPr()
        form.append(oxml.indents(layout.FOUR, **{indent: side}))
        form.append(oxml.element("w:jc", val=align))
        paragraph.add_run("— ")
        oxml.page_field(paragraph.add_run())
        paragraph.add_run(" —")


# ── Head ────────────────────────────────────────────────────────────────────────────────────────
def write_head(document: Any, paper: Paper) -> None:
    if len(paper.issuers) > 1:
        write_joint_mark(document, paper)
    else:
        mark = add(document, "发文机关标志", "".join(paper.issuers) + paper.suffix)
        mark.paragraph_format.space_before = Mm(mm("mark_top"))
        mark.runs[0].font.size = Pt(layout.mark_size(len(mark.text)))
    if not paper.signer:
        add(document, "发文字号", paper.number)
        return
    line = add(document, "发文字号和签发人", paper.number)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(CHARACTER * 27), alignment=2)
    line.add_run("\t签发人：")
    name = line.add_run(plain(paper.signer))
    name._r.get_or_add_rPr().insert(0, oxml.fonts(layout.KAI))


def write_joint_mark(document: Any, paper: Paper) -> None:
    """Issuers one under the other, set to one width, and 文件 at their right in the middle."""
    top = document.add_paragraph()
    top.paragraph_format.line_spacing = Mm(mm("mark_top"))
    longest = max(len(name) for name in paper.issuers)
    size = layout.mark_size(longest + len(paper.suffix) + 1)
    table = bare_table(document, 1, 2 if paper.suffix else 1)
    share = (len(paper.suffix) + 0.5) / (longest + len(paper.suffix) + 1)
    set_widths(table, [100 - round(share * 100), round(share * 100)] if paper.suffix else [100])
    cell = table.cell(0, 0)
    for index, name in enumerate(paper.issuers):
        line = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        line.style = document.styles["发文机关标志"]
        line.add_run(plain(name)).font.size = Pt(size)
        line._p.get_or_add_pPr().append(oxml.element("w:jc", val="distribute"))
    if paper.suffix:
        right = table.cell(0, 1)
        right.vertical_alignment = 1
        right.paragraphs[0].style = document.styles["发文机关标志"]
        right.paragraphs[0].add_run(plain(paper.suffix)).font.size = Pt(size)


# ── Body ────────────────────────────────────────────────────────────────────────────────────────
def write_blocks(document: Any, blocks: Iterable[Block]) -> None:
    for block, numeral in numbered(blocks):
        if isinstance(block, Heading):
            line = add(document, HEADINGS[block.level - 1], numeral + block.text)
            line.paragraph_format.page_break_before = block.begins_page or None
        elif isinstance(block, Table):
            write_table(document, block)
        elif isinstance(block, Picture):
            write_picture(document, block)
        else:
            add(document, "公文正文", block.text)


def write_table(document: Any, block: Table) -> None:
    edge = layout.FORM_EDGE if block.is_form else 0
    table = bare_table(document, len(block.rows), block.columns, side=layout.CELL_SIDE, edge=edge)
    line = ("single", 4, "000000")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    oxml.put_borders(table, dict.fromkeys(sides, line))
    columns = block.columns
    set_widths(table, block.widths or [round(100 / columns)] * columns)
    for number, (row, words) in enumerate(zip(table.rows, block.rows, strict=True)):
        is_head = block.has_head and number == 0
        properties = row._tr.get_or_add_trPr()
        if not block.is_form:
            properties.append(oxml.element("w:cantSplit"))
        is_room = block.room and number == len(block.rows) - 1
        if tall := block.room if is_room else block.height:
            height = round(tall * layout.TWIPS_A_MM)
            properties.append(oxml.element("w:trHeight", val=height, hRule="atLeast"))
        if is_head:
            properties.append(oxml.element("w:tblHeader"))
        if len(words) < columns:
            row.cells[len(words) - 1].merge(row.cells[columns - 1])
        for index, text in enumerate(words):
            write_cell(document, row.cells[index], text, is_form=block.is_form, is_bold=is_head)


def write_cell(document: Any, cell: Any, text: str, *, is_form: bool, is_bold: bool) -> None:
    """One paragraph, or of a form one for each line."""
    cell.vertical_alignment = 1
    for place, line in enumerate(text.split("\n") if is_form else [text]):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.style = document.styles["表单文字" if is_form else "表格文字"]
        paragraph.add_run(plain(line)).bold = is_bold or None


def write_picture(document: Any, block: Picture) -> None:
    paragraph = document.add_paragraph(style=document.styles["图片"])
    try:
        shape = paragraph.add_run().add_picture(io.BytesIO(block.data))
    except Exception as error:  # python-docx names a new exception for each way a picture is broken
        raise ValueError("not a picture that a paper can hold") from error
    widest, tallest = Mm(TEXT_WIDTH - 1), Mm(layout.TALLEST)  # a hair too wide, and it is moved
    share = min(1, widest / shape.width, tallest / shape.height)
    shape.width, shape.height = round(shape.width * share), round(shape.height * share)
    if block.caption:
        add(document, "图片说明", block.caption)
