"""What text, days and numbers typed by a person may look like. Pure functions, no request."""

import re
import unicodedata
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

LINE_CHARACTERS = frozenset("\t\n\r")
REPLACEMENT = "\ufffd"
_SURROGATES = re.compile("[\ud800-\udfff]")

_NEAR_DAYS = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}
_DAY_PATTERNS = (
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?:(?P<year>[0-9]{4}|[0-9]{2})-)?(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
)
EARLIEST, LATEST = 1900, 2200  # years anybody writes down here; beyond, drivers and sums break
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)")


def normalised(text: str) -> str:
    """NFC, so that one name has one spelling; a lone surrogate becomes U+FFFD, which
    `refuse_hidden_characters` names, because no encoder could write it back to the page."""
    if text.isprintable():  # no surrogate among them
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _SURROGATES.sub(REPLACEMENT, text))


def normalised_data(data: MultiValueDict | dict) -> MultiValueDict:
    """A copy of submitted data with every value normalised."""
    copy = (
        data.copy()
        if isinstance(data, MultiValueDict)
        else MultiValueDict(
            {name: value if isinstance(value, list) else [value] for name, value in data.items()}
        )
    )
    for name in copy:
        values = copy.getlist(name)
        copy.setlist(name, [normalised(v) if isinstance(v, str) else v for v in values])
    return copy


def hidden_character(text: str) -> tuple[int, str] | None:
    """Position (from 0) and character of the first one nobody can see or name, else None.

    Control, zero-width, bidi (Cc, Cf), surrogate (Cs), private use (Co), non-characters and
    U+FFFD. Unassigned code points pass: rare surnames are younger than Python's tables.
    """
    if text.isprintable() and REPLACEMENT not in text:  # all others are of Python's "Other"
        return None
    for position, character in enumerate(text):
        if character in LINE_CHARACTERS:
            continue
        noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
        category = unicodedata.category(character)
        if category in {"Cc", "Cf", "Cs", "Co"} or noncharacter or character == REPLACEMENT:
            return position, character
    return None


def refuse_hidden_characters(text: str) -> None:
    """A form validator. Raises ValidationError in Chinese, naming place and code point."""
    found = hidden_character(text)
    if found is None:
        return
    position, character = found
    kind = "无法识别" if character == REPLACEMENT else _kind(character)
    raise ValidationError(
        "第%(place)s个字是%(kind)s的字符（U+%(code)s），请删去后重新输入。",
        code="hidden_character",
        params={"place": position + 1, "kind": kind, "code": f"{ord(character):04X}"},
    )


def _kind(character: str) -> str:
    return "自造" if unicodedata.category(character) == "Co" else "看不见"


def refuse_line_breaks(text: str) -> None:
    """A form validator for fields of one line."""
    if "\n" in text or "\r" in text:
        raise ValidationError("这里只能填一行，请去掉换行。", code="line_break")


def parse_day(text: str, *, today: date, lean: str = "") -> date:
    """The day meant by 3.3, 3-3, 0303, 20260303, 2026.3.3, 3月3日 or 昨天.

    Without a year it is this year's; `lean="past"` takes last year's when that day is still to
    come, `lean="future"` next year's when it has gone by. Raises ValueError.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[plain])
    plain = re.sub(r"\s*[日号]$", "", plain)
    plain = re.sub(r"\s*[./。、年月\s]\s*", "-", plain)
    for pattern in _DAY_PATTERNS:
        if found := pattern.fullmatch(plain):
            return _day(found, today=today, lean=lean)
    raise ValueError(f"not a day: {text!r}")


def _day(found: re.Match[str], *, today: date, lean: str) -> date:
    year = found.groupdict().get("year")
    month, day = int(found["month"]), int(found["day"])
    if year:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        if not EARLIEST <= full <= LATEST:
            raise ValueError(f"no such year here: {full}")
        return date(full, month, day)
    this_year = date(today.year, month, day)
    if lean == "past" and this_year > today:
        return date(today.year - 1, month, day)
    if lean == "future" and this_year < today:
        return date(today.year + 1, month, day)
    return this_year


def parse_number(text: str) -> int:
    """A whole number typed with full-width digits or thousands separators. Raises ValueError."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"not a whole number: {text!r}")
    return int(plain.replace(",", ""))
