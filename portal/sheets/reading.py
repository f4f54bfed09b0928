"""A file somebody uploaded, as rows of cells. Limits of security.md §5; every refusal in words."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.access.refusal import Refused
from portal.sheets.declaration import MOST_COLUMNS, MOST_ROWS, Cell

MOST_BYTES = 10 * 1024 * 1024
SECONDS = 60
UNTRUSTED = Path(__file__).with_name("untrusted.py")
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
HEAD = 5  # rows that may stand above the data: a title, the header
SAVE_AS = "请在WPS或Excel中“另存为”xlsx后再传"
WORDS = {
    "empty": "这是一个空文件，请选择填好的表格。",
    "size": "文件超过10MB，请分成几个文件导入。",
    "unpacked": "文件展开后超过50MB，请删去图片和多余的工作表后再传。",
    "ratio": "文件压缩比异常，不予读取。请把内容复制到新下载的模板里再传。",
    "rows": f"超过{MOST_ROWS:,}行，请分成几个文件导入。",
    "columns": f"超过{MOST_COLUMNS}列，请删去多余的列后再传。",
    "no_workbook": f"这不是表格文件，{SAVE_AS}。",
    "broken": f"文件已损坏，无法读取。{SAVE_AS}。",
    "memory": "文件内容异常，不予读取。请把内容复制到新下载的模板里再传。",
    "entities": "文件里有不安全的内容，不予读取。请把内容复制到新下载的模板里再传。",
    "macros": f"文件里带有宏（xlsm），不予读取。{SAVE_AS}。",
    "password": "文件加了密码，无法读取。请取消密码后再传。",
    "old": f"暂不能读取.xls/.et/.wps文件内容，{SAVE_AS}。",
    "encoding": f"看不出文件的文字编码，{SAVE_AS}，或存为UTF-8的csv。",
    "line": f"文件内容不像表格，{SAVE_AS}。",
}


class Unreadable(Refused):
    """The file as a whole cannot be taken. `word` is a key of WORDS."""

    def __init__(self, word: str) -> None:
        super().__init__(WORDS[word], field="file")
        self.word = word


@dataclass(frozen=True)
class Table:
    """Rows of cells from the first row of the first sheet on; formulas and merged cells as
    (row, column), from 0."""

    rows: list[list[Cell]]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: set[tuple[int, int]] = field(default_factory=set)


def read(content: bytes) -> Table:
    """The first sheet of an xlsx, or a csv in UTF-8, UTF-16 or GB18030. Raises Unreadable.

    What kind it is, the content says, never the name.
    """
    if not content.strip(b"\x00\t\r\n "):
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("size")
    if content.startswith(OLE):
        raise Unreadable("password" if ENCRYPTED in content else "old")
    return _xlsx(content) if content.startswith(ZIP) else _csv(content)


def _xlsx(content: bytes) -> Table:
    """Opened by another process (untrusted.py), which may die of it."""
    with TemporaryDirectory(prefix="sheet-") as folder:
        source, result = Path(folder, "source.xlsx"), Path(folder, "rows")
        source.write_bytes(content)
        command = [sys.executable, "-I", str(UNTRUSTED), str(source), str(result)]
        try:
            ended = subprocess.run(  # noqa: S603 - our own script, names of our own making
                command, timeout=SECONDS, capture_output=True, check=False
            )
        except subprocess.TimeoutExpired:
            raise Unreadable("memory") from None
        if ended.returncode or not result.exists():
            raise Unreadable("memory")
        with result.open(encoding="utf-8") as lines:
            head = json.loads(lines.readline() or '{"error": "broken"}')
            if "error" in head:
                raise Unreadable(head["error"])
            rows = [[_cell(cell) for cell in json.loads(line)] for line in lines]
    formulas = {(row - 1, column - 1) for row, column in head["formulas"]}
    return _limited(Table(rows, formulas, _hidden_by(head["merged"])))


def _cell(cell: object) -> Cell:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["d"])
    return cell  # type: ignore[return-value]


def _hidden_by(ranges: list[str]) -> set[tuple[int, int]]:
    """The cells that merging emptied: all of a range but its first. A range is cut to the rows
    and columns there may be."""
    hidden = set()
    for words in ranges:
        first, _, last = words.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        bottom, right = min(bottom, MOST_ROWS + HEAD), min(right, MOST_COLUMNS)
        for row in range(top, min(bottom, top + 200) + 1):
            hidden |= {(row, column) for column in range(left, right + 1)}
        hidden.discard((top, left))
    return hidden


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :] or 1) - 1, column - 1


def _csv(content: bytes) -> Table:
    words = _decoded(content)
    delimiter = "\t" if words.partition("\n")[0].count("\t") else ","
    try:
        rows: list[list[Cell]] = []
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=delimiter):
            rows.append(list(row))
            if len(rows) > MOST_ROWS + HEAD:
                raise Unreadable("rows")
            if len(row) > MOST_COLUMNS:
                raise Unreadable("columns")
    except csv.Error:
        raise Unreadable("line") from None
    return _limited(Table(rows))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings = ["utf-16"]
    else:
        codings = [] if b"\x00" in content else ["utf-8-sig", "gb18030"]
    for coding in codings:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _limited(table: Table) -> Table:
    """Without the empty rows at the end. Raises Unreadable for one without any content."""
    rows = table.rows
    while rows and not any(str(cell).strip() for cell in rows[-1] if cell is not None):
        rows.pop()
    if not rows:
        raise Unreadable("empty")
    return table
