"""Whatever is dropped as a Word file: read, or refused with a sentence that says what to do."""

import io
import time
import zipfile

import docx
import pytest

from portal.access.refusal import Refused
from portal.papers import incoming
from portal.papers.docx import write
from tests.papers.samples import FULL, drawing

DAMAGED, NOT_WORD = "这个文件已损坏", "这不是Word文件"
TOO_DENSE = "文件展开后过大"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;">]><l>&c;</l>'
)
STEALING = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><l>&f;</l>'


def sound():
    return write(FULL)


def changed(replace=None, add=None, drop=()):
    """A sound file with parts replaced, added or left out."""
    replace, made = replace or {}, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            if name not in drop:
                new.writestr(name, replace.get(name, old.read(name)))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return made.getvalue()


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def macro():
    types = zipfile.ZipFile(io.BytesIO(sound())).read("[Content_Types].xml")
    types = types.replace(
        incoming.MAIN.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    return changed({"[Content_Types].xml": types}, {"word/vbaProject.bin": b"\0" * 64})


BAD = {
    "empty": (lambda: b"", "文件是空的"),
    "a text": (lambda: "只是文字".encode(), NOT_WORD),
    "GB18030 text": (lambda: "只是文字".encode("gb18030"), NOT_WORD),
    "a picture": (drawing, NOT_WORD),
    "a pdf": (lambda: b"%PDF-1.7\n%%EOF", NOT_WORD),
    "a page": (lambda: b"<html><script>1</script></html>", NOT_WORD),
    "an old doc, a wps or one with a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "另存为",
    ),
    "another zip": (lambda: zipped(readme="hello"), NOT_WORD),
    "a spreadsheet": (lambda: zipped(**{"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}),
                      NOT_WORD),
    "cut off": (lambda: sound()[:-2000], DAMAGED),
    "half of it": (lambda: sound()[: len(sound()) // 2], DAMAGED),
    "bytes turned": (lambda: sound()[:600] + b"\xff" * 400 + sound()[1000:], DAMAGED),
    "no document": (lambda: changed(drop={"word/document.xml"}), NOT_WORD),
    "broken xml": (lambda: changed({"word/document.xml": b"<w:document"}), DAMAGED),
    "xml of nothing": (lambda: changed({"word/document.xml": b""}), DAMAGED),
    "another root": (lambda: changed({"word/document.xml": b"<html/>"}), DAMAGED),
    "a billion laughs": (lambda: changed({"word/document.xml": LAUGHS}), DAMAGED),
    "a file of this machine": (lambda: changed({"word/styles.xml": STEALING}), DAMAGED),
    "laughs in utf-16": (
        lambda: changed({"word/styles.xml": LAUGHS[21:].decode().encode("utf-16")}), DAMAGED),
    "a zip bomb": (lambda: changed(add={"word/media/a.bin": b"\0" * 40_000_000}), TOO_DENSE),
    "sixty megabytes unpacked": (
        lambda: changed(add={f"word/{n}.bin": b"\0" * 900_000 for n in range(70)}), TOO_DENSE),
    "too many parts": (lambda: changed(add={f"a/{n}": b"" for n in range(2100)}), TOO_DENSE),
    "a macro": (macro, "带有宏"),
    "a hidden macro": (lambda: changed(add={"word/VBAProject.bin": b"\0"}), "带有宏"),
    "too large": (lambda: b"PK" + b"\0" * (incoming.LARGEST + 1), "超过10MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_a_sentence(name):
    make, words = BAD[name]
    content = make()
    start = time.monotonic()

    with pytest.raises(Refused) as refused:
        incoming.read(content)

    assert words in refused.value.words
    assert refused.value.field == "file"
    assert time.monotonic() - start < 5


def test_a_sound_file_is_read():
    found = incoming.read(sound())

    assert [(s.level, s.heading) for s in found.sections if s.heading] == [
        (1, "一、总体要求"), (1, "二、主要任务"), (2, "（一）开展宣传"), (3, "1.进社区"),
        (4, "（1）入户"), (2, "（二）加强值守"),
    ]  # fmt: skip
    assert found.pictures == (drawing(),)
    assert "新华区\t8\t1,200" in found.words


def test_headings_of_word_and_levels_set_by_hand_are_headings():
    document = docx.Document()
    document.add_heading("第一部分", 1)
    document.add_paragraph("内容一。")
    document.add_heading("小节", 2)
    document.add_paragraph("内容二。")
    file = io.BytesIO()
    document.save(file)

    found = incoming.read(file.getvalue())

    assert [(s.level, s.heading, s.paragraphs) for s in found.sections] == [
        (1, "第一部分", ("内容一。",)), (2, "小节", ("内容二。",)),
    ]  # fmt: skip
    assert found.characters == len("第一部分内容一。小节内容二。")
