"""From what stands in a cell to a value, or to the sentence that says what is wrong with it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError

from portal.sheets.declaration import Cell, Column, Kind, Value
from portal.ui import text

MOBILE = re.compile(r"1[0-9]{10}")
EXACT = 10**15  # above it a spreadsheet's number has lost its last digits
LOST = "被当作数字，末几位已经丢失，请先把这一列设为“文本”格式再填"


class Wrong(Exception):
    """The cell cannot be taken; its words say why, in Chinese, without a full stop."""


def parse(column: Column, cell: Cell, *, today: date, options: Mapping[str, str]) -> Value:
    """The value of one cell; None for an empty one. Raises Wrong.

    `options` maps everything that may stand in a CHOICE cell to its value.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        if column.required:
            raise Wrong("必填，没有填")
        return None
    return PARSERS[column.kind](column, cell, today, options)


def plain(cell: Cell) -> str:
    """The cell as text, in NFC, without blanks around it. Raises Wrong."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, int | float):
        if abs(cell) >= EXACT:
            raise Wrong(LOST)
        return str(int(cell)) if cell == int(cell) else str(cell)
    return text.normalised(cell or "").strip()


def _text(column: Column, cell: Cell, today: date, options: Mapping[str, str]) -> str:
    return _fitting(column, plain(cell), text.refuse_line_breaks)


def _fitting(column: Column, words: str, *refusals: Callable[[str], None]) -> str:
    for refuse in (text.refuse_hidden_characters, *refusals):
        try:
            refuse(words)
        except ValidationError as error:
            raise Wrong(error.messages[0].rstrip("。").removeprefix("这里")) from error
    if len(words) > column.max_length:
        raise Wrong(f"有{len(words)}个字，最多{column.max_length}个字")
    return words


def _long(column: Column, cell: Cell, today: date, options: Mapping[str, str]) -> str:
    """Lines may be broken, as with Alt+Enter in a cell."""
    return _fitting(column, plain(cell).replace("\r\n", "\n").replace("\r", "\n"))


def _integer(column: Column, cell: Cell, today: date, options: Mapping[str, str]) -> int:
    try:
        number = text.parse_number(plain(cell))
    except ValueError as error:
        raise Wrong(column.wrong or "要填整数，没有就填0") from error
    if not 0 <= number < EXACT:
        raise Wrong("要填0或正整数")
    return number


def _date(column: Column, cell: Cell, today: date, options: Mapping[str, str]) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        if isinstance(cell, int | float) and 1 <= cell < 100_000:
            raise ValueError("a day number whose column has lost its format")
        return text.parse_day(plain(cell), today=today)
    except ValueError as error:
        raise Wrong(column.wrong or "要填日期，例如2026-3-3") from error


def _code(column: Column, cell: Cell, today: date, options: Mapping[str, str]) -> str:
    words = unicodedata.normalize("NFKC", _text(column, cell, today, options)).upper()
    words = re.sub(r"\s", "", words)
    if column.pattern and not re.fullmatch(column.pattern, words):
        raise Wrong(column.wrong or "代码不对，只用大写字母和数字")
    return words


def _phone(column: Column, cell: Cell, today: date, options: Mapping[str, str]) -> str:
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", plain(cell)))
    if not MOBILE.fullmatch(digits):
        raise Wrong(column.wrong or "要填11位手机号")
    return digits


def _choice(column: Column, cell: Cell, today: date, options: Mapping[str, str]) -> str:
    words = folded(plain(cell))
    if words not in options:
        raise Wrong(column.wrong or "不在可选范围内，请从下拉列表中选")
    return options[words]


def folded(words: str) -> str:
    """Width, case and blanks do not tell two headings or two options apart."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).casefold()


def accepted(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """{what may stand in the cell: value}: the label, the value itself, and where only one label
    has it, 乙 of 甲／乙 and the name alone of 名称（代码）."""
    found = {folded(value): value for value, _ in pairs}
    short = [(folded(brief(value, label)), value) for value, label in pairs]
    counted = Counter(words for words, _ in short)
    found |= {words: value for words, value in short if counted[words] == 1}
    return found | {folded(label): value for value, label in pairs}


def brief(value: str, label: str) -> str:
    return label.rpartition("／")[2].removesuffix(f"（{value}）")


PARSERS: dict[Kind, Callable[[Column, Cell, date, Mapping[str, str]], Value]] = {
    Kind.TEXT: _text,
    Kind.LONG: _long,
    Kind.INTEGER: _integer,
    Kind.DATE: _date,
    Kind.CODE: _code,
    Kind.PHONE: _phone,
    Kind.CHOICE: _choice,
}
