"""Tables that leave the portal: the rows of a list, as an xlsx no cell of which is a program.

Text is written as text (`=`, `+`, `-`, `@` in front mean nothing, 18 digits stay 18 digits). The
rows come from a server-side cursor one by one and go to a file of this process, so memory does not
grow with them; the answer is that file, streamed.
"""

import logging
import os
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

import rustpy_xlsxwriter as writer
from django.db import transaction

from portal.access import Actor
from portal.access.refusal import Refused
from portal.ui import words

logger = logging.getLogger("portal.errors")
MOST_ROWS = 200_000
INCOMPLETE = "文件不完整，请重新导出。"
PERSONAL, PLAIN = "含个人信息，工作秘密，请妥善保管、用后删除", "工作秘密，请妥善保管"


class TooMany(Refused):
    def __init__(self) -> None:
        super().__init__(f"超过{MOST_ROWS:,}行，请按登记时间分几次导出。")


@dataclass(frozen=True, slots=True)
class Field:
    """One column that may be exported."""

    key: str
    label: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Written:
    """`rows` that were written before the end, or before what broke (`is_whole`)."""

    file: IO[bytes]
    rows: int
    is_whole: bool


class Guarded:
    """Rows for the writer. When making them fails, the last line says so; the transaction around
    lives on, because the rows are read within a savepoint of their own."""

    def __init__(self, rows: Iterable[dict[str, str | int]], fields: list[Field]) -> None:
        self.rows, self.fields = rows, fields
        self.count, self.is_whole = 0, True

    def __iter__(self) -> Iterator[dict[str, str | int]]:
        try:
            with transaction.atomic():
                for row in self.rows:
                    yield {field.label: row[field.key] for field in self.fields}
                    self.count += 1
        except Exception as error:
            self.is_whole = False
            places = "".join(traceback.format_tb(error.__traceback__))
            logger.error("export: %s\n%s", type(error).__name__, places)
            yield self.line(INCOMPLETE)

    def line(self, said: str) -> dict[str, str | int]:
        return {field.label: said if field is self.fields[0] else "" for field in self.fields}


def write(
    *,
    title: str,
    fields: list[Field],
    rows: Iterable[dict[str, str | int]],
    actor: Actor,
    at: datetime,
    is_personal: bool,
) -> Written:
    """An xlsx file, open for reading, gone from the disk once it is closed; A4 landscape.

    Above the table stand the title and who took it out when; each printed page repeats both.
    """
    guarded = Guarded(rows, fields)
    handle, path = tempfile.mkstemp(prefix="export-", suffix=".xlsx")
    os.close(handle)
    try:
        _write(path, guarded, title, watermark(actor, at, is_personal=is_personal))
        return Written(open(path, "rb"), guarded.count, guarded.is_whole)
    finally:
        os.unlink(path)


def watermark(actor: Actor, at: datetime, *, is_personal: bool) -> str:
    """新华区妇联　李知微　2026-11-22 09:14　工作秘密，请妥善保管"""
    mark = PERSONAL if is_personal else PLAIN
    return f"{actor.unit_name}　{actor.name}　{words.minute(at)}　{mark}"


def _write(path: str, guarded: Guarded, title: str, mark: str) -> None:
    fields = guarded.fields
    bold = writer.Format().set_bold().set_font_size(14).set_align("center")
    grey = writer.Format().set_font_color("#595959")
    head = writer.Format().set_bold().set_background_color("#DCE6F1").set_border("thin")
    body = writer.Format().set_quote_prefix().set_text_wrap().set_border("thin").set_align("top")
    last = max(len(fields) - 1, 1)
    safe = mark.replace("&", "&&")
    writer.write_worksheet(
        _with_header(guarded),
        path,
        sheet_name=title[:31],
        header_row=2,
        header_format=head,
        freeze_row=3,
        merge_ranges=[(0, 0, 0, last, title, bold), (1, 0, 1, last, mark, grey)],
        column_formats={field.label: body for field in fields},
        column_widths={field.label: field.width for field in fields},
        ignore_errors=[field.label for field in fields],
        page_setup={
            "landscape": True, "paper_size": 9, "repeat_rows": (0, 2), "fit_to_pages": (1, 0),
            "header": f"&R{safe}", "footer": "&C第&P页 共&N页",
        },
    )  # fmt: skip


def _with_header(guarded: Guarded) -> Iterator[dict[str, str | int]]:
    """The header is taken from the first row: a table without rows has one that says so."""
    empty = True
    for row in guarded:
        empty = False
        yield row
    if empty:
        yield guarded.line("没有符合条件的内容")
