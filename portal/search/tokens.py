"""What is written down and what is typed become the same small numbers. No database, no request.

A token is a signed 32-bit number made of a letter for its kind and the folded text:

    b家庭   two neighbouring characters, of any text      d118      a number, of any text
    h张桂   the same, of a name or title                  pzgl      letters; pinyin of a name
    =张桂兰  a whole name, number or its pinyin

Phone numbers, and every number of seven digits or more in a text, are keyed (HMAC-SM3): whole and
by their last four digits. Two texts with one token differ once in four thousand million.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import islice, product

from opencc import OpenCC
from pypinyin import Style, pinyin

from portal.crypto import provider
from portal.crypto.provider import Purpose

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUNS = re.compile(f"[{HAN}]+|[0-9]+|[a-z]+")
ONLY_DIGITS = re.compile(r"[0-9+\-()./·\s]+")
IDEOGRAPHS = (*range(0x3400, 0xA000), *range(0x20000, 0x323B0))
PHONE = 7  # digits from which a number in a text is taken for a phone
TAIL = 4  # 尾号
LONGEST_NAME = 4  # characters of a person's
MOST_READINGS = 12  # of one name: 单乐 is read shàn, dān, chán and lè, yuè
MOST_SYLLABLES = 12
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Document:
    """What one object is found by. `unit_code` is whose it is; "" is everybody's (a unit's name).

    `names`: people and units, also by pinyin. `titles` rank like names. `numbers`: case numbers,
    codes. `phones`: in clear, only their keyed tokens are kept. `texts`: stories. `at` is what
    recency is told by.
    """

    object_id: int
    unit_code: str
    at: datetime
    names: Sequence[str] = ()
    titles: Sequence[str] = ()
    numbers: Sequence[str] = ()
    phones: Sequence[str] = ()
    texts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One reading of what was typed: all `words` must be met; `heads` and `whole` only rank."""

    words: tuple[int, ...]
    heads: tuple[int, ...]
    whole: int


@cache
def simplified() -> dict[int, str]:
    """{code point: simplified character} for the 4,659 that differ, from OpenCC's tables.

    Character by character: 乾隆 stays findable whatever stands beside it, and both sides agree.
    """
    characters = [chr(code) for code in IDEOGRAPHS]
    plain = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, plain, strict=True) if a != b}


def fold(text: str) -> str:
    """One spelling: NFKC (width), simplified, lower case."""
    return unicodedata.normalize("NFKC", text).translate(simplified()).casefold()


@lru_cache(maxsize=1 << 15)  # pairs and syllables come again and again
def number(text: str) -> int:
    """The token of a text: the first four bytes of its BLAKE2b, the same on every machine."""
    digest = hashlib.blake2b(text.encode(errors="replace"), digest_size=4).digest()
    return int.from_bytes(digest, "big", signed=True)


def keyed(digits: str) -> int:
    """The token of a phone number or of its last four digits. Raises KeyProblem without keys."""
    return int.from_bytes(provider.mac(digits, purpose=Purpose.PHONE)[:4], "big", signed=True)


def pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


# ── What is written down ────────────────────────────────────────────────────────────────────────
def tokens_of(document: Document) -> list[int]:
    """All tokens of one document, each once, in order."""
    found: set[int] = set()
    for name in document.names:
        found.update(of_text(name), of_title(name), of_name(name))
    for title in document.titles:
        found.update(of_text(title), of_title(title))
    for code in document.numbers:
        found.update(of_text(code, keeps_long=True))
        found.add(number("=" + "".join(RUNS.findall(fold(code)))))
    for phone in document.phones:
        found.update(of_phone(phone))
    for text in document.texts:
        found.update(of_text(text))
    return sorted(found)


def of_text(text: str, *, keeps_long: bool = False) -> Iterator[int]:
    for run in RUNS.findall(fold(text)):
        if run.isdigit() and len(run) >= PHONE and not keeps_long:
            yield from of_phone(run)
        elif run.isdigit():
            yield of_number(run)
        elif run.isascii():
            yield number("p" + run)
        else:
            yield from (number("b" + pair) for pair in pairs(run))


def of_number(digits: str) -> int:
    """0118 and 118 are one number."""
    return number("d" + (digits.lstrip("0") or "0"))


def of_phone(phone: str) -> Iterator[int]:
    digits = provider.normalise(phone, purpose=Purpose.PHONE)
    if digits:
        yield keyed(digits)
        yield keyed(digits[-TAIL:])


def of_title(title: str) -> Iterator[int]:
    """Its pairs once more, so that a hit here stands before a hit in a story."""
    runs = RUNS.findall(fold(title))
    return (number("h" + pair) for run in runs if not run.isascii() for pair in pairs(run))


def of_name(name: str) -> Iterator[int]:
    """A name whole, and how it is read. A number typed into it may be a phone: not kept whole."""
    runs = [run for run in RUNS.findall(fold(name)) if not run.isdigit() or len(run) < PHONE]
    if runs:
        yield number("=" + "".join(runs))
    for syllables in readings("".join(run for run in runs if not run.isascii())):
        yield from of_reading(syllables)


@lru_cache(maxsize=1 << 12)
def of_reading(syllables: tuple[str, ...]) -> tuple[int, ...]:
    """Many names sound alike."""
    whole = "".join(syllables)
    initials = "".join(syllable[0] for syllable in syllables)
    alone = (number("=" + spelt) for spelt in (whole, initials))
    return (*alone, *(number("p" + spelt) for spelt in spellings(syllables, initials)))


def readings(han: str) -> Iterable[tuple[str, ...]]:
    """Ways to read a name, as syllables without tones: 单 is dan, chan and, as a surname, shan.

    A longer name (a unit's) is made of words, and a dictionary of words says how it is read.
    """
    if len(han) > LONGEST_NAME:
        each = pinyin(han[:MOST_SYLLABLES], style=Style.NORMAL, errors="ignore")
        choices = [spelt_ways(ways) for ways in each]
    else:
        choices = [found for character in han if (found := ways_of(character))]
    return islice(product(*choices), MOST_READINGS) if len(choices) > 1 else []


@cache
def ways_of(character: str) -> list[str]:
    """All ways one character is read; [] for one that is in no dictionary."""
    each = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return spelt_ways(each[0]) if each else []


def spelt_ways(ways: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(kind for one in ways for kind in umlauts(one)))


def umlauts(syllable: str) -> Iterator[str]:
    """吕 is typed lv and lu."""
    yield syllable
    if "v" in syllable:
        yield syllable.replace("v", "u")


def spellings(syllables: Sequence[str], initials: str) -> Iterator[str]:
    """Initials of a part (zgl, gl), its syllables (guilan), letters so far (zhanggu), zhanggl."""
    count = len(syllables)
    spans = [(a, b) for a in range(count) for b in range(a + 2, count + 1)]
    yield from (initials[a:b] for a, b in spans)
    yield from ("".join(syllables[a:b]) for a, b in spans)
    first, whole = syllables[0], "".join(syllables)
    yield from (whole[:end] for end in range(len(first) + 1, len(whole)))
    yield first + initials[1:]


# ── What is typed ───────────────────────────────────────────────────────────────────────────────
def asks_of(typed: str) -> list[Ask]:
    """How a query may be meant, the likelier first; [] when there is too little to look for.

    A single character or letter beside others is passed over. Digits may be a number or a phone.
    """
    folded = fold(typed)
    runs = RUNS.findall(folded)[:MOST_WORDS]
    whole = number("=" + "".join(runs))
    heads = tuple(number("h" + pair) for run in runs if not run.isascii() for pair in pairs(run))
    asks = []
    if ONLY_DIGITS.fullmatch(folded) and is_phone("".join(runs)):
        asks.append(Ask((keyed(folded),), (), whole))
    elif any(run.isdigit() and is_phone(run) for run in runs):
        asks.append(Ask(words_of(runs, phones=True), heads, whole))
    asks.append(Ask(words_of(runs, phones=False), heads, whole))
    return [ask for ask in asks if ask.words]


def is_phone(digits: str) -> bool:
    return len(digits) == TAIL or len(digits) >= PHONE


def words_of(runs: Sequence[str], *, phones: bool) -> tuple[int, ...]:
    found: list[int] = []
    for run in runs:
        if run.isdigit():
            found.append(keyed(run) if phones and is_phone(run) else of_number(run))
        elif not run.isascii():
            found += (number("b" + pair) for pair in pairs(run))
        elif len(run) > 1:
            found.append(number("p" + run))
    return tuple(dict.fromkeys(found))[:MOST_WORDS]
