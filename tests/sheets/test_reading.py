"""What comes in, however bad: a sentence in Chinese within seconds, and no harm done."""

import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.sheets import reading
from tests.sheets import files

GOOD = [files.UNIT_HEAD, files.town(1)]
OLE = reading.OLE + b"\0" * 600
# What somebody sends, and the sentence she gets.
BAD = {
    "empty": (lambda: b"", "这是一个空文件"),
    "blank": (lambda: b"\r\n  \r\n", "这是一个空文件"),
    "no_cells": (lambda: files.xlsx([]), "这是一个空文件"),
    "huge": (lambda: b"a," * 5_500_000, "文件超过10MB"),
    "cut_off": (lambda: files.xlsx(GOOD)[:2000], "文件已损坏"),
    "flipped": (lambda: files.xlsx(GOOD).replace(b"xl/work", b"xl/wonk"), "这不是表格文件"),
    "a_docx": (files.docx, "这不是表格文件"),
    "a_picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "看不出文件的文字编码"),
    "old_excel": (lambda: OLE, "暂不能读取.xls/.et/.wps文件内容，请在WPS或Excel中“另存为”xlsx"),
    "password": (lambda: OLE + reading.ENCRYPTED, "文件加了密码"),
    "macros": (
        lambda: files.repacked(files.xlsx(GOOD), add={"xl/vbaProject.bin": b"\xcc\x61"}),
        "文件里带有宏（xlsm），不予读取。请在WPS或Excel中“另存为”xlsx",
    ),
    "an_ods": (files.ods, "这不是表格文件"),
    "zip_bomb": (files.bomb, "文件压缩比异常"),
    "unpacked": (files.flood, "文件展开后超过50MB"),
    "entities": (files.entities, "文件里有不安全的内容"),
    "far_cell": (files.far_cell, "超过20,000行"),
    "one_string": (files.one_string_everywhere, "文件内容异常"),
    "many_rows": (lambda: files.csv([["a", "b"]] * 20_006), "超过20,000行"),
    "many_columns": (lambda: files.xlsx([["a"] * 61]), "超过60列"),
    "wrong_encoding": (lambda: b"\xff\xfd\xfa,\x81\x20", "看不出文件的文字编码"),
    "broken_xml": (
        lambda: files.repacked(
            files.xlsx(GOOD), {files.SHEET1: lambda part: part.replace(b"</row>", b"")}
        ),
        "文件已损坏",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_its_sentence_and_soon(name):
    make, words = BAD[name]
    content = make()
    began = time.monotonic()

    with pytest.raises(reading.Unreadable) as refused:
        reading.read(content)

    assert words in refused.value.words
    assert time.monotonic() - began < 20


@pytest.mark.django_db
@pytest.mark.parametrize("coding", ["utf-8", "gb18030"])
def test_a_csv_that_is_named_xlsx_is_read_as_what_it_is(administrator, enter, coding):
    content = files.csv([files.UNIT_HEAD, files.town(1)], coding)

    sent = enter(administrator).post(
        "/sheets/units/", {"file": SimpleUploadedFile("表.xlsx", content)}
    )

    assert sent.status_code == 302


def test_an_xlsx_gives_its_cells():
    rows = [["姓名", "号码", "日子"], ["张桂兰", 12, "=1+1"]]

    table = reading.read(files.xlsx(rows))

    assert table.rows == [["姓名", "号码", "日子"], ["张桂兰", 12.0, "=1+1"]]
    assert table.formulas == table.merged == set()


def test_a_day_is_a_day_whatever_its_format():
    day = date(2026, 3, 11)

    table = reading.read(files.xlsx([["日子"], [day]], options={"default_date_format": "yyyy/m/d"}))

    assert table.rows[1] == [day]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_people_have(coding):
    table = reading.read(files.csv([["姓名", "单位"], ["𠮷桂兰", "焦店镇"]], coding))

    assert table.rows == [["姓名", "单位"], ["𠮷桂兰", "焦店镇"]]


def test_formulas_and_merged_cells_are_found():
    table = reading.read(files.xlsx([["a", "b", "c"]], formulas=[(1, 0, "=1+1")], merged=["B2:C3"]))

    assert table.formulas == {(1, 0)}
    assert table.merged == {(1, 2), (2, 1), (2, 2)}


def test_what_a_hostile_file_names_is_never_opened(tmp_path):
    """An external entity and an external link lead nowhere."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    evil = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file://%s">]>' % bytes(secret)
    content = files.repacked(
        files.xlsx(GOOD), {"xl/sharedStrings.xml": lambda part: evil + part.partition(b"?>")[2]}
    )

    with pytest.raises(reading.Unreadable):
        reading.read(content)
