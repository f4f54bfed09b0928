"""A .docx that comes in: refused in Chinese when it is none, else read for words and pictures.

Limits of security.md §5. Nothing in it is run, fetched or rendered.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import docx
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from portal.access.refusal import Refused
from portal.papers.layout import HEADINGS

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
LARGEST_RATIO = 100
MOST_PARTS = 2000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLD = b"\xd0\xcf\x11\xe0"  # OLE: .doc, .wps, and a .docx with a password
DAMAGED = "这个文件已损坏，打不开。请在WPS或Word中打开并另存为docx后再传。"
NOT_WORD = "这不是Word文件（docx）。请在WPS中“另存为”docx后再传。"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its level (0: before the first heading) and the paragraphs under it."""

    level: int
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a dropped file holds: sections in order, pictures as bytes, all its words."""

    sections: tuple[Section, ...]
    pictures: tuple[bytes, ...]
    words: str

    @property
    def characters(self) -> int:
        """字数 as Word counts it, near enough: every character that is no space."""
        return sum(not letter.isspace() for letter in self.words)


def read(content: bytes) -> Incoming:
    """Check and read. Raises Refused(…, "file") in Chinese for whatever is no sound docx."""
    check(content)
    try:
        document = docx.Document(io.BytesIO(content))
        sections = sections_of(document)
        pictures = pictures_of(document)
        words = "\n".join(
            line for section in sections for line in (section.heading, *section.paragraphs) if line
        )
    except Exception as error:  # python-docx and lxml name a new exception for each damage
        raise Refused(DAMAGED, "file") from error
    return Incoming(tuple(sections), tuple(pictures), words)


# ── Checking ────────────────────────────────────────────────────────────────────────────────────
def check(content: bytes) -> None:
    """Before anything is unpacked: size, kind, sum and ratio; then macros and entities."""
    if not content:
        raise Refused("文件是空的，请重新选择。", "file")
    if len(content) > LARGEST:
        raise Refused(f"文件{len(content) / 1048576:.0f}MB，超过10MB。请压缩图片后再传。", "file")
    if content.startswith(OLD):
        raise Refused(
            "暂不能读取.doc/.wps或加密的文件，请在WPS中去掉密码并“另存为”docx后再传。", "file"
        )
    if not content.startswith(b"PK"):
        raise Refused(NOT_WORD, "file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_sizes(archive, len(content))
            check_parts(archive)
    except Refused:
        raise
    except Exception as error:  # zipfile, zlib and lzma name an exception for each damage
        raise Refused(DAMAGED, "file") from error


def check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    """The sizes a zip states are held by zipfile itself: reading past them is an error."""
    entries = archive.infolist()
    whole = sum(entry.file_size for entry in entries)
    too_dense = any(
        entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1) and entry.file_size > 1 << 20
        for entry in entries
    )
    if len(entries) > MOST_PARTS or whole > LARGEST_UNPACKED or too_dense:
        raise Refused("文件展开后过大，已拒绝。请检查来源，或减少图片后再传。", "file")


def check_parts(archive: zipfile.ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise Refused(NOT_WORD, "file")
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise Refused("文件里带有宏，不能上传。请另存为不带宏的docx后再传。", "file")
    if MAIN.encode() not in types:
        raise Refused(NOT_WORD, "file")
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            check_xml(archive.read(entry))


def check_xml(part: bytes) -> None:
    """No document type, so no entity: neither a billion laughs nor a file of this machine."""
    try:
        ElementTree.fromstring(part, forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError, LookupError) as error:
        raise Refused(DAMAGED, "file") from error


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────
def sections_of(document: Any) -> list[Section]:
    """Headings by outline level (Word's own styles, ours, or a level set by hand)."""
    made: list[tuple[int, str, list[str]]] = [(0, "", [])]
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:tbl"):
            rows = (list(dict.fromkeys(row.cells)) for row in Table(child, document).rows)
            made[-1][2].extend("\t".join(cell.text for cell in row) for row in rows)
        elif child.tag == qn("w:p"):
            paragraph = Paragraph(child, document)
            text, level = paragraph.text.strip(), level_of(paragraph)
            if text and level:
                made.append((level, text, []))
            elif text:
                made[-1][2].append(text)
    return [
        Section(level, heading, tuple(lines)) for level, heading, lines in made if heading or lines
    ]


def level_of(paragraph: Paragraph) -> int:
    """1 for a heading of the first level; 0 for plain text."""
    name = paragraph.style.name if paragraph.style is not None else ""
    if name in HEADINGS:
        return HEADINGS.index(name) + 1
    if name in {"公文标题", "附件标题"}:
        return 0
    holders = [paragraph._p.pPr, *(style.element.pPr for style in styles_over(paragraph))]
    for holder in holders:
        outline = holder.find(qn("w:outlineLvl")) if holder is not None else None
        if outline is not None:
            level = int(outline.get(qn("w:val"), "9")) + 1
            return level if level <= len(HEADINGS) else 0
    return 0


def styles_over(paragraph: Paragraph) -> list[Any]:
    """The style and what it is based on; a circle ends."""
    found: list[Any] = []
    style = paragraph.style
    while style is not None and style.style_id not in {other.style_id for other in found}:
        found.append(style)
        style = style.base_style
    return found


def pictures_of(document: Any) -> list[bytes]:
    """Pictures in the order of the text, each once."""
    found: dict[str, bytes] = {}
    for blip in document.element.body.iter(qn("a:blip")):
        key = blip.get(qn("r:embed"))
        part = document.part.related_parts.get(key) if key else None
        if part is not None and part.content_type.startswith("image/"):
            found.setdefault(str(part.partname), part.blob)
    return list(found.values())
