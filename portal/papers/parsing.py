"""Read one of our own papers back from its file: the styles say what each paragraph is.

`parse(write(paper))` is the paper again: the file is the one place where an issued text stands.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from portal.papers import layout
from portal.papers.document import Annex, Block, Head, Heading, Paper, Picture, Table, Text
from portal.papers.layout import HEADINGS

DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
NUMERAL = re.compile(r"（?[一二三四五六七八九十]+[、）]|\d+\.|（\d+）")
COPIES = re.compile(r"共印(\d+)份")
# Between recipients, not within the brackets of 各县（市、区）妇联.
BETWEEN = re.compile(r"、(?![^（]*）)")
SUFFIX = "文件"


@dataclass(slots=True)
class Found:
    """A paper while it is read."""

    values: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    annexes: list[tuple[list[str], list[Block]]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)

    @property
    def here(self) -> list[Block]:
        """Where the next block belongs: the text, or the last annex."""
        return self.annexes[-1][1] if self.annexes else self.blocks


def parse(data: bytes) -> Paper:
    """The Paper in a file that `docx.write` made."""
    document = docx.Document(io.BytesIO(data))
    found = Found(values={"kind": document.core_properties.subject or ""})
    for item in items(document):
        if isinstance(item, DocxTable):
            read_table(item, found)
        else:
            read_paragraph(document, item, found)
    return finished(found)


def items(document: Any) -> Iterator[Any]:
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            yield DocxTable(child, document)


def read_paragraph(document: Any, item: Paragraph, found: Found) -> None:
    style, text = item.style.name, item.text
    if style in HEADINGS or style in {"公文正文", "图片", "图片说明"}:
        read_block(document, item, found)
    elif style == "附件标识":
        found.annexes.append(([], []))
    elif style == "附件标题":
        found.annexes[-1][0].append(text)
    elif style == "发文机关标志":
        found.marks.append(text)
    elif style.startswith("署名"):
        found.issuers.append(text)
        found.values["is_sealed"] = style == "署名（盖章）"
    else:
        read_line(style, text, found.values)


def read_block(document: Any, item: Paragraph, found: Found) -> None:
    """A piece of the text, or of the annex it stands in."""
    style, text, here = item.style.name, item.text, found.here
    if style in HEADINGS:
        here.append(Heading(NUMERAL.sub("", text, count=1), HEADINGS.index(style) + 1))
    elif style == "公文正文":
        here.append(Text(text))
    elif style == "图片":
        here.append(Picture(picture_of(document, item)))
    else:
        here[-1] = Picture(here[-1].data, text)


def read_line(style: str, text: str, values: dict[str, Any]) -> None:
    """The lines that stand once in a paper."""
    if style == "公文标题":
        values["title"] = text
    elif style == "主送机关":
        values["recipients"] = tuple(BETWEEN.split(text.removesuffix("：")))
    elif style in {"发文字号", "白头文号"}:
        values["number"] = text
    elif style == "发文字号和签发人":
        values["number"], _, signer = text.partition("\t签发人：")
        values["signer"] = signer
    elif style == "成文日期":
        values["day"] = day_of(text)


def read_table(item: DocxTable, found: Found) -> None:
    """A table of the text, or one that only sets names or 版记 in their places."""
    kind = item.cell(0, 0).paragraphs[0].style.name
    texts = [cell.text for row in item.rows for cell in row.cells]
    if kind in {"表格文字", "表单文字"}:
        found.here.append(content(item, is_form=kind == "表单文字"))
    elif kind == "联合署名":
        found.issuers += [text for text in texts if text]
        found.values["is_sealed"] = True
    elif kind == "发文机关标志":
        found.marks += texts[0].split("\n")
        found.values["suffix"] = texts[1] if len(texts) > 1 else ""
    elif kind == "版记文字":
        for text in texts:
            read_imprint(text, found.values)


def read_imprint(text: str, values: dict[str, Any]) -> None:
    if text.startswith("抄送："):
        values["copies_to"] = tuple(text[3:].removesuffix("。").split("，"))
        return
    name, _, rest = text.partition("\t")
    values["printed_by"] = name.strip()
    values["printed_on"] = day_of(rest)
    copies = COPIES.search(rest)
    values["copies"] = int(copies[1]) if copies else 0


def content(item: DocxTable, *, is_form: bool) -> Table:
    columns = len(item.columns)
    rows = tuple(
        tuple("\n".join(p.text for p in cell_paragraphs(tc, item)) for tc in row._tr.tc_lst)
        for row in item.rows
    )
    whole = layout.TEXT_WIDTH
    widths = tuple(round(column.width.mm / whole * 100) for column in item.columns)
    first, height = item.rows[0]._tr.get_or_add_trPr(), height_of(item.rows[0])
    room = height_of(item.rows[-1]) if is_form else 0
    return Table(
        rows,
        () if set(widths) == {round(100 / columns)} else widths,
        first.find(qn("w:tblHeader")) is not None,
        height,
        is_form,
        room if room != height else 0,
    )


def height_of(row: Any) -> int:
    """Millimetres a row has at least."""
    height = row._tr.get_or_add_trPr().find(qn("w:trHeight"))
    return round(int(height.get(qn("w:val"))) / layout.TWIPS_A_MM) if height is not None else 0


def cell_paragraphs(cell: Any, table: DocxTable) -> list[Paragraph]:
    return [Paragraph(p, table) for p in cell.findall(qn("w:p"))]


def picture_of(document: Any, item: Paragraph) -> bytes:
    for blip in item._p.iter(qn("a:blip")):
        return document.part.related_parts[blip.get(qn("r:embed"))].blob
    return b""


def day_of(text: str) -> date | None:
    found = DAY.search(text)
    return date(*(int(part) for part in found.groups())) if found else None


def finished(found: Found) -> Paper:
    values = found.values
    if found.marks:
        values["head"] = Head.DOCUMENT
        if len(found.marks) == 1 and not values.get("suffix") and found.marks[0].endswith(SUFFIX):
            values["suffix"] = SUFFIX
            found.marks[0] = found.marks[0].removesuffix(SUFFIX)
    return Paper(
        **{"title": ""} | values,
        blocks=tuple(found.blocks),
        issuers=tuple(found.issuers or found.marks),
        annexes=tuple(Annex("".join(title), tuple(blocks)) for title, blocks in found.annexes),
    )
