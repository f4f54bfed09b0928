"""What python-docx has no word for, in the XML of WordprocessingML (ECMA-376, part 1, 17)."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from portal.papers.layout import FALLBACKS, FANG

TWIPS_A_POINT = 20
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(name: str, **attributes: Any) -> Any:
    """`element("w:spacing", line=579)`: attributes in the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def fonts(name: str) -> Any:
    """All four ranges in one font, Chinese punctuation taken from it as well."""
    return element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia")


def indents(size: float, **characters: float) -> Any:
    """w:ind in characters, and in twips for readers that do not know characters.

    Keys: left, right, firstLine, hanging.
    """
    made = element("w:ind")
    for key, count in characters.items():
        if count or key in {"left", "right"}:
            made.set(qn(f"w:{key}Chars"), str(round(count * 100)))
            made.set(qn(f"w:{key}"), str(round(count * size * TWIPS_A_POINT)))
    return made


def font_table() -> bytes:
    """word/fontTable.xml: the named fonts and what stands in for each."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/>'
        '<w:charset w:val="86"/><w:pitch w:val="default"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{W}">{rows}</w:fonts>'.encode()


def page_field(run: Any) -> None:
    """The number of the page."""
    for part in (
        element("w:fldChar", fldCharType="begin"),
        element("w:instrText"),
        element("w:fldChar", fldCharType="end"),
    ):
        if part.tag == qn("w:instrText"):
            part.text = " PAGE "
        run._r.append(part)


def defaults(document: Any) -> None:
    """Replace the template's theme fonts: a theme would win over every name we write."""
    properties = document.styles.element.find(qn("w:docDefaults"))
    run = properties.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(run):
        run.remove(child)
    run.append(fonts(FANG))
    run.append(element("w:sz", val=32))
    run.append(element("w:lang", val="zh-CN", eastAsia="zh-CN"))
    paragraph = properties.find(qn("w:pPrDefault"))
    for child in list(paragraph):
        paragraph.remove(child)


def borders(name: str, lines: dict[str, tuple[str, int, str]], *, space: int = 0) -> Any:
    """w:tblBorders, w:tcBorders or w:pBdr; lines {side: (kind, eighths of a point, colour)}."""
    made = element(name)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in lines:
            kind, size, color = lines[side]
            made.append(element(f"w:{side}", val=kind, sz=size, space=space, color=color))
    return made


def put_borders(table: Any, lines: dict[str, tuple[str, int, str]]) -> None:
    """Into the one place of w:tblPr where the schema wants them."""
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders("w:tblBorders", lines))


def put_sides(table: Any, side: int, edge: int = 0) -> None:
    """What stays free around the words in each cell, in twips: `edge` above and below."""
    made = element("w:tblCellMar")
    for name, free in (("w:top", edge), ("w:left", side), ("w:bottom", edge), ("w:right", side)):
        made.append(element(name, w=free, type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLayout")).addnext(made)


def floating(top: int) -> Any:
    """A table's place: so many twips under the top of the text of the page its anchor is on."""
    return element(
        "w:tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="margin",
        tblpXSpec="left", tblpY=top,
    )  # fmt: skip
